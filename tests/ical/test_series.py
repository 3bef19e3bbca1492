"""A series as calendars get it: master, left-out dates, moved meetings, the series it follows."""

from datetime import UTC, datetime
from typing import Any

import icalendar
import pytest

from app.ical.feed import entry, feed
from app.ical.invitation import cancel, request
from app.ical.values import Event
from app.ical.vevent import told_to_all
from tests.ical.samples import (
    ATTENDEE,
    ORGANIZER,
    STAMP,
    assert_wire_form,
    event,
    logical_lines,
    moved,
    property_names,
    series,
    vevent_of,
)


def requested(*overrides: Event, **changes: Any) -> bytes:
    return request(series(**changes), ORGANIZER, ATTENDEE, stamp=STAMP, overrides=overrides)


def test_the_master_carries_rule_and_left_out_dates_in_the_form_of_its_start() -> None:
    two = (datetime(2027, 4, 13, 12, 0, tzinfo=UTC), datetime(2027, 11, 9, 13, 0, tzinfo=UTC))
    lines = logical_lines(requested(exdates=two))

    assert "DTSTART;TZID=Europe/Berlin:20270309T140000" in lines
    assert "RRULE:FREQ=MONTHLY;COUNT=9;BYDAY=2TU" in lines
    assert [line for line in lines if line.startswith("EXDATE")] == [
        "EXDATE;TZID=Europe/Berlin:20270413T140000",
        "EXDATE;TZID=Europe/Berlin:20271109T140000",
    ]


def test_who_is_new_gets_the_master_first_and_then_each_moved_meeting() -> None:
    ics = requested(moved())
    found: list[Any] = icalendar.Calendar.from_ical(ics).walk("VEVENT")

    assert_wire_form(ics)
    assert ["RRULE" in each for each in found] == [True, False]
    assert {str(each["UID"]) for each in found} == {series().uid}
    for each in found:
        assert each["ORGANIZER"] == f"mailto:{ORGANIZER.address}"
        assert each["ATTENDEE"] == "mailto:jo@example.org"


def test_a_moved_meeting_is_named_by_its_first_start() -> None:
    alone = request(moved(), ORGANIZER, ATTENDEE, stamp=STAMP)

    assert "RECURRENCE-ID;TZID=Europe/Berlin:20271012T140000" in logical_lines(alone)
    assert not {"RRULE", "EXDATE"} & set(property_names(alone))
    assert vevent_of(alone)["STATUS"] == "CONFIRMED"


def test_a_cancelled_meeting_of_a_series_leaves_the_series_alone() -> None:
    ics = cancel(moved(cancelled=True, sequence=2), ORGANIZER, ATTENDEE, stamp=STAMP)

    assert vevent_of(ics)["STATUS"] == "CANCELLED"
    assert "RECURRENCE-ID" in property_names(ics)
    assert not {"RRULE", "EXDATE"} & set(property_names(ics))


def test_a_whole_series_is_cancelled_without_naming_a_meeting() -> None:
    ics = cancel(series(cancelled=True, sequence=2), ORGANIZER, ATTENDEE, stamp=STAMP)

    assert "RECURRENCE-ID" not in property_names(ics)
    assert vevent_of(ics)["UID"] == series().uid


def test_a_series_from_a_day_on_names_the_one_before() -> None:
    lines = logical_lines(requested(sibling="before@spurwerk.example.org"))

    assert "RELATED-TO;RELTYPE=SIBLING:before@spurwerk.example.org" in lines
    assert not any("THISANDFUTURE" in line for line in lines)


def test_a_subscription_shows_the_series_under_one_uid() -> None:
    ics = feed("x", [entry(series()), entry(moved())], source="https://example.org/a.ics")

    assert_wire_form(ics)
    found: list[Any] = icalendar.Calendar.from_ical(ics).walk("VEVENT")
    assert [("RRULE" in each, "RECURRENCE-ID" in each) for each in found] == [
        (True, False),
        (False, True),
    ]


def test_the_lines_of_a_long_series_are_written_once_for_all_people() -> None:
    overrides = [moved(sequence=number) for number in range(150)]
    requested(*overrides)
    before = told_to_all.cache_info()
    requested(*overrides)
    after = told_to_all.cache_info()

    assert after.hits - before.hits == 151
    assert after.misses == before.misses


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"rule": "FREQ=SECONDLY;COUNT=2"}, "Wiederholung"),
        ({"rule": "FREQ=DAILY;COUNT=2\r\nX:1"}, "Wiederholung"),
        ({"exdates": (STAMP,)}, "leaves out"),
        ({"rule": "FREQ=DAILY;COUNT=2", "exdates": (STAMP.replace(tzinfo=None),)}, "time zone"),
        ({"recurrence_at": STAMP.replace(tzinfo=None)}, "time zone"),
        ({"rule": "FREQ=DAILY;COUNT=2", "recurrence_at": STAMP}, "rule of its own"),
        ({"sibling": "a\r\nX:1"}, "sibling"),
    ],
)
def test_what_is_no_series_is_refused(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        event(**changes)


@pytest.mark.parametrize(
    ("overrides", "reason"),
    [
        ([moved(cancelled=True)], "invites nobody"),
        ([moved(uid="other@example.org")], "UID"),
        ([series(exdates=(), rule="")], "RECURRENCE-ID"),
    ],
)
def test_what_is_no_meeting_of_the_series_is_refused(overrides: list[Event], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        requested(*overrides)
    with pytest.raises(ValueError, match="only a series"):
        request(event(), ORGANIZER, ATTENDEE, stamp=STAMP, overrides=[moved()])
