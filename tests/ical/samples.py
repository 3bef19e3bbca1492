"""Values and readers that the calendar tests share; all people are invented."""

import re
from datetime import UTC, datetime
from typing import Any

import icalendar

from app.ical.message import MailParts
from app.ical.values import Attendee, Event, Organizer

TOKEN = "abcdefgh" * 4
STAMP = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
PAGE = "https://spurwerk.example.org/sitzungen/41"
ROOM = "https://video.example.org/raum/42"

ORGANIZER = Organizer(
    "Steuerungsgruppe Frühe Hilfen (Ada Beispiel)", f"sitzung+{TOKEN}@mail.example.org"
)
ATTENDEE = Attendee(
    "Müller-Örtel, Jo", "jo@example.org", "REQ-PARTICIPANT", "NEEDS-ACTION", rsvp=True
)


def event(**changes: Any) -> Event:
    """Tuesday, 12 January 2027, 10:00 to 11:30 in Berlin."""
    values: dict[str, Any] = {
        "uid": "6f1c2a34-9a0b-4d55-8d0f-0a5b6c7d8e9f@spurwerk.example.org",
        "sequence": 0,
        "starts_at": datetime(2027, 1, 12, 9, 0, tzinfo=UTC),
        "ends_at": datetime(2027, 1, 12, 10, 30, tzinfo=UTC),
        "zone": "Europe/Berlin",
        "summary": "3. Sitzung der Steuerungsgruppe Frühe Hilfen",
        "description": "Tagesordnung:\n1. Stand der Bedarfsabfrage\n2. Räume; Träger, Zeitplan",
        "location": "Kreishaus, Raum 2.14",
        "url": PAGE,
        "conference_url": ROOM,
        "created_at": datetime(2026, 11, 30, 7, 0, tzinfo=UTC),
        "modified_at": datetime(2026, 12, 1, 8, 0, tzinfo=UTC),
        "cancelled": False,
    }
    return Event(**{**values, **changes})


def summer(**changes: Any) -> Event:
    """Tuesday, 13 July 2027, 14:00 to 16:00 in Berlin."""
    return event(
        uid="0b7e1d52-3c44-4f0e-9a77-1f2e3d4c5b6a@spurwerk.example.org",
        starts_at=datetime(2027, 7, 13, 12, 0, tzinfo=UTC),
        ends_at=datetime(2027, 7, 13, 14, 0, tzinfo=UTC),
        **changes,
    )


def mail(**changes: Any) -> MailParts:
    values: dict[str, Any] = {
        "sender_name": ORGANIZER.name,
        "sender_address": ORGANIZER.address,
        "recipient_name": ATTENDEE.name,
        "recipient_address": ATTENDEE.address,
        "subject": "Einladung: 3. Sitzung Frühe Hilfen – Di 12.01.2027 10:00",
        "text": "Guten Tag,\n\nSie sind eingeladen.\n",
        "html": "<p>Guten Tag,</p>\n<p>Sie sind für Dienstag eingeladen.</p>\n",
        "message_id": "<inv.6f1c2a34.seq0.r1@mail.example.org>",
        "date": STAMP,
    }
    return MailParts(**{**values, **changes})


def vevent_of(ics: bytes) -> Any:
    """The only VEVENT of an object."""
    (found,) = icalendar.Calendar.from_ical(ics).walk("VEVENT")
    return found


def property_names(ics: bytes) -> list[str]:
    """Property names of the VEVENT in their order; an alarm or second event would show."""
    lines = logical_lines(ics)
    inside = lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VCALENDAR") - 1]
    return [re.split("[;:]", line, maxsplit=1)[0] for line in inside]


def logical_lines(ics: bytes) -> list[str]:
    """Content lines after unfolding (RFC 5545 §3.1)."""
    return re.sub(rb"\r\n[ \t]", b"", ics).decode().split("\r\n")[:-1]


def assert_wire_form(ics: bytes) -> None:
    """CRLF only, lines of at most 75 octets, whole code points, no other control characters."""
    assert ics.endswith(b"END:VCALENDAR\r\n")
    lines = ics.split(b"\r\n")
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert max(len(line) for line in lines) <= 75
    for line in lines:
        assert not re.search("[\x00-\x1f\x7f-\x9f]", line.decode())


def series(**changes: Any) -> Event:
    """Second Tuesdays, 9 March to 9 November 2027, 14:00 to 16:00 in Berlin; none in August."""
    values: dict[str, Any] = {
        "uid": "c4a1b0de-7a55-4c1b-8f0e-2d6f6a1f9b10@spurwerk.example.org",
        "starts_at": datetime(2027, 3, 9, 13, 0, tzinfo=UTC),
        "ends_at": datetime(2027, 3, 9, 15, 0, tzinfo=UTC),
        "summary": "Steuerungsgruppe Frühe Hilfen",
        "rule": "FREQ=MONTHLY;COUNT=9;BYDAY=2TU",
        "exdates": (datetime(2027, 8, 10, 12, 0, tzinfo=UTC),),
    }
    return event(**{**values, **changes})


def moved(**changes: Any) -> Event:
    """The meeting of 12 October, two days later at 9:00."""
    values: dict[str, Any] = {
        "starts_at": datetime(2027, 10, 14, 7, 0, tzinfo=UTC),
        "ends_at": datetime(2027, 10, 14, 9, 0, tzinfo=UTC),
        "recurrence_at": datetime(2027, 10, 12, 12, 0, tzinfo=UTC),
        "rule": "",
        "exdates": (),
        "sequence": 1,
        "location": "Rathaus",
    }
    return series(**{**values, **changes})
