"""How dates, times, numbers and names appear on German pages and in mails."""

import textwrap
from datetime import date, datetime
from functools import lru_cache

from markupsafe import Markup, escape

from app.core.clock import berlin
from app.core.words import initials
from app.web.richtext import cleaned

WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
    "Oktober", "November", "Dezember",
)  # fmt: skip
WORDS = (
    "null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn",
    "elf", "zwölf",
)  # fmt: skip


def _day(value: date | datetime) -> date:
    return berlin(value).date() if isinstance(value, datetime) else value


def datum(value: date | datetime | None) -> str:
    """26.11.2024; a dash where there is no date."""
    if not value:
        return "–"
    day = _day(value)  # put together by hand: strftime takes five times as long
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def tag(value: date | datetime) -> str:
    """Dienstag, 26. November 2024"""
    day = _day(value)
    return f"{WEEKDAYS[day.weekday()]}, {day.day}. {MONTHS[day.month - 1]} {day.year}"


def kurztag(value: date | datetime) -> str:
    """Di 26.11.2024"""
    day = _day(value)
    return f"{WEEKDAYS[day.weekday()][:2]} {datum(day)}"


def uhrzeit(value: datetime) -> str:
    """14:00, Berlin time"""
    at = berlin(value)
    return f"{at.hour:02}:{at.minute:02}"


def zeitpunkt(value: datetime | None) -> str:
    """26.11.2024, 14:00 Uhr"""
    return f"{datum(value)}, {uhrzeit(value)} Uhr" if value else "–"


def von_bis(start: datetime, end: datetime) -> str:
    """14:00–16:30 Uhr"""
    return f"{uhrzeit(start)}–{uhrzeit(end)} Uhr"


def abstand(value: date | datetime, today: date) -> str:
    """In 7 Tagen, morgen, heute, gestern, vor 3 Tagen"""
    days = (_day(value) - today).days
    near = {0: "heute", 1: "morgen", -1: "gestern"}
    if days in near:
        return near[days]
    return f"in {days} Tagen" if days > 0 else f"vor {-days} Tagen"


def zahl(value: int) -> str:
    """Numbers up to twelve as words, for sentences."""
    return WORDS[value] if 0 <= value < len(WORDS) else f"{value:,}".replace(",", ".")


def absaetze(value: str) -> Markup:
    """Plain text of a user as paragraphs; everything is escaped."""
    parts = [part.strip() for part in value.replace("\r\n", "\n").split("\n\n") if part.strip()]
    lines = (Markup("<br>").join(escape(line) for line in part.split("\n")) for part in parts)
    return Markup("").join(Markup("<p>{}</p>").format(line) for line in lines)


@lru_cache(maxsize=1000)  # the text of an agenda item is shown far more often than it is written
def richtext(html: str) -> Markup:
    """Cleaned again at every output: what is stored may be older than the rules."""
    return Markup("<div data-hx-ignore>{}</div>").format(Markup(cleaned(html)))  # noqa: S704


GAP = "\ufdd0"  # a noncharacter of Unicode: stands for a name that is filled in later


def umbruch(value: str, width: int = 76) -> str:
    """Plain-text mail: lines of at most 76 characters; an address stays whole.

    A line with a gap is broken when the gap is filled.
    """
    lines = (
        _wrapped(line, width) if len(line) > width and GAP not in line else line.rstrip()
        for line in value.split("\n")
    )
    return "\n".join(lines)


@lru_cache(maxsize=500)  # most lines are the same in all mails of one kind
def _wrapped(line: str, width: int) -> str:
    return textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)


FILTERS = {
    "datum": datum,
    "tag": tag,
    "kurztag": kurztag,
    "uhrzeit": uhrzeit,
    "zeitpunkt": zeitpunkt,
    "von_bis": von_bis,
    "abstand": abstand,
    "zahl": zahl,
    "absaetze": absaetze,
    "richtext": richtext,
    "umbruch": umbruch,
    "initialen": initials,
}
