"""Days to places on the axis of a timeline, and the lines of months, quarters or years."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

LEFT, RIGHT = 168.0, 1184.0  # units; left of it stand the names of the lanes
MONTHS = ("Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")
NEAR = 366  # days between the last event and today that the picture still spans
ROOM_AT_THE_END = 0.06  # of the span, so that the last label finds a place


@dataclass(frozen=True)
class Axis:
    """From the first day of a month to `end`; `today` is None where it lies far outside."""

    start: date
    end: date
    today: date | None

    def x(self, day: date) -> float:
        inside = min(max(day, self.start), self.end)
        share = (inside - self.start).days / (self.end - self.start).days
        return LEFT + share * (RIGHT - LEFT)

    @property
    def months(self) -> int:
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1

    @property
    def step(self) -> int:
        """Months between two lines: up to 18 lines of months, then quarters, then years."""
        if self.months <= 18:
            return 1
        return 3 if self.months <= 60 else 12 * -(-self.months // 240)

    def ticks(self) -> Iterator[tuple[float, str]]:
        """Place and word; the year stands at the first line and at each January."""
        month = self.start.year * 12 + self.start.month - 1
        month += -month % self.step
        first = True
        while (day := date(month // 12, month % 12 + 1, 1)) <= self.end:
            if self.step >= 12:
                word = str(day.year)
            else:
                word = MONTHS[day.month - 1]
                word = f"{word} {day.year}" if first or day.month == 1 else word
            if self.x(day) <= RIGHT - 9 * len(word):
                yield self.x(day), word
            month, first = month + self.step, False


def axis(days: Sequence[date], today: date) -> Axis:
    """At least a month wide; `days` is not empty."""
    first, last = min(days), max(days)
    near = (today - last).days <= NEAR
    if near:
        first, last = min(first, today), max(last, today)
    start = first.replace(day=1)
    span = max((last - start).days, 30)
    end = start + timedelta(days=round(span * (1 + ROOM_AT_THE_END)) + 1)
    return Axis(start, end, today if near else None)
