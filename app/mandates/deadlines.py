"""Until when something has to be done, as the wording of a decision point says it; no database."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from app.reading.dates import DATE, date_of
from app.reading.lexicon import MONTHS, any_of

LONGEST = 20_000  # characters of a point that are looked at
BEFORE = 60  # characters in front of a date that may make a limit of it
_BY = r"(?:bis|spätestens|längstens)(?: (?:spätestens|zum|zur|zu|einschließlich|am|den|Ende|des|der|Monats?|Jahres))*"
_UNTIL = re.compile(rf"\b{_BY} (?:zum )?$", re.IGNORECASE)
_MONTH = re.compile(rf"\b{_BY} (?P<month>{any_of(MONTHS)}) (?P<year>20\d\d)\b", re.IGNORECASE)
_QUARTER = re.compile(rf"\b{_BY} (?P<number>[1-4])\. Quartals? (?P<year>20\d\d)\b", re.IGNORECASE)
_YEAR = re.compile(
    r"\b(?:bis|spätestens)(?: zum)?(?: Ende(?: des Jahres)?| Jahresende) (?P<year>20\d\d)\b",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"\b(?:bis|spätestens)(?: zur?)? (?:Mitte|Jahresmitte) (?P<year>20\d\d)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Due:
    """A date that the Vorlage names, and where it stands there, in the dative: "dem Wortlaut von …"."""

    on: date
    origin: str


def deadline_in(text: str) -> date | None:
    """The first day that the text sets as a limit; whole months, quarters and years end it."""
    found = [*_days(text[:LONGEST]), *_ends(text[:LONGEST])]
    return min(found)[1] if found else None


def _days(text: str) -> list[tuple[int, date]]:
    return [
        (hit.start(), date.fromisoformat(iso))
        for hit in DATE.finditer(text)
        if _UNTIL.search(text[max(0, hit.start() - BEFORE) : hit.start()]) and (iso := date_of(hit))
    ]


def _ends(text: str) -> list[tuple[int, date]]:
    months = [
        (hit, MONTHS[hit["month"]]) for hit in _MONTH.finditer(text) if hit["month"] in MONTHS
    ]
    months += [(hit, 3 * int(hit["number"])) for hit in _QUARTER.finditer(text)]
    months += [(hit, 6) for hit in _HALF.finditer(text)] + [
        (hit, 12) for hit in _YEAR.finditer(text)
    ]
    return [(hit.start(), last_day(int(hit["year"]), month)) for hit, month in months]


def last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
