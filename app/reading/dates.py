"""Dates as printed in German papers, and a few English ones, to `YYYY-MM-DD`."""

import re
from datetime import date

from app.reading.lexicon import MONTHS, any_of

_MONTH = any_of(MONTHS)
DATE = re.compile(
    r"(?<!\d)(?:(?P<d1>\d{1,2})\.\s?(?P<m1>\d{1,2})\.\s?(?P<y1>\d{4}|\d{2})"
    rf"|(?P<d2>\d{{1,2}})\. ?(?P<m2>{_MONTH}) ?(?P<y2>\d{{4}})"
    rf"|(?P<y3>\d{{4}}) (?P<m3>{_MONTH}) (?P<d3>\d{{1,2}})"
    r"|(?P<y4>\d{4})-(?P<m4>\d{2})-(?P<d4>\d{2})"
    rf"|(?P<d5>\d{{1,2}}) (?P<m5>{_MONTH}) (?P<y5>\d{{4}})"
    rf"|(?P<m6>{_MONTH}) (?P<d6>\d{{1,2}}), (?P<y6>\d{{4}}))(?!\d)"
)
_AROUND = re.compile(
    r"\b(?:(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|(?:Mo|Di|Mi|Do|Fr|Sa|So)\b\.?|den|am"
    r"|\d{1,2}[.:]\d{2}(?:\sUhr)?)",
)


def find_date(text: str) -> tuple[str, int, int] | None:
    """The first valid date of the text with its position, looked for in 300 characters."""
    for hit in DATE.finditer(text[:300]):
        iso = date_of(hit)
        if iso is not None:
            return iso, hit.start(), hit.end()
    return None


def only_date(text: str) -> str | None:
    """The date of a line that holds nothing else but a weekday or a time of day."""
    found = find_date(text) if len(text) < 50 else None
    if found is None:
        return None
    iso, start, end = found
    around = f"{text[:start]} {text[end:]}"
    return iso if not _AROUND.sub("", around).strip(" ,-–") else None


def date_of(hit: re.Match[str]) -> str | None:
    """None for a day that does not exist."""
    [day, month, year] = [
        next(value for n in range(1, 7) if (value := hit[f"{part}{n}"])) for part in "dmy"
    ]
    number = int(year) + 2000 if len(year) == 2 else int(year)
    try:
        return date(number, MONTHS.get(month) or int(month), int(day)).isoformat()
    except ValueError:
        return None
