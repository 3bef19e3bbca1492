from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import icalendar

from app.ical.text import Text, is_web_address, limited, one_line, text_value
from app.ical.timezone import berlin
from app.ical.values import Event

_END = b"END:VCALENDAR\r\n"
_EVENT_BEGIN, _EVENT_END = b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n"
# No text holds them: its breaks are escaped.
_ZONED = (b"\r\nDTSTART;TZID=", b"\r\nRECURRENCE-ID;TZID=")
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
    """VCALENDAR with its time zone before the written events that use it (RFC 5545 §3.6).

    Whole days and tasks use none.
    """
    zone = [_berlin()] if any(use in each for each in entries for use in _ZONED) else []
    return b"".join([first_lines, *zone, *entries, _END])


@lru_cache(maxsize=1)
def _berlin() -> bytes:
    return written(berlin())


def written(result: icalendar.Component) -> bytes:
    """CRLF and lines of at most 75 octets (RFC 5545 §3.1), properties in the order of adding."""
    return _joined(result.content_lines(sorted=False))


def _joined(lines: Iterable[str]) -> bytes:
    return b"".join(_folded(line.encode()) for line in lines if line)


def vevent(event: Event, *, stamp: datetime) -> list[str]:
    """Content lines, unfolded: all but STATUS, people and the conference; `stamp` is the DTSTAMP.

    By hand, because icalendar takes most of a millisecond for it, and a feed has hundreds.
    """
    if stamp.tzinfo is None:
        raise ValueError("DTSTAMP needs a time zone")
    zone = ZoneInfo(event.zone)
    lines = [
        f"UID:{event.uid}",
        f"DTSTAMP:{utc(stamp)}",
        f"CREATED:{utc(event.created_at)}",
        f"LAST-MODIFIED:{utc(event.modified_at)}",
        f"SEQUENCE:{event.sequence}",
        local("DTSTART", event.starts_at, zone),
        local("DTEND", event.ends_at, zone),
        *_series(event, zone),
        f"SUMMARY:{escaped(text_value(event.summary))}",
    ]
    if location := text_value(event.location) or one_line(event.conference_url or ""):
        lines.append(f"LOCATION:{escaped(location)}")
    return [
        *lines,
        f"DESCRIPTION:{escaped(_description(event))}",
        "CLASS:PUBLIC",
        f"URL:{event.url}",
    ]


def utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def local(name: str, moment: datetime, zone: ZoneInfo) -> str:
    return f"{name};TZID={zone.key}:{moment.astimezone(zone):%Y%m%dT%H%M%S}"


def escaped(value: str) -> str:
    return Text(value).to_ical().decode()


def _series(event: Event, zone: ZoneInfo) -> list[str]:
    """EXDATE and RECURRENCE-ID in the form of DTSTART (RFC 5545 §3.8.5.1, §3.8.4.4).

    One EXDATE for each date: readers that take the first of a list exist.
    """
    lines = []
    if event.recurrence_at is not None:
        lines.append(local("RECURRENCE-ID", event.recurrence_at, zone))
    if event.rule:
        lines.append(f"RRULE:{event.rule}")
    lines += [local("EXDATE", left_out, zone) for left_out in event.exdates]
    if event.sibling:
        lines.append(f"RELATED-TO;RELTYPE=SIBLING:{event.sibling}")
    return lines


@lru_cache(maxsize=512)  # a series with all its overrides, written for one person after another
def told_to_all(event: Event, stamp: datetime, *, cancelled: bool | None) -> bytes:
    """The VEVENT without its end; of a meeting that goes on for others `cancelled` is None.

    All who are invited by one step get these lines, so they are written once.
    """
    lines = vevent(event, stamp=stamp)
    if cancelled is not None:
        lines += state(cancelled=cancelled)
    if cancelled is False:
        lines += conference(event)
    return _EVENT_BEGIN + _joined(lines)


def whole(lines: Sequence[str]) -> bytes:
    """The VEVENT of these lines."""
    return _EVENT_BEGIN + _joined(lines) + _EVENT_END


def end_with(people: Sequence[str]) -> bytes:
    """What follows `told_to_all` in one mail: ORGANIZER, ATTENDEE and the end of the VEVENT."""
    return _joined(people) + _EVENT_END


def state(*, cancelled: bool) -> list[str]:
    if cancelled:
        return ["STATUS:CANCELLED", "TRANSP:TRANSPARENT"]
    return ["STATUS:CONFIRMED", "TRANSP:OPAQUE"]


def conference(event: Event) -> list[str]:
    """CONFERENCE of RFC 7986 §5.11; what is no URI stays in the description alone."""
    if not (event.conference_url and is_web_address(event.conference_url)):
        return []
    parameters = "VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=Videokonferenz"
    return [f"CONFERENCE;{parameters}:{event.conference_url}"]


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
