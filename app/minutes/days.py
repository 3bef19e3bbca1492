"""Dates in words, as they are said in a meeting; read from its day on, always to be confirmed; pure."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from app.web.filters import MONTHS, WEEKDAYS

NUMBERS = {
    "ein": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "acht": 8, "zehn": 10, "zwölf": 12,
}  # fmt: skip
NEAR = {"heute": 0, "morgen": 1, "übermorgen": 2}
LEAD = re.compile(r"^(?:(?:spätestens|bis|zum|zur|am|im|ab|etwa)\s+)+", re.IGNORECASE)
NEXT = r"(?:nächste[rnms]?|kommende[rnms]?|diese[rnms]?)"
WEEKDAY = re.compile(rf"^(?:{NEXT}\s+)?({'|'.join(WEEKDAYS)}|Sonnabend)$", re.IGNORECASE)
SPAN = re.compile(
    rf"^in\s+(\d{{1,3}}|(?:{'|'.join(NUMBERS)})(?:e[rnms]?)?)\s+(tag|woche|monat)(?:en|e|n)?$",
    re.IGNORECASE,
)
OF_MONTH = re.compile(
    rf"^(anfang|mitte|ende)\s+(?:des\s+)?({'|'.join(MONTHS)}|{NEXT}\s+monats?|monats)(?:\s+(\d{{4}}))?$",
    re.IGNORECASE,
)
WRITTEN = re.compile(rf"^(\d{{1,2}})\.\s*({'|'.join(MONTHS)})(?:\s+(\d{{4}}))?$", re.IGNORECASE)
WEEK = re.compile(r"^(?:kw\s*(\d{1,2})|(\d{1,2})\.\s*(?:kw|kalenderwoche))$", re.IGNORECASE)
QUARTER = re.compile(
    r"^(?:ende\s+)?(?:q\s*([1-4])|(?:des\s+)?([1-4])\.\s*quartals?)$", re.IGNORECASE
)
THIS = {"monatsende": "ende monats", "ende des monats": "ende monats"}
NEXT_WEEK = re.compile(rf"^(?:ende\s+)?{NEXT}\s+woche$", re.IGNORECASE)
YEARS_END = re.compile(r"^(?:jahresende|ende\s+(?:des\s+)?jahres)$", re.IGNORECASE)


def day_in_words(text: str, after: date) -> date | None:
    """None: not understood. "Bis März" is its last day; "nächsten Freitag" the first after that day."""
    words = LEAD.sub("", " ".join(text.split()).rstrip(".")).strip()
    words = THIS.get(words.lower(), words)
    for read in READERS:
        try:
            day = read(words, after)
        except ValueError:  # 31. Juni, week 54
            return None
        if day is not None:
            return day
    return None


def _near(words: str, after: date) -> date | None:
    if words.lower() in NEAR:
        return after + timedelta(days=NEAR[words.lower()])
    if YEARS_END.match(words):
        return date(after.year, 12, 31)
    if NEXT_WEEK.match(words):
        days = 0 if words.lower().startswith(("diese", "ende diese")) else 7
        return after + timedelta(days=4 - after.weekday() + days)
    return None


def _weekday(words: str, after: date) -> date | None:
    if not (found := WEEKDAY.match(words)):
        return None
    name = "Samstag" if found[1].lower() == "sonnabend" else found[1].capitalize()
    ahead = (WEEKDAYS.index(name) - after.weekday() - 1) % 7 + 1
    return after + timedelta(days=ahead)


def _span(words: str, after: date) -> date | None:
    if not (found := SPAN.match(words)):
        return None
    typed = found[1].lower()
    count = (
        int(typed)
        if typed.isdecimal()
        else next(n for w, n in NUMBERS.items() if typed.startswith(w))
    )
    if found[2].lower() == "monat":
        months = after.month - 1 + count
        year, month = after.year + months // 12, months % 12 + 1
        return date(year, month, min(after.day, monthrange(year, month)[1]))
    return after + timedelta(days=count * (7 if found[2].lower() == "woche" else 1))


def _of_month(words: str, after: date) -> date | None:
    found = OF_MONTH.match(words)
    bare = words.capitalize() if words.capitalize() in MONTHS else ""
    if not found and not bare:
        return None
    part, name, year = (
        (found[1].lower(), found[2].capitalize(), found[3]) if found else ("ende", bare, None)
    )
    return _in_month(part, name, int(year) if year else None, after)


def _in_month(part: str, name: str, year: int | None, after: date) -> date:
    if name in MONTHS:
        month = MONTHS.index(name) + 1
    else:
        month = after.month + (0 if name.lower().startswith(("monat", "diese")) else 1)
    year = year or after.year + (month - 1) // 12
    month = (month - 1) % 12 + 1
    day = _part_of(part, year, month)
    return day if day >= after else _part_of(part, year + 1, month)


def _part_of(part: str, year: int, month: int) -> date:
    days = {"anfang": 5, "mitte": 15, "ende": monthrange(year, month)[1]}
    return date(year, month, days[part])


def _written(words: str, after: date) -> date | None:
    if not (found := WRITTEN.match(words)):
        return None
    month = MONTHS.index(found[2].capitalize()) + 1
    if found[3]:
        return date(int(found[3]), month, int(found[1]))
    day = date(after.year, month, int(found[1]))
    return day if day >= after else date(after.year + 1, month, int(found[1]))


def _week(words: str, after: date) -> date | None:
    """The Friday of that week; the last day of that quarter."""
    if found := WEEK.match(words):
        week = int(found[1] or found[2])
        day = date.fromisocalendar(after.year, week, 5)
        return day if day >= after else date.fromisocalendar(after.year + 1, week, 5)
    if found := QUARTER.match(words):
        return _in_month("ende", MONTHS[int(found[1] or found[2]) * 3 - 1], None, after)
    return None


READERS: tuple[Callable[[str, date], date | None], ...] = (
    _near, _weekday, _span, _of_month, _written, _week,
)  # fmt: skip
