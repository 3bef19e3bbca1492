"""Last year's dates in another year, by weekday; and the lines in which dates are written; pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.core import clock
from app.meetings.rules import span

WEEK = 7
MOST_DATES = 60
NUMBERED = re.compile(r"(\d{1,4})(\. \S.*)")
LINE = re.compile(
    r"(?:[A-Za-zäöü]+,? +)?(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>\d{4})"
    r"(?:,? +(?P<begins>\d{1,2}[:.]\d\d) ?(?:Uhr)? ?(?:-|–|bis) ?(?P<ends>\d{1,2}[:.]\d\d)(?: Uhr)?)?"
)


@dataclass(frozen=True)
class Dated:
    """One line of a list of dates, UTC."""

    starts_at: datetime
    ends_at: datetime


def shifted(day: date, years: int) -> date:
    """The same weekday of the same month: the 2nd Tuesday stays the 2nd; a 5th becomes the last."""
    nth = (day.day - 1) // WEEK
    first = date(day.year + years, day.month, 1)
    found = first + timedelta(days=(day.weekday() - first.weekday()) % WEEK + WEEK * nth)
    return found if found.month == day.month else found - timedelta(days=WEEK)


def line_of(starts_at: datetime, ends_at: datetime, day: date) -> str:
    """As `dated` reads it: the wall-clock times of a meeting on another day."""
    begins, ends = clock.berlin(starts_at), clock.berlin(ends_at)
    return f"{day:%d.%m.%Y} {begins:%H:%M}–{ends:%H:%M}"


def dated(lines: Iterable[str], begins: time | None, ends: time | None) -> list[Dated]:
    """Begins and ends: for lines without a time. ValueError names the line and what is wrong."""
    found: dict[datetime, Dated] = {}
    for number, line in enumerate(lines, start=1):
        try:
            one = Dated(*_span(line, begins, ends))
        except ValueError as wrong:
            raise ValueError(f"Zeile {number} („{line[:40]}“): {wrong}") from None
        if one.starts_at in found:
            raise ValueError(f"Zeile {number}: Dieser Termin steht zweimal da.")
        found[one.starts_at] = one
    return [found[at] for at in sorted(found)]


def _span(line: str, begins: time | None, ends: time | None) -> tuple[datetime, datetime]:
    part = LINE.fullmatch(line.strip())
    if part is None:
        raise ValueError("Bitte ein Datum wie 12.01.2027 oder 12.01.2027 14:00–16:00.")
    day = day_of(part["year"], part["month"], part["day"])
    if part["begins"]:
        begins, ends = _time(part["begins"]), _time(part["ends"])
    if begins is None or ends is None:
        raise ValueError("Beginn und Ende fehlen, hier oder oben im Formular.")
    return span(day, begins, ends)


def day_of(year: str, month: str, day: str) -> date:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        raise ValueError("Dieses Datum gibt es nicht.") from None
    if not 2000 <= found.year <= 2099:
        raise ValueError("Bitte prüfen Sie das Jahr: möglich sind 2000 bis 2099.")
    return found


def _time(text: str) -> time:
    hour, minute = text.replace(".", ":").split(":")
    try:
        return time(int(hour), int(minute))
    except ValueError:
        raise ValueError("Diese Uhrzeit gibt es nicht.") from None


def titles(first: str, count: int) -> list[str]:
    """5. Sitzung, 6. Sitzung …; a title without a number is the same for all."""
    part = NUMBERED.fullmatch(first)
    if part is None:
        return [first] * count
    return [f"{int(part[1]) + n}{part[2]}" for n in range(count)]
