from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from app.ical.feed import single
from app.ical.invitation import cancel, method_of, request
from app.ical.values import Organizer
from tests.ical.samples import (
    ATTENDEE,
    ORGANIZER,
    PAGE,
    ROOM,
    STAMP,
    TOKEN,
    assert_wire_form,
    event,
    logical_lines,
    property_names,
    summer,
    vevent_of,
)


def requested(**changes: Any) -> bytes:
    return request(event(**changes), ORGANIZER, ATTENDEE, stamp=STAMP)


def test_the_object_says_once_what_it_is() -> None:
    lines = logical_lines(requested())

    for line in ("VERSION:2.0", "PRODID:-//Spurwerk//Sitzungen 1.0//DE", "METHOD:REQUEST"):
        assert lines.count(line) == 1
    assert lines.count("BEGIN:VCALENDAR") == 1
    assert lines.count("BEGIN:VEVENT") == 1
    assert method_of(requested()) == "REQUEST"


def test_the_time_zone_stands_once_and_before_the_meeting_that_uses_it() -> None:
    lines = logical_lines(requested())

    assert lines.count("BEGIN:VTIMEZONE") == 1
    assert lines.index("END:VTIMEZONE") < lines.index("BEGIN:VEVENT")
    assert not any(line.startswith("RDATE") for line in lines)


def test_start_and_end_are_wall_clock_times_in_winter_and_summer() -> None:
    winter_lines = logical_lines(requested())
    summer_lines = logical_lines(request(summer(), ORGANIZER, ATTENDEE, stamp=STAMP))

    assert "DTSTART;TZID=Europe/Berlin:20270112T100000" in winter_lines
    assert "DTEND;TZID=Europe/Berlin:20270112T113000" in winter_lines
    assert "DTSTART;TZID=Europe/Berlin:20270713T140000" in summer_lines
    assert "DTEND;TZID=Europe/Berlin:20270713T160000" in summer_lines


def test_stamps_are_in_utc_whatever_zone_they_come_in() -> None:
    ics = request(event(), ORGANIZER, ATTENDEE, stamp=STAMP.astimezone())
    lines = logical_lines(ics)

    assert "DTSTAMP:20261201T083000Z" in lines
    assert "CREATED:20261130T070000Z" in lines
    assert "LAST-MODIFIED:20261201T080000Z" in lines
    assert "SEQUENCE:0" in lines


def test_uid_and_organizer_stay_from_invitation_to_cancellation() -> None:
    first = vevent_of(requested())
    last = vevent_of(cancel(event(sequence=3), ORGANIZER, ATTENDEE, stamp=STAMP))

    assert first["UID"] == last["UID"] == vevent_of(single(event()))["UID"]
    assert first["ORGANIZER"] == last["ORGANIZER"]
    assert int(last["SEQUENCE"]) == 3


def test_the_organizer_is_the_address_with_the_token() -> None:
    organizer = vevent_of(requested())["ORGANIZER"]

    assert organizer == f"mailto:sitzung+{TOKEN}@mail.example.org"
    assert organizer.params["CN"] == ORGANIZER.name


def test_the_reader_is_the_only_attendee_and_is_asked_to_answer() -> None:
    attendee = vevent_of(requested())["ATTENDEE"]

    assert attendee == "mailto:jo@example.org"
    assert dict(attendee.params) == {
        "CN": "Müller-Örtel, Jo",
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "NEEDS-ACTION",
        "RSVP": "TRUE",
    }


@pytest.mark.parametrize(
    ("changes", "rsvp"),
    [
        ({"role": "OPT-PARTICIPANT"}, "TRUE"),
        ({"role": "NON-PARTICIPANT"}, "FALSE"),
        ({"partstat": "ACCEPTED"}, "FALSE"),
        ({"rsvp": False}, "FALSE"),
    ],
)
def test_guests_and_those_who_have_answered_are_not_asked(
    changes: dict[str, Any], rsvp: str
) -> None:
    attendee = replace(ATTENDEE, **changes)
    found = vevent_of(request(event(), ORGANIZER, attendee, stamp=STAMP))["ATTENDEE"]

    assert found.params["RSVP"] == rsvp
    assert found.params["ROLE"] == attendee.role
    assert found.params["PARTSTAT"] == attendee.partstat


def test_both_links_stand_in_the_text_too() -> None:
    found = vevent_of(requested())

    assert found["CONFERENCE"] == ROOM
    assert f"Videokonferenz: {ROOM}\nSeite der Sitzung: {PAGE}" in str(found["DESCRIPTION"])
    assert "CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=Videokonferenz:" + ROOM in logical_lines(
        requested()
    )


