"""When each item of an agenda has its turn, and when the meeting ends by plan; no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from app.core import clock


class Planned(Protocol):
    """A row of the agenda; `minutes`: None where nobody has said how long it takes."""

    @property
    def id(self) -> UUID: ...
    @property
    def parent_id(self) -> UUID | None: ...
    @property
    def minutes(self) -> int | None: ...


@dataclass(frozen=True)
class Timetable:
    """Times are UTC. starts: only of items whose turn is known. ends_at: None if a length is missing.

    planned: minutes of all items together. missing: how many items have no length.
    """

    begins_at: datetime
    starts: Mapping[UUID, datetime]
    ends_at: datetime | None
    planned: int
    missing: int


def timetable(starts_at: datetime, items: Sequence[Planned]) -> Timetable:
    """Sub-items run within the time of their item, which lasts as long as they do, or longer."""
    starts: dict[UUID, datetime] = {}
    at: datetime | None = starts_at
    planned = missing = 0
    for item in [each for each in items if each.parent_id is None]:
        subs = [each for each in items if each.parent_id == item.id]
        starts |= _turns(at, [item]) | _turns(at, subs)
        length = _length(item, subs)
        planned += max(item.minutes or 0, sum(sub.minutes or 0 for sub in subs))
        missing += length is None
        at = at + timedelta(minutes=length) if at is not None and length is not None else None
    return Timetable(starts_at, starts, at if items else None, planned, missing)


def _turns(at: datetime | None, items: Sequence[Planned]) -> dict[UUID, datetime]:
    """One after the other; unknown behind the first without a length."""
    turns: dict[UUID, datetime] = {}
    for item in items:
        if at is None:
            break
        turns[item.id] = at
        at = at + timedelta(minutes=item.minutes) if item.minutes is not None else None
    return turns


def _length(item: Planned, subs: Sequence[Planned]) -> int | None:
    lengths = [sub.minutes for sub in subs]
    if item.minutes is None and (not subs or None in lengths):
        return None
    return max(item.minutes or 0, sum(length or 0 for length in lengths))


def in_words(plan: Timetable, ends_at: datetime) -> str:
    """A German sentence about the end by plan; ends_at: of the meeting, UTC. "" without items."""
    if plan.ends_at is not None:
        return f"Die Tagesordnung endet nach Plan um {_by_clock(plan.ends_at)}, {_beside(plan.ends_at, ends_at)}."
    if not plan.missing:
        return ""
    items = "einem Punkt" if plan.missing == 1 else f"{plan.missing} Punkten"
    too_much = plan.planned - round((ends_at - plan.begins_at).total_seconds() / 60)
    already = f" Verplant sind schon {_many(too_much)} zu viel." if too_much > 0 else ""
    return f"Bei {items} fehlt die Dauer; wann die Tagesordnung endet, steht nicht fest.{already}"


def _by_clock(at: datetime) -> str:
    return f"{clock.berlin(at):%H:%M} Uhr"


def _beside(planned: datetime, ends_at: datetime) -> str:
    minutes = round((planned - ends_at).total_seconds() / 60)
    if not minutes:
        return "genau zum Ende der Sitzung"
    return f"{_many(abs(minutes))} {'nach' if minutes > 0 else 'vor'} dem Ende der Sitzung"


def _many(minutes: int) -> str:
    return "1 Minute" if minutes == 1 else f"{minutes} Minuten"
