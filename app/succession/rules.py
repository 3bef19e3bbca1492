"""Who may go on with a group's work, and what becomes of its memberships on that day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from app.core.errors import RuleViolation
from app.groups.rules.periods import Period
from app.groups.tables import Group, Role

DAY = timedelta(days=1)
LATER = "Die Nachfolge beginnt heute oder an einem früheren Tag. Tragen Sie sie bitte ein, wenn es so weit ist."


def last_day_before(on_day: date, today: date, starts_on: date | None) -> date:
    """Of the group that is succeeded. Raises RuleViolation."""
    if on_day > today:
        raise RuleViolation(LATER)
    if starts_on is not None and on_day <= starts_on:
        raise RuleViolation(
            f"Die bisherige Gruppe gibt es erst seit dem {starts_on:%d.%m.%Y}. Die Nachfolge beginnt "
            "frühestens am Tag danach."
        )
    return on_day - DAY


def check_no_circle(group: Group, successor: Group, after: Mapping[UUID, Sequence[UUID]]) -> None:
    """after: group → its successors. Raises RuleViolation when the way leads back."""
    waiting, seen = [successor.id], set()
    while waiting:
        at = waiting.pop()
        if at == group.id:
            raise RuleViolation(
                f"„{successor.name}“ ist selbst in „{group.name}“ aufgegangen und kann ihr nicht "
                "nachfolgen."
            )
        if at not in seen:
            seen.add(at)
            waiting += after.get(at, ())


@dataclass(frozen=True)
class Move:
    """What becomes of one membership, which ends the day before. joins: its time in the new group;
    None where the person sits there already.
    """

    joins: Period | None


def move_of(period: Period, on_day: date, there: Sequence[Period]) -> Move | None:
    """None: over before the day, so nothing happens."""
    if period.until is not None and period.until < on_day:
        return None
    joins = Period(max(period.since, on_day), period.until)
    known = any(joins.overlaps(other) for other in there)
    return Move(None if known else joins)


def role_there(role: Role, *, has_leitung: bool) -> Role:
    """A group has one Leitung: in a merger the second becomes a member."""
    return Role.MITGLIED if role == Role.LEITUNG and has_leitung else role
