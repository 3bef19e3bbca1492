from datetime import UTC, datetime, timedelta
from time import process_time
from typing import Any

import icalendar
import pytest

from app.ical.feed import entry, feed, single
from app.ical.values import Event
from tests.ical.samples import assert_wire_form, event, logical_lines, summer, vevent_of

SOURCE = "https://spurwerk.example.org/kalender/abc234.ics"


def published(*events: Event) -> bytes:
    return feed("Sitzungen, Frühe Hilfen", [entry(each) for each in events], source=SOURCE)


def test_a_feed_invites_nobody() -> None:
    for ics in (published(event()), single(event())):
        lines = logical_lines(ics)
        assert not any(line.startswith(("METHOD", "ATTENDEE", "ORGANIZER")) for line in lines)


def test_a_feed_tells_its_name_and_when_to_come_back() -> None:
    lines = logical_lines(published(event()))

    assert "NAME:Sitzungen\\, Frühe Hilfen" in lines
    assert "X-WR-CALNAME:Sitzungen\\, Frühe Hilfen" in lines
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in lines
    assert "X-PUBLISHED-TTL:PT1H" in lines
    assert f"SOURCE;VALUE=URI:{SOURCE}" in lines


def test_the_stamp_is_the_last_change() -> None:
    changed = datetime(2026, 12, 5, 11, 0, 7, tzinfo=UTC)

    assert vevent_of(single(event(modified_at=changed)))["DTSTAMP"].dt == changed
    assert vevent_of(published(event(modified_at=changed)))["DTSTAMP"].dt == changed


def test_equal_rows_give_equal_bytes() -> None:
    assert published(event(), summer()) == published(event(), summer())
    assert single(event()) == single(event())


def test_a_change_gives_other_bytes() -> None:
    later = event().starts_at + timedelta(minutes=30)

    assert published(event()) != published(event(starts_at=later))


def test_a_cancelled_meeting_stays_visible_and_blocks_no_time() -> None:
    found = vevent_of(published(event(cancelled=True)))

    assert found["STATUS"] == "CANCELLED"
    assert found["TRANSP"] == "TRANSPARENT"
    assert "CONFERENCE" not in found
    assert vevent_of(published(event()))["STATUS"] == "CONFIRMED"


def test_the_time_zone_stands_once_and_only_where_it_is_used() -> None:
    assert logical_lines(published(event(), summer())).count("BEGIN:VTIMEZONE") == 1
    assert "BEGIN:VTIMEZONE" not in logical_lines(published())


def test_a_download_is_the_feeds_meeting_without_the_feed() -> None:
    of_feed, alone = logical_lines(published(event())), logical_lines(single(event()))

    assert alone[alone.index("BEGIN:VTIMEZONE") :] == of_feed[of_feed.index("BEGIN:VTIMEZONE") :]
    assert not any(line.startswith(("NAME", "X-WR", "REFRESH", "SOURCE")) for line in alone)


def test_all_hours_of_a_year_come_back_as_the_same_instants() -> None:
    first = datetime(2027, 1, 1, 0, 30, tzinfo=UTC)
    instants = [first + timedelta(hours=41 * step) for step in range(213)]
    meetings = [
        event(uid=f"{at:%m%d%H}", starts_at=at, ends_at=at + timedelta(hours=12)) for at in instants
    ]
    found: list[Any] = icalendar.Calendar.from_ical(published(*meetings)).walk("VEVENT")

    assert [each["DTSTART"].dt.astimezone(UTC) for each in found] == instants
    assert [each["DTEND"].dt.astimezone(UTC) for each in found] == [
        at + timedelta(hours=12) for at in instants
    ]


def test_a_source_that_is_no_uri_is_refused() -> None:
    with pytest.raises(ValueError, match="source"):
        feed("Sitzungen", [entry(event())], source="https://example.org/a\r\nX:1")


def test_a_thousand_meetings_take_at_most_a_second() -> None:
    meetings = [
        event(uid=f"{number}@spurwerk.example.org", description="Räume, Träger\n" * 20)
        for number in range(1000)
    ]
    published(event())  # imports and tables of the first call

    begin = process_time()
    ics = published(*meetings)

    assert process_time() - begin <= 1.0
    assert_wire_form(ics)
    assert logical_lines(ics).count("BEGIN:VEVENT") == 1000
