"""Hard texts as ical.js and libical read them, which share no code with the generator."""

from dataclasses import replace
from typing import Any

from app.ical.feed import entry, feed
from app.ical.invitation import request
from tests.calendar_check import check, jcal, libical_texts
from tests.ical.samples import ATTENDEE, ORGANIZER, STAMP, event

TEXTS = [
    "„Wärme“; a,b\\c\nd",
    "C:\\Neu\\new\\,x",
    "Zeile\r\nZeile\rZeile\x0bZeile\u2028Zeile",
    "NUL\x00 und\x07 Tab\tEnde",
    "BEGIN:VALARM\nATTENDEE:mailto:ab@example.org",
    "ü" * 100 + "😀" * 40,
    '"Quote" und ^n und %2C',
]
READ = [
    "„Wärme“; a,b\\c\nd",
    "C:\\Neu\\new\\,x",
    "Zeile\nZeile\nZeile\nZeile\nZeile",
    "NUL und Tab Ende",
    "BEGIN:VALARM\nATTENDEE:mailto:ab@example.org",
    "ü" * 100 + "😀" * 40,
    '"Quote" und ^n und %2C',
]
NAMES = ["Müller, Jo; Ada: Beispiel", 'Jo "der Rote" Beispiel', "Jo 'x' ^ Beispiel=1", "Ö" * 80]
READ_NAMES = ["Müller, Jo; Ada: Beispiel", "Jo „der Rote“ Beispiel", *NAMES[2:]]


def properties(component: list[Any]) -> dict[str, list[Any]]:
    return {each[0]: each for each in component[1]}


def test_ical_js_reads_each_text_as_it_was_meant() -> None:
    meetings = [
        event(uid=f"{number}@example.org", summary=text, description=text, location=text)
        for number, text in enumerate(TEXTS)
    ]
    calendar = jcal(
        feed(TEXTS[0], [entry(each) for each in meetings], source="https://example.org/k.ics")
    )
    found = [properties(each) for each in calendar[2] if each[0] == "vevent"]

    assert [each["summary"][3] for each in found] == READ
    assert [each["location"][3] for each in found] == READ
    for each, read in zip(found, READ, strict=True):
        assert each["description"][3].startswith(f"{read}\n\nVideokonferenz: ")


def test_ical_js_reads_each_name_as_it_was_meant() -> None:
    for name, read in zip(NAMES, READ_NAMES, strict=True):
        attendee = replace(ATTENDEE, name=name)
        ics = request(event(), replace(ORGANIZER, name=name), attendee, stamp=STAMP)
        (found,) = [properties(each) for each in jcal(ics)[2] if each[0] == "vevent"]

        assert found["attendee"][1]["cn"] == read
        assert found["organizer"][1]["cn"] == read
        assert found["attendee"][3] == "mailto:jo@example.org"


def test_libical_reads_each_text_as_it_was_meant() -> None:
    for text, read in zip(TEXTS, READ, strict=True):
        ics = request(
            event(summary=text, description=text, location=text), ORGANIZER, ATTENDEE, stamp=STAMP
        )
        summary, description, location = libical_texts(ics)

        check(ics)
        assert summary == read
        assert location == read
        assert description.startswith(f"{read}\n\nVideokonferenz: ")


def test_libical_takes_each_name() -> None:
    for name in NAMES:
        organizer, attendee = replace(ORGANIZER, name=name), replace(ATTENDEE, name=name)

        check(request(event(), organizer, attendee, stamp=STAMP))
