"""The files in golden/ have passed ical.js and libical and were read line by line.

A changed byte is a decision: recipients' calendars compare what they get with what they have.
"""

from pathlib import Path

import pytest

from app.ical.feed import entry, feed, single
from app.ical.invitation import cancel, request
from tests.calendar_check import check, expand
from tests.ical.samples import ATTENDEE, ORGANIZER, STAMP, event, moved, series, summer

GOLDEN = Path(__file__).parent / "golden"
MADE = {
    "request.ics": request(event(), ORGANIZER, ATTENDEE, stamp=STAMP),
    "cancel.ics": cancel(event(sequence=1, cancelled=True), ORGANIZER, ATTENDEE, stamp=STAMP),
    "uninvite.ics": cancel(event(sequence=1), ORGANIZER, ATTENDEE, stamp=STAMP, uninvite=True),
    "feed.ics": feed(
        "Sitzungen Frühe Hilfen",
        [entry(event()), entry(summer(cancelled=True, sequence=2))],
        source="https://spurwerk.example.org/kalender/abc234.ics",
    ),
    "single.ics": single(summer()),
    "series.ics": request(
        series(sibling="before@spurwerk.example.org"),
        ORGANIZER,
        ATTENDEE,
        stamp=STAMP,
        overrides=[moved()],
    ),
    "instance.ics": request(moved(), ORGANIZER, ATTENDEE, stamp=STAMP),
    "instance_cancel.ics": cancel(
        moved(cancelled=True, sequence=2), ORGANIZER, ATTENDEE, stamp=STAMP
    ),
}
SERIES = [
    *("2027-03-09T13:00:00Z", "2027-04-13T12:00:00Z", "2027-05-11T12:00:00Z"),
    *("2027-06-08T12:00:00Z", "2027-07-13T12:00:00Z", "2027-09-14T12:00:00Z"),
    *("2027-10-14T07:00:00Z", "2027-11-09T13:00:00Z"),
]


@pytest.mark.parametrize("name", MADE)
def test_the_bytes_are_those_of_the_golden_file(name: str) -> None:
    assert MADE[name] == (GOLDEN / name).read_bytes()


@pytest.mark.parametrize("name", MADE)
def test_libical_finds_no_fault(name: str) -> None:
    check(MADE[name])


@pytest.mark.parametrize(
    ("name", "starts"),
    [
        ("request.ics", ["2027-01-12T09:00:00Z"]),
        ("cancel.ics", ["2027-01-12T09:00:00Z"]),
        ("uninvite.ics", ["2027-01-12T09:00:00Z"]),
        ("feed.ics", ["2027-01-12T09:00:00Z", "2027-07-13T12:00:00Z"]),
        ("single.ics", ["2027-07-13T12:00:00Z"]),
        ("series.ics", SERIES),
        ("instance.ics", ["2027-10-14T07:00:00Z"]),
        ("instance_cancel.ics", ["2027-10-14T07:00:00Z"]),
    ],
)
def test_ical_js_reads_the_same_instants_in_winter_and_summer(name: str, starts: list[str]) -> None:
    assert [each["utc"] for each in expand(MADE[name])] == starts


def test_ical_js_reads_method_person_and_answer() -> None:
    (found,) = expand(MADE["request.ics"])

    assert found["method"] == "REQUEST"
    assert found["status"] == "CONFIRMED"
    assert found["tzid"] == "Europe/Berlin"
    assert found["attendees"] == [{"address": "jo@example.org", "partstat": "NEEDS-ACTION"}]


def test_libical_misses_an_invitation_without_organizer() -> None:
    lines = MADE["request.ics"].split(b"\r\nORGANIZER")
    broken = lines[0] + lines[1][lines[1].index(b"\r\nATTENDEE") :]

    with pytest.raises(AssertionError, match="NOT OK"):
        check(broken)
