"""Months and weeks of a calendar in Berlin days; lines and files of school holidays; pure."""

import re
from calendar import Calendar, monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

import icalendar

from app.series.shift import day_of

FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)
MOST_HOLIDAYS = 200
MOST_BYTES = 1024 * 1024
LONGEST = 100  # days of school holidays in one piece; more is a slip of the pen
MONTH = re.compile(r"(\d{4})-(\d{2})")
WEEK = re.compile(r"(\d{4})-W(\d{2})")
DAY = r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})"
LINE = re.compile(rf"(?P<name>.*?\S)[ \t:,]+{DAY}(?:\s*(?:-|–|bis)\s*{DAY})?")
NO_CALENDAR = "Diese Datei ist kein Kalender. Bitte wählen Sie eine Datei mit der Endung .ics."


@dataclass(frozen=True)
class Holiday:
    """School holidays; `until` is the last day."""

    name: str
    since: date
    until: date

    def id_in(self, body_id: UUID) -> UUID:
        """The same holidays read twice are one row."""
        return uuid5(body_id, f"{self.name}|{self.since}|{self.until}")


def month_of(text: str, today: date) -> date:
    """Its first day; this month for what is none."""
    part = MONTH.fullmatch(text)
    try:
        return _in_range(date(int(part[1]), int(part[2]), 1)) if part else today.replace(day=1)
    except ValueError:
        return today.replace(day=1)


def week_of(text: str, today: date) -> date:
    """Its Monday (ISO 8601); this week for what is none."""
    part = WEEK.fullmatch(text)
    try:
        return (
            _in_range(date.fromisocalendar(int(part[1]), int(part[2]), 1))
            if part
            else monday(today)
        )
    except ValueError:
        return monday(today)


def _in_range(day: date) -> date:
    if not FIRST <= day <= LAST:
        raise ValueError("outside of our time")
    return day


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def next_month(month: date) -> date:
    return month + timedelta(days=monthrange(month.year, month.month)[1])


def previous_month(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)


def month_key(month: date) -> str:
    return f"{month:%Y-%m}"


def week_key(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def weeks_of(month: date) -> list[list[date]]:
    """From Monday to Sunday; days of the neighbours fill the first and last week."""
    return Calendar().monthdatescalendar(month.year, month.month)


def holidays_in(lines: Iterable[str]) -> list[Holiday]:
    """„Osterferien 22.03.2027 – 03.04.2027“; ValueError names the line and what is wrong."""
    found = []
    for number, line in enumerate(lines, start=1):
        try:
            found.append(_holiday(line))
        except ValueError as wrong:
            raise ValueError(f"Zeile {number} („{line[:40]}“): {wrong}") from None
    return found


def _holiday(line: str) -> Holiday:
    part = LINE.fullmatch(line.strip())
    if part is None:
        raise ValueError("Bitte in der Form: Osterferien 22.03.2027 – 03.04.2027")
    name, *days = part.groups()
    since = day_of(days[2], days[1], days[0])
    until = day_of(days[5], days[4], days[3]) if days[3] else since
    return checked(Holiday(name[:100], since, until))


def checked(holiday: Holiday) -> Holiday:
    if holiday.until < holiday.since:
        raise ValueError("Der letzte Tag liegt vor dem ersten.")
    if (holiday.until - holiday.since).days > LONGEST:
        raise ValueError(f"Das wären mehr als {LONGEST} Tage.")
    return holiday


def holidays_of_calendar(content: bytes) -> list[Holiday]:
    """Whole-day events of an .ics file as ministries publish them; rules in it are not followed.

    DTEND is exclusive (RFC 5545 §3.6.1). ValueError with a German sentence.
    """
    if len(content) > MOST_BYTES:
        raise ValueError("Die Datei ist größer als 1 MB.")
    try:
        events = icalendar.Calendar.from_ical(content).walk("VEVENT")
        found = [each for event in events[: MOST_HOLIDAYS + 1] if (each := _of_event(event))]
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        raise ValueError(NO_CALENDAR) from None
    if not found:
        raise ValueError("In der Datei stehen keine ganztägigen Termine.")
    return [checked(each) for each in found]


def _of_event(event: icalendar.cal.Component) -> Holiday | None:
    since = event.decoded("DTSTART")
    until = event.decoded("DTEND", since + timedelta(days=1))
    if isinstance(since, datetime) or isinstance(until, datetime):
        return None
    name = " ".join(str(event.get("SUMMARY", "")).split()) or "Schulferien"
    last = max(since, until - timedelta(days=1))
    if not FIRST <= since <= last <= LAST:
        return None
    return Holiday(name[:100], since, last)


def names_on(day: date, holidays: Sequence[Holiday]) -> list[str]:
    return sorted({each.name for each in holidays if each.since <= day <= each.until})