def test_a_link_that_the_text_holds_is_not_repeated() -> None:
    text = f"Einwahl:\n{ROOM}\nUnterlagen: {PAGE}"

    assert str(vevent_of(requested(description=text))["DESCRIPTION"]) == text


def test_without_a_room_the_conference_is_the_place() -> None:
    assert vevent_of(requested(location=""))["LOCATION"] == ROOM
    assert "LOCATION" not in vevent_of(requested(location="", conference_url=None))


@pytest.mark.parametrize(
    "link", ["https://video.example.org/x\r\nATTENDEE:mailto:ab@example.org", "Einwahl 0123 456"]
)
def test_a_conference_that_is_no_uri_stays_text(link: str) -> None:
    ics = requested(conference_url=link)

    assert "CONFERENCE" not in vevent_of(ics)
    assert "Videokonferenz: " in str(vevent_of(ics)["DESCRIPTION"])
    assert property_names(ics).count("ATTENDEE") == 1


def test_a_long_text_is_cut_but_keeps_its_links() -> None:
    text = str(vevent_of(requested(description="ä" * 6000))["DESCRIPTION"])

    assert len(text.encode()) < 8200
    assert "ä…\n\nVideokonferenz: " in text
    assert text.endswith(PAGE)


def test_there_is_no_alarm_and_no_attachment() -> None:
    lines = logical_lines(requested())

    assert not any(line.startswith(("BEGIN:VALARM", "ATTACH", "X-ALT-DESC")) for line in lines)


def test_equal_meetings_give_equal_bytes() -> None:
    assert requested() == requested()


def test_a_cancelled_meeting_says_so() -> None:
    ics = cancel(event(sequence=1, cancelled=True), ORGANIZER, ATTENDEE, stamp=STAMP)

    assert_wire_form(ics)
    assert method_of(ics) == "CANCEL"
    assert vevent_of(ics)["STATUS"] == "CANCELLED"
    assert vevent_of(ics)["ATTENDEE"] == "mailto:jo@example.org"
    assert "RRULE" not in vevent_of(ics)


def test_who_is_uninvited_hears_nothing_of_the_meetings_state() -> None:
    ics = cancel(event(sequence=1), ORGANIZER, ATTENDEE, stamp=STAMP, uninvite=True)

    assert method_of(ics) == "CANCEL"
    assert "STATUS" not in vevent_of(ics)


def test_names_lose_what_calendars_stumble_over() -> None:
    organizer = Organizer('Gruppe "Frühe Hilfen": Süd; A\\B\r\nX-EVIL:1\x00', ORGANIZER.address)
    ics = request(event(), organizer, ATTENDEE, stamp=STAMP)

    assert vevent_of(ics)["ORGANIZER"].params["CN"] == ("Gruppe „Frühe Hilfen“: Süd; A/B X-EVIL:1")
    assert "X-EVIL" not in property_names(ics)


def test_special_characters_of_an_address_are_encoded_but_not_the_plus() -> None:
    attendee = replace(ATTENDEE, address="a%b?c&d+e@müller.example.org")
    found = vevent_of(request(event(), ORGANIZER, attendee, stamp=STAMP))["ATTENDEE"]

    assert found == "mailto:a%25b%3Fc%26d+e@xn--mller-kva.example.org"


def test_a_broken_address_is_refused() -> None:
    attendee = replace(ATTENDEE, address="jo@example.org\r\nATTENDEE:mailto:ab@example.org")

    with pytest.raises(ValueError, match="E-Mail-Adresse"):
        request(event(), ORGANIZER, attendee, stamp=STAMP)


def test_a_cancelled_meeting_invites_nobody() -> None:
    with pytest.raises(ValueError, match="invites nobody"):
        requested(cancelled=True)


def test_a_stamp_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="DTSTAMP"):
        request(event(), ORGANIZER, ATTENDEE, stamp=STAMP.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"ends_at": datetime(2027, 1, 12, 9, 0, tzinfo=UTC)}, "end is not after"),
        ({"starts_at": datetime(2027, 1, 12, 9, 0)}, "time zone"),  # noqa: DTZ001 - the fault
        ({"zone": "Europe/Vienna"}, "no VTIMEZONE"),
        ({"sequence": -1}, "SEQUENCE"),
        ({"uid": "u" * 71}, "UID"),
        ({"uid": "sitzung-ä"}, "UID"),
        ({"url": "https://example.org/a\r\nX:1"}, "URI"),
        ({"url": "javascript:alert(1)"}, "URI"),
    ],
)
def test_what_no_calendar_could_show_is_refused(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        event(**changes)


def test_the_longest_uid_is_written_unfolded() -> None:
    uid = "u" * 70

    assert f"UID:{uid}\r\n".encode() in requested(uid=uid)
