import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

from icalendar.parser import param_value

from app.ical.address import wire_address
from app.ical.text import common_name, text_value
from app.ical.values import Attendee, Event, Organizer, Partstat
from app.ical.vevent import (
    end_with,
    escaped,
    head,
    local,
    told_to_all,
    utc,
    whole,
    with_entries,
)

_METHOD = re.compile(rb"^METHOD:([A-Z]+)\r$", re.MULTILINE)


def request(
    event: Event,
    organizer: Organizer,
    attendee: Attendee,
    *,
    stamp: datetime,
    overrides: Sequence[Event] = (),
    partstats: Sequence[Partstat] = (),
) -> bytes:
    """METHOD:REQUEST (RFC 5546 §3.2.2) for one person; `stamp` rises with each mail to them.

    An answer is asked for only while there is none, and never of guests for information.
    `overrides` are the meetings of the series `event` that differ from it; a changed meeting
    goes out alone, as `event`. `partstats`: the answers to each of them, where not that to all.
    """
    _check(event, overrides)
    answers = [attendee.partstat, *(partstats or [attendee.partstat] * len(overrides))]
    entries = [
        told_to_all(each, stamp, cancelled=False) + _asked(organizer, attendee, answer)
        for each, answer in zip((event, *overrides), answers, strict=True)
    ]
    return with_entries(head("REQUEST"), entries)


def _asked(organizer: Organizer, attendee: Attendee, answer: Partstat) -> bytes:
    asked = attendee.role != "NON-PARTICIPANT" and answer == "NEEDS-ACTION"
    person = replace(attendee, partstat=answer)
    return end_with(_people(organizer, person, rsvp=attendee.rsvp and asked))


def _check(event: Event, overrides: Sequence[Event]) -> None:
    if any(each.cancelled for each in (event, *overrides)):
        raise ValueError("a cancelled meeting invites nobody")
    if overrides and not event.rule:
        raise ValueError("only a series has overrides")
    if any(each.uid != event.uid or each.recurrence_at is None for each in overrides):
        raise ValueError("an override has the UID of its series and a RECURRENCE-ID")


def cancel(
    event: Event,
    organizer: Organizer,
    attendee: Attendee,
    *,
    stamp: datetime,
    uninvite: bool = False,
) -> bytes:
    """METHOD:CANCEL (RFC 5546 §3.2.5) for one person.

    `uninvite` takes this person off a meeting that goes on, hence no STATUS. Either way
    `event.sequence` must already be higher than in the last mail to them. With
    `event.recurrence_at` it is one meeting of a series, without it the whole of it.
    """
    first_lines = told_to_all(event, stamp, cancelled=None if uninvite else True)
    people = end_with(_people(organizer, attendee, rsvp=False))
    return with_entries(head("CANCEL"), [first_lines + people])


def decline_counter(
    uid: str,
    organizer: Organizer,
    *,
    stamp: datetime,
    comment: str = "",
    recurrence_at: datetime | None = None,
) -> bytes:
    """METHOD:DECLINECOUNTER (RFC 5546 §3.2.8), which may hold nothing else: the event stays."""
    lines = [f"UID:{uid}", f"DTSTAMP:{utc(stamp)}"]
    if recurrence_at is not None:
        lines.append(local("RECURRENCE-ID", recurrence_at, ZoneInfo("Europe/Berlin")))
    lines.append(_person("ORGANIZER", organizer))
    if comment:
        lines.append(f"COMMENT:{escaped(text_value(comment))}")
    return with_entries(head("DECLINECOUNTER"), [whole(lines)])


def method_of(ics: bytes) -> str | None:
    """METHOD of an object of ours; a folded text cannot be mistaken for it."""
    found = _METHOD.findall(ics)
    return found[0].decode() if len(found) == 1 else None


def _people(organizer: Organizer, attendee: Attendee, *, rsvp: bool) -> list[str]:
    """Nobody else's ATTENDEE: addresses and answers of others are not this reader's business."""
    asked = (
        "CUTYPE=INDIVIDUAL",
        f"ROLE={attendee.role}",
        f"PARTSTAT={attendee.partstat}",
        f"RSVP={'TRUE' if rsvp else 'FALSE'}",
    )
    return [_person("ORGANIZER", organizer), _person("ATTENDEE", attendee, *asked)]


def _person(line: str, person: Organizer | Attendee, *parameters: str) -> str:
    """A mailto URI with the encoding of RFC 6068 §2; the + of token addresses stays."""
    name = common_name(person.name)
    shown = [f"CN={param_value(name, always_quote=True)}"] if name else []
    address = quote(wire_address(person.address), safe="@+!$'*")
    return ";".join([line, *shown, *parameters]) + f":mailto:{address}"
