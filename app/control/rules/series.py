"""Changes of state to numbers on days: what the progress picture draws and the table says."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from app.mandates.tables import MandateStatus
from app.tasks.rules import CLOSED

WEEKS_UP_TO = 92  # days; a longer time is shown in months, then quarters, then years
MONTHS_UP_TO = 366 * 2
QUARTERS_UP_TO = 366 * 6
# In the order of the stack, from the bottom: class of the colour, word, states.
PARTS = (
    ("sw-c1", "finalisiert oder berichtet", (MandateStatus.FINALISED, MandateStatus.REPORTED)),
    ("sw-c2", "in Arbeit", (MandateStatus.IN_PROGRESS, MandateStatus.PROPOSED)),
    ("sw-c5", "ruhend oder entfallen",
        (MandateStatus.ON_HOLD, MandateStatus.REFERRED, MandateStatus.DROPPED)),
    ("sw-c6", "offen", (MandateStatus.OPEN,)),
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """From this day on the thing is in this state."""

    thing: UUID
    on: date
    state: str


@dataclass(frozen=True)
class Column:
    """How things stood at the end of a day: mandates by PARTS, tasks given and closed so far."""

    on: date
    parts: tuple[int, ...]
    given: int
    closed: int

    @property
    def total(self) -> int:
        return sum(self.parts)


def columns(mandates: Sequence[Change], tasks: Sequence[Change], today: date) -> list[Column]:
    """Changes of each thing in the order they came; nothing happened: no column."""
    days = [change.on for change in (*mandates, *tasks)]
    if not days:
        return []
    return [_column(day, mandates, tasks) for day in days_between(min(days), today)]


def _column(day: date, mandates: Iterable[Change], tasks: Iterable[Change]) -> Column:
    states = list(_states_on(day, mandates))
    of_tasks = list(_states_on(day, tasks))
    return Column(
        day,
        tuple(sum(state in kept for state in states) for _, _, kept in PARTS),
        len(of_tasks),
        sum(state in CLOSED for state in of_tasks),
    )


def _states_on(day: date, changes: Iterable[Change]) -> Iterator[str]:
    for _, found in groupby(sorted(changes, key=lambda c: c.thing), key=lambda c: c.thing):
        until = [change.state for change in found if change.on <= day]
        if until:
            yield until[-1]


def days_between(first: date, last: date) -> list[date]:
    """Ends of weeks, months, quarters or years, and at the end the last day itself."""
    span = (last - first).days
    days = [day for day in _ends(first, span) if day < last] if span > 0 else []
    return [*days, max(first, last)]


def _ends(first: date, span: int) -> Iterator[date]:
    """Every end from the first day on, one after the last at most."""
    end = first + timedelta(days=span)
    if span <= WEEKS_UP_TO:
        day = first + timedelta(days=6 - first.weekday())
        while day <= end:
            yield day
            day += timedelta(days=7)
        return
    step = 1 if span <= MONTHS_UP_TO else 3 if span <= QUARTERS_UP_TO else 12
    month = first.year * 12 + (first.month - 1) // step * step + step
    while (day := date(month // 12, month % 12 + 1, 1) - timedelta(days=1)) <= end:
        yield day
        month += step


def sentence(found: Sequence[Column]) -> str:
    """The picture in words."""
    if not found:
        return ""
    last = found[-1]
    named = zip(last.parts, PARTS, strict=True)
    parts = ", ".join(f"{count} {word}" for count, (_, word, _) in named if count)
    mandates = "1 Auftrag" if last.total == 1 else f"{last.total} Aufträge"
    tasks = "1 Aufgabe" if last.given == 1 else f"{last.given} Aufgaben"
    told = f"{mandates}: {parts}." if last.total else "Noch kein Auftrag."
    if not last.given:
        return told
    return f"{told} {tasks} vergeben, davon {last.closed} erledigt oder verworfen."
