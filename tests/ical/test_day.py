"""Whole days and tasks: no time zone, and what Outlook wants to see of them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from app.ical.day import WholeDay, task_as_day, todo, whole_day
from app.ical.feed import feed
from tests.calendar_check import check, jcal
from tests.ical.samples import PAGE, assert_wire_form, logical_lines

DAY = date(2027, 3, 28)  # one of 23 hours
DONE_AT = datetime(2027, 3, 27, 23, 30, tzinfo=UTC)


def day_of(**changes: Any) -> WholeDay:
    values: dict[str, Any] = {
        "uid": "7a1c@example.org", "sequence": 2, "day": DAY, "summary": "Jugendhilfeausschuss",
        "description": "Beginn 17:00 Uhr, Kreishaus", "url": PAGE,
        "created_at": datetime(2027, 1, 4, 8, 0, tzinfo=UTC),
        "modified_at": datetime(2027, 1, 5, 9, 0, 0, 123456, tzinfo=UTC), **changes,
    }  # fmt: skip
    return WholeDay(**values)


def lines_of(entry: bytes) -> list[str]:
    ics = feed("Tage", [entry], source="https://spurwerk.example.org/kalender/a.ics")
    assert_wire_form(ics)
    check(ics)
    return logical_lines(ics)


@pytest.mark.parametrize("day", [DAY, date(2027, 10, 31), date(2027, 12, 31), date(2028, 2, 29)])
def test_a_whole_day_ends_before_the_next_one_and_names_no_time_zone(day: date) -> None:
    next_day = day + timedelta(days=1)
    lines = lines_of(whole_day(day_of(day=day)))

    assert f"DTSTART;VALUE=DATE:{day:%Y%m%d}" in lines
    assert f"DTEND;VALUE=DATE:{next_day:%Y%m%d}" in lines
    assert "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE" in lines
    assert "TRANSP:TRANSPARENT" in lines
    assert not any("TZID" in line or line == "BEGIN:VTIMEZONE" for line in lines)


def test_a_task_is_completed_in_utc_and_only_with_that_status() -> None:
    """RFC 5545 §3.6.2, §3.8.2.1; without DTSTART its DUE stands alone."""
    still, busy = (lines_of(todo(day_of(), state)) for state in ("NEEDS-ACTION", "IN-PROCESS"))
    berlin = DONE_AT.astimezone()
    done = lines_of(todo(day_of(), "COMPLETED", berlin))

    for lines in (still, busy, done):
        assert "DUE;VALUE=DATE:20270328" in lines
        assert not any(line.startswith(("DTSTART", "DTEND", "TRANSP")) for line in lines)
    assert {"STATUS:COMPLETED", "COMPLETED:20270327T233000Z", "PERCENT-COMPLETE:100"} <= set(done)
    for lines in (still, busy):
        assert not any(line.startswith(("COMPLETED", "PERCENT")) for line in lines)
    assert not any(
        line.startswith("COMPLETED") for line in lines_of(todo(day_of(), "IN-PROCESS", DONE_AT))
    )


def test_a_task_without_a_day_has_no_due() -> None:
    assert not any(
        line.startswith("DUE") for line in lines_of(todo(day_of(day=None), "NEEDS-ACTION"))
    )
    with pytest.raises(ValueError, match="day"):
        whole_day(day_of(day=None))


def test_the_variant_as_a_day_is_another_thing_with_another_uid() -> None:
    lines = lines_of(task_as_day(day_of(), DAY))

    assert "UID:7a1c-termin@example.org" in lines
    assert "BEGIN:VEVENT" in lines


def test_ical_js_reads_day_and_task() -> None:
    entries = [whole_day(day_of()), todo(day_of(uid="b@example.org"), "COMPLETED", DONE_AT)]
    ics = feed("Tage", entries, source="https://spurwerk.example.org/kalender/a.ics")
    event, task = jcal(ics)[2]

    assert ["dtend", {}, "date", "2027-03-29"] in event[1]
    assert ["due", {}, "date", "2027-03-28"] in task[1]
    assert ["completed", {}, "date-time", "2027-03-27T23:30:00Z"] in task[1]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"created_at": datetime(2027, 1, 1, tzinfo=UTC).replace(tzinfo=None)}, "time zone"),
        ({"uid": "ü@example.org"}, "UID"),
        ({"uid": "x" * 71}, "UID"),
        ({"url": "https://example.org/a\r\nX:1"}, "URL"),
    ],
)
def test_what_no_calendar_could_show_is_refused(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        day_of(**changes)


def test_a_time_of_completion_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        todo(day_of(), "COMPLETED", DONE_AT.replace(tzinfo=None))
