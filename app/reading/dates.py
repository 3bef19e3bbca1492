"""Dates as printed in German papers, and a few English ones, to `YYYY-MM-DD`."""

import re
from datetime import date

from app.reading.lexicon import MONTHS, any_of

_MONTH = any_of(MONTHS)
_PATTERNS = (
    re.compile(r"(?<!\d)(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4}|\d{2})(?!\d)"),
    re.compile(rf"(?<!\d)(?P<d>\d{{1,2}})\. ?(?P<m>{_MONTH})\.? (?P<y>\d{{4}})(?!\d)"),
    re.compile(rf"(?<!\d)(?P<y>\d{{4}}) (?P<m>{_MONTH}) (?P<d>\d{{1,2}})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)"),
)
_AROUND = re.compile(
    r"\b(?:(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|(?:Mo|Di|Mi|Do|Fr|Sa|So)\b\.?|den|am"
    r"|\d{1,2}[.:]\d{2}(?:\sUhr)?)",
)


def find_date(text: str) -> tuple[str, int, int] | None:
    """The first valid date of the text with its position, looked for in 300 characters."""
    hits = [hit for pattern in _PATTERNS for hit in pattern.finditer(text[:300])]
    for hit in sorted(hits, key=lambda found: (found.start(), -found.end())):
        iso = _iso(hit)
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


def _iso(hit: re.Match[str]) -> str | None:
    year, month = int(hit["y"]), MONTHS.get(hit["m"]) or hit["m"]
    try:
        return date(year + 2000 if year < 100 else year, int(month), int(hit["d"])).isoformat()
    except ValueError:
        return None
