from datetime import date

from app.core.errors import RuleViolation
from app.groups.tables import Group, GroupStatus

ENDED = (GroupStatus.FINISHED, GroupStatus.DISSOLVED)


def first_status(starts_on: date | None, today: date) -> GroupStatus:
    """A group that starts later is planned until the office says that it works."""
    later = starts_on is not None and starts_on > today
    return GroupStatus.PLANNED if later else GroupStatus.ACTIVE


def check_parent(parent: Group | None, *, body_id: object) -> None:
    """Raises RuleViolation when the group above is gone or belongs to another body."""
    if parent is None or parent.body != body_id:
        raise RuleViolation("Die übergeordnete Gruppe gibt es hier nicht. Bitte wählen Sie neu.")


def last_day_of_group(
    status: GroupStatus, starts_on: date | None, ends_on: date | None, today: date
) -> date | None:
    """A group that is over has a last day: today, if nobody says another.

    Raises RuleViolation when it would end before it began.
    """
    if ends_on is None and status in ENDED:
        ends_on = max(today, starts_on or today)
    if ends_on and starts_on and ends_on < starts_on:
        raise RuleViolation(f"Das Ende liegt vor dem Beginn ({starts_on:%d.%m.%Y}).")
    return ends_on


def former_names(former: str, old: str, new: str) -> str:
    """One a line, the newest first; a name that is in use again is not a former one."""
    if old == new:
        return former
    kept = [name for name in former.splitlines() if name not in {old, new}]
    return "\n".join([old, *kept])
