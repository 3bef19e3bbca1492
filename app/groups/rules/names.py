"""What a group was called on a day. A former name holds until its last day, inclusive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from app.core.errors import RuleViolation

FUTURE = "Eine Umbenennung gilt ab heute oder ab einem früheren Tag."
SAME = "Die Gruppe heißt schon so."


@dataclass(frozen=True)
class Name:
    """until None: nobody knows until when; such a name is found, but never shown for a day."""

    id: UUID
    name: str
    until: date | None


def latest(former: Sequence[Name]) -> Name | None:
    """Of the last renaming whose day is known."""
    known = [name for name in former if name.until is not None]
    return max(known, key=lambda name: name.until or date.min, default=None)


def last_day_of_name(
    day: date, today: date, *, starts_on: date | None, former: Sequence[Name]
) -> date:
    """Of the old name, when the new one holds from `day`. Raises RuleViolation."""
    if day > today:
        raise RuleViolation(FUTURE)
    if starts_on is not None and day <= starts_on:
        raise RuleViolation(
            f"Die Gruppe gibt es erst seit dem {starts_on:%d.%m.%Y}. Der neue Name gilt frühestens "
            "ab dem Tag danach."
        )
    until = day - timedelta(days=1)
    last = latest(former)
    if last is not None and last.until is not None and until <= last.until:
        raise RuleViolation(
            f"Ihren jetzigen Namen trägt die Gruppe seit dem {last.until + timedelta(days=1):%d.%m.%Y}. "
            "Der neue gilt frühestens ab dem Tag danach. War jene Umbenennung ein Versehen, nehmen "
            "Sie sie zurück."
        )
    return until
