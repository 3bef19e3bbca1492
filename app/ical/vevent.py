from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import icalendar

from app.ical.text import Text, is_web_address, limited, one_line, text_value
from app.ical.timezone import berlin
from app.ical.values import Event

_END = b"END:VCALENDAR\r\n"
_EVENT_BEGIN, _EVENT_END = b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n"
_LINE_OCTETS = 75
_DESCRIPTION_OCTETS = 8000  # Exchange and phones cut or drop longer ones


def calendar(method: str | None = None) -> icalendar.Calendar:
    """An empty VCALENDAR, to get properties of its own."""
    result = icalendar.Calendar()
    result.add("prodid", "-//Spurwerk//Sitzungen 1.0//DE")
    result.add("version", "2.0")
    result.add("calscale", "GREGORIAN")
    if method is not None:
        result.add("method", method)
    return result


@lru_cache(maxsize=4)
def head(method: str | None = None) -> bytes:
    """The first lines of a VCALENDAR without properties of its own, for `with_entries`."""
    return opened(calendar(method))


def opened(result: icalendar.Calendar) -> bytes:
    return written(result).removesuffix(_END)


def with_entries(first_lines: bytes, entries: Sequence[bytes]) -> bytes:
    """VCALENDAR with its time zone before the written events that use it (RFC 5545 §3.6)."""
    zone = [_berlin()] if entries else []
    return b"".join([first_lines, *zone, *entries, _END])


@lru_cache(maxsize=1)
def _berlin() -> bytes:
    return written(berlin())


def written(result: icalendar.Component) -> bytes:
    """CRLF and lines of at most 75 octets (RFC 5545 §3.1), properties in the order of adding."""
    lines = result.content_lines(sorted=False)
    return b"".join(_folded(line.encode()) for line in lines if line)


def vevent(event: Event, *, stamp: datetime) -> icalendar.Event:
    """Everything but STATUS, people and the conference; `stamp` is the aware DTSTAMP."""
    if stamp.tzinfo is None:
        raise ValueError("DTSTAMP needs a time zone")
    zone = ZoneInfo(event.zone)
    result = icalendar.Event()
    result.add("uid", event.uid)
    result.add("dtstamp", stamp)
    result.add("created", event.created_at)
    result.add("last-modified", event.modified_at)
    result.add("sequence", event.sequence)
    result.add("dtstart", event.starts_at.astimezone(zone))
    result.add("dtend", event.ends_at.astimezone(zone))
    _add_series(result, event, zone)
    result.add("summary", Text(text_value(event.summary)))
    if location := text_value(event.location) or one_line(event.conference_url or ""):
        result.add("location", Text(location))
    result.add("description", Text(_description(event)))
    result.add("class", "PUBLIC")
    result.add("url", event.url)
    return result


def _add_series(target: icalendar.Event, event: Event, zone: ZoneInfo) -> None:
    """EXDATE and RECURRENCE-ID in the form of DTSTART (RFC 5545 §3.8.5.1, §3.8.4.4).

    One EXDATE for each date: readers that take the first of a list exist.
    """
    if event.recurrence_at is not None:
        target.add("recurrence-id", event.recurrence_at.astimezone(zone))
    if event.rule:
        target.add("rrule", icalendar.vRecur.from_ical(event.rule))
    for left_out in event.exdates:
        target.add("exdate", left_out.astimezone(zone))
    if event.sibling:
        target.add("related-to", icalendar.vText(event.sibling), {"RELTYPE": "SIBLING"})


@lru_cache(maxsize=512)  # a series with all its overrides, written for one person after another
def told_to_all(event: Event, stamp: datetime, *, cancelled: bool | None) -> bytes:
    """The VEVENT without its end; of a meeting that goes on for others `cancelled` is None.

    All who are invited by one step get these lines, so they are written once.
    """
    target = vevent(event, stamp=stamp)
    if cancelled is not None:
        add_state(target, cancelled=cancelled)
    if cancelled is False:
        add_conference(target, event)
    return written(target).removesuffix(_EVENT_END)


def end_with(people: icalendar.Event) -> bytes:
    """What follows `told_to_all` in one mail: ORGANIZER, ATTENDEE and the end of the VEVENT."""
    return written(people).removeprefix(_EVENT_BEGIN)


def add_state(target: icalendar.Event, *, cancelled: bool) -> None:
    target.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    target.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")


def add_conference(target: icalendar.Event, event: Event) -> None:
    """CONFERENCE of RFC 7986 §5.11; what is no URI stays in the description alone."""
    if event.conference_url and is_web_address(event.conference_url):
        parameters = {
            "VALUE": "URI",
            "FEATURE": ["AUDIO", "VIDEO"],
            "LABEL": "Videokonferenz",
        }
        target.add("conference", icalendar.vUri(event.conference_url, params=parameters))


def _description(event: Event) -> str:
    """Outlook and Gmail show neither CONFERENCE nor URL, so both links stand in the text."""
    text = limited(text_value(event.description), _DESCRIPTION_OCTETS)
    words = text.split()
    conference = one_line(event.conference_url or "")
    links = [("Videokonferenz", conference), ("Seite der Sitzung", event.url)]
    added = [f"{label}: {link}" for label, link in links if link and link not in words]
    return "\n\n".join(part for part in (text, "\n".join(added)) if part)


def _folded(line: bytes) -> bytes:
    """Cut before a code point; icalendar counts character by character, which a feed feels."""
    pieces = []
    room = _LINE_OCTETS
    while len(line) > room:
        cut = room
        while line[cut] & 0xC0 == 0x80:
            cut -= 1
        pieces.append(line[:cut])
        line = line[cut:]
        room = _LINE_OCTETS - 1
    return b"\r\n ".join([*pieces, line]) + b"\r\n"
