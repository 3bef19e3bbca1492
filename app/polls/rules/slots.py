"""Free times of a group: a range of days, weekdays, a window and a length become proposals; pure."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.core import clock
from app.groups.rules.notice import holidays_of

STEP = timedelta(minutes=30)
LONGEST_RANGE = timedelta(days=183)
MOST_PROPOSALS = 12


@dataclass(frozen=True)
class Slot:
    """UTC."""

    starts_at: datetime
    ends_at: datetime

    def overlaps(self, other: "Slot") -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True)
class Wish:
    """Days inclusive; weekdays as date.weekday() has them; the window is Berlin wall-clock time."""

    first: date
    last: date
    weekdays: frozenset[int]
    earliest: time
    latest: time
    length: timedelta


def free_slots(wish: Wish, busy: Sequence[Slot], land: str, *, after: datetime) -> list[Slot]:
    """Of each fitting day the earliest slot that nobody is busy in; at most twelve.

    after: nothing that has begun by then. land: ISO 3166-2:DE without its DE-, for its holidays.
    """
    found: list[Slot] = []
    for day in _days(wish, land):
        free = (slot for slot in _slots_of(day, wish) if slot.starts_at > after)
        slot = next((s for s in free if not any(s.overlaps(other) for other in busy)), None)
        if slot:
            found.append(slot)
        if len(found) == MOST_PROPOSALS:
            break
    return found


def _days(wish: Wish, land: str) -> Iterator[date]:
    for number in range((wish.last - wish.first).days + 1):
        day = wish.first + timedelta(days=number)
        if day.weekday() in wish.weekdays and day not in holidays_of(land, day.year):
            yield day


def _slots_of(day: date, wish: Wish) -> list[Slot]:
    """Every half hour; a wall-clock time that the change to summer time skips is none."""
    slots: list[Slot] = []
    at = datetime.combine(day, wish.earliest)
    last = datetime.combine(day, wish.latest)
    while at + wish.length <= last:
        with suppress(clock.DoesNotExist):
            slots.append(Slot(instant(at), instant(at + wish.length)))
        at += STEP
    return slots


def instant(wall_clock: datetime) -> datetime:
    """UTC of a naive Berlin time. Raises DoesNotExist."""
    return clock.from_wall_clock(wall_clock.date(), wall_clock.time())


def span(wish: Wish) -> Slot:
    """The whole range, for the one query that looks for meetings in it."""
    return Slot(
        clock.from_wall_clock(wish.first, time(0)),
        clock.from_wall_clock(wish.last + timedelta(days=1), time(0)),
    )


def not_offered(slots: Iterable[Slot], known: Iterable[Slot]) -> list[Slot]:
    """Without those that stand among the dates already."""
    taken = set(known)
    return [slot for slot in slots if slot not in taken]
