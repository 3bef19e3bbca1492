"""Whatever is typed stays data: the object keeps its lines, and parsing gives the text back."""

from dataclasses import replace
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.ical.feed import single
from app.ical.invitation import cancel, method_of, request
from app.ical.text import common_name, limited, one_line, text_value
from tests.ical.samples import (
    ATTENDEE,
    ORGANIZER,
    STAMP,
    assert_wire_form,
    event,
    logical_lines,
    property_names,
    vevent_of,
)

HARD = "\\;,:\"'^%nNr=<>@\r\n\t\x00\x0b\x7f\x85\u2028äß„😀\u0301\ufeff"
TEXTS = st.text() | st.text(alphabet=HARD, max_size=200)
NAMES = [
    *("UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND"),
    *("SUMMARY", "LOCATION", "DESCRIPTION", "CLASS", "URL"),
]
STATE = ["STATUS", "TRANSP"]
PEOPLE = ["ORGANIZER", "ATTENDEE"]


def assert_read(found: Any, summary: str, description: str, location: str) -> None:
    text = limited(text_value(description), 8000)
    assert str(found["SUMMARY"]) == text_value(summary)
    assert str(found["LOCATION"]) == text_value(location)
    assert str(found["DESCRIPTION"]).startswith(f"{text}\n\nVideokonferenz: " if text else "Video")


@settings(deadline=None, max_examples=200)
@given(summary=TEXTS, description=TEXTS, place=TEXTS, conference=TEXTS, name=TEXTS)
@example("C:\\Neu\\new", "END:VEVENT\r\nBEGIN:VALARM", "\\N", "a\r\nATTACH:x", '"\\" ; ^n "x"')
@example("\r\n", "ü" * 5000, "\\", "\x00", "\\")
def test_each_text_comes_back_and_adds_nothing(
    summary: str, description: str, place: str, conference: str, name: str
) -> None:
    location = f"Raum {place}"
    meeting = event(
        summary=summary,
        description=description,
        location=location,
        conference_url=f"Einwahl: {conference}",
    )
    organizer, attendee = replace(ORGANIZER, name=name), replace(ATTENDEE, name=name)
    invited = request(meeting, organizer, attendee, stamp=STAMP)
    made = {
        invited: NAMES + STATE + PEOPLE,
        cancel(meeting, organizer, attendee, stamp=STAMP): NAMES + STATE + PEOPLE,
        cancel(meeting, organizer, attendee, stamp=STAMP, uninvite=True): NAMES + PEOPLE,
        single(meeting): NAMES + STATE,
    }

    for ics, names in made.items():
        assert_wire_form(ics)
        assert property_names(ics) == names
        assert sum(line.startswith("BEGIN:") for line in logical_lines(ics)) == 5
        assert_read(vevent_of(ics), summary, description, location)
    assert method_of(invited) == "REQUEST"
    for person in ("ORGANIZER", "ATTENDEE"):
        assert vevent_of(invited)[person].params.get("CN", "") == common_name(name)


@given(raw=TEXTS)
def test_cleaning_twice_is_cleaning_once(raw: str) -> None:
    for clean in (text_value, one_line, common_name):
        assert clean(clean(raw)) == clean(raw)


@given(raw=TEXTS, octets=st.integers(min_value=3, max_value=300))
def test_a_limited_text_fits_and_says_that_it_was_cut(raw: str, octets: int) -> None:
    cut = limited(raw, octets)

    assert len(cut.encode()) <= octets
    assert cut == raw or (cut.endswith("…") and raw.startswith(cut[:-1]))


def test_half_characters_are_dropped() -> None:
    assert text_value("a\ud83db") == "ab"
