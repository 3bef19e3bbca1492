from datetime import date

from app.core.errors import RuleViolation
from app.groups.tables import Group, GroupStatus


def first_status(starts_on: date | None, today: date) -> GroupStatus:
    """A group that starts later is planned until the office says that it works."""
    later = starts_on is not None and starts_on > today
    return GroupStatus.PLANNED if later else GroupStatus.ACTIVE


def check_parent(parent: Group | None, *, body_id: object) -> None:
    """Raises RuleViolation when the group above is gone or belongs to another body."""
    if parent is None or parent.body != body_id:
        raise RuleViolation("Die übergeordnete Gruppe gibt es hier nicht. Bitte wählen Sie neu.")
