"""Points of the calendar object (docs/kalender.md, A) that hold for every object we make."""

import re
from dataclasses import replace
from typing import Any

import icalendar
import pytest

from app.ical.day import task_as_day, todo, whole_day
from app.ical.feed import entry, feed
from app.ical.invitation import cancel, decline_counter, request
from tests.calendar_check import check, expand, jcal, libical_names, libical_texts
from tests.ical.samples import (
    ATTENDEE,
    ORGANIZER,
    STAMP,
    assert_wire_form,
    event,
    logical_lines,
    moved,
    series,
)
from tests.ical.test_day import DAY, day_of
from tests.ical.test_golden import MADE

SOURCE = "https://spurwerk.example.org/kalender/a.ics"
CONTROLS = "".join(map(chr, [*range(32), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF]))
HARD = f"„Wärme“ {CONTROLS}{'ü' * 90}{'😀' * 40}"
LATER = moved(starts_at=series().starts_at, ends_at=series().ends_at, recurrence_at=series().starts_at)  # fmt: skip
OBJECTS = {
    **MADE,
    "counter": decline_counter(event().uid, ORGANIZER, stamp=STAMP, comment=HARD),
    "counter_of_one": decline_counter(
        event().uid, ORGANIZER, stamp=STAMP, recurrence_at=event().starts_at
    ),
    "hard": request(
        event(summary=HARD, description=HARD, location=HARD, conference_url=HARD),
        replace(ORGANIZER, name=HARD), replace(ATTENDEE, name=HARD), stamp=STAMP,
    ),
    "hard_feed": feed(HARD, [entry(event(summary=HARD)), entry(LATER)], source=SOURCE),
    "days": feed("Tage", [whole_day(day_of(summary=HARD))], source=SOURCE),
    "tasks": feed(
        "Aufgaben",
        [todo(day_of(), "COMPLETED", STAMP), task_as_day(day_of(uid="b@example.org"), DAY)],
        source=SOURCE,
    ),
    "both": feed("Beides", [whole_day(day_of()), entry(series()), entry(moved())], source=SOURCE),
    "empty": feed("Leer", [], source=SOURCE),
    "series_cancel": cancel(
        series(sequence=1, cancelled=True), ORGANIZER, ATTENDEE, stamp=STAMP
    ),
}  # fmt: skip
WITHOUT_METHOD = ("feed.ics", "single.ics", "hard_feed", "days", "tasks", "both", "empty")
STAMPS = ("DTSTAMP", "CREATED", "LAST-MODIFIED")


def lines_of(name: str) -> list[str]:
    return logical_lines(OBJECTS[name])


def named(name: str, *properties: str) -> list[str]:
    """Lines of these properties outside the time zone."""
    lines = lines_of(name)
    if "END:VTIMEZONE" in lines:
        lines = [*lines[: lines.index("BEGIN:VTIMEZONE")], *lines[lines.index("END:VTIMEZONE") :]]
    return [line for line in lines if re.split("[;:]", line, maxsplit=1)[0] in properties]


@pytest.mark.parametrize("name", OBJECTS)
def test_01_one_calendar_says_version_maker_and_method_once(name: str) -> None:
    """A subscription has no method."""
    lines = lines_of(name)

    assert [lines.count(f"{edge}:VCALENDAR") for edge in ("BEGIN", "END")] == [1, 1]
    assert named(name, "VERSION") == ["VERSION:2.0"]
    assert named(name, "PRODID") == ["PRODID:-//Spurwerk//Sitzungen 1.0//DE"]
    assert len(named(name, "METHOD")) == (0 if name in WITHOUT_METHOD else 1)


@pytest.mark.parametrize("name", OBJECTS)
def test_02_lines_end_with_crlf_have_75_octets_and_whole_characters(name: str) -> None:
    assert_wire_form(OBJECTS[name])


def test_03_the_four_signs_survive_ical_js_and_libical() -> None:
    text = "„Wärme“; a,b\\c\nd"
    ics = request(event(summary=text, location=text), ORGANIZER, ATTENDEE, stamp=STAMP)
    (found,) = [each for each in jcal(ics)[2] if each[0] == "vevent"]
    by_ical_js = {each[0]: each[3] for each in found[1]}
    summary, _, location = libical_texts(ics)

    assert by_ical_js["summary"] == by_ical_js["location"] == summary == location == text


@pytest.mark.parametrize("name", OBJECTS)
def test_04_there_are_no_control_characters_but_folds(name: str) -> None:
    text = OBJECTS[name].decode().replace("\r\n", "")

    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]", text)


@pytest.mark.parametrize("name", OBJECTS)
def test_05_the_time_zone_stands_before_its_use_and_only_then(name: str) -> None:
    lines = lines_of(name)
    used = [number for number, line in enumerate(lines) if ";TZID=Europe/Berlin:" in line]

    assert lines.count("BEGIN:VTIMEZONE") == (1 if used else 0)
    if used:
        block = lines[lines.index("BEGIN:VTIMEZONE") : lines.index("END:VTIMEZONE")]
        assert lines.index("END:VTIMEZONE") < used[0]
        assert sum(line.startswith("RRULE") for line in block) == 2
        assert not any(line.startswith("RDATE") for line in block)
    assert not any("TZID=" in line and ";TZID=Europe/Berlin:" not in line for line in lines)


@pytest.mark.parametrize("name", OBJECTS)
def test_06_start_and_end_have_the_same_form_and_the_end_is_later(name: str) -> None:
    for found in icalendar.Calendar.from_ical(OBJECTS[name]).walk("VEVENT"):
        each: Any = found
        if "DTSTART" not in each:
            assert name.startswith("counter")
            continue
        start, end = each["DTSTART"], each["DTEND"]
        assert end.dt > start.dt
        assert type(end.dt) is type(start.dt)
        assert dict(start.params) == dict(end.params)
        assert dict(start.params) in ({"TZID": "Europe/Berlin"}, {"VALUE": "DATE"})


@pytest.mark.parametrize("name", OBJECTS)
def test_09_stamps_are_in_utc(name: str) -> None:
    lines = named(name, *STAMPS)

    assert all(re.fullmatch(r"[A-Z-]+:\d{8}T\d{6}Z", line) for line in lines)
    entries = re.findall(rb"\r\nBEGIN:(?:VEVENT|VTODO)\r\n", OBJECTS[name])
    assert len(named(name, "DTSTAMP")) == len(entries)


@pytest.mark.parametrize("name", OBJECTS)
def test_10_a_sequence_is_a_whole_number_from_0_on(name: str) -> None:
    """RFC 5545 §3.8.7.4; what declines a proposal needs none."""
    sequences = named(name, "SEQUENCE")

    assert all(re.fullmatch(r"SEQUENCE:\d+", line) for line in sequences)
    if not name.startswith("counter"):
        assert len(sequences) == len(named(name, "UID"))
    with pytest.raises(ValueError, match="SEQUENCE"):
        event(sequence=-1)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Müller, Jo; Ada: Beispiel", "Müller, Jo; Ada: Beispiel"),
        ('Jo "der Rote" Ünal', "Jo „der Rote“ Ünal"),
        ("Ö" * 80, "Ö" * 80),
    ],
)
def test_13_a_name_survives_ical_js_and_libical(typed: str, read: str) -> None:
    organizer, attendee = replace(ORGANIZER, name=typed), replace(ATTENDEE, name=typed)
    ics = request(event(), organizer, attendee, stamp=STAMP)
    (found,) = [each for each in jcal(ics)[2] if each[0] == "vevent"]
    by_ical_js = [each[1]["cn"] for each in found[1] if each[0] in {"organizer", "attendee"}]

    check(ics)
    assert by_ical_js == libical_names(ics) == [read, read]


@pytest.mark.parametrize("name", OBJECTS)
def test_15_left_out_and_moved_dates_have_the_form_of_the_start(name: str) -> None:
    for line in named(name, "EXDATE", "RECURRENCE-ID"):
        assert re.fullmatch(r"(EXDATE|RECURRENCE-ID);TZID=Europe/Berlin:\d{8}T\d{6}", line)


@pytest.mark.parametrize("name", OBJECTS)
def test_17_18_links_stand_in_the_text_and_nothing_is_attached_or_rings(name: str) -> None:
    for found in icalendar.Calendar.from_ical(OBJECTS[name]).walk("VEVENT"):
        each: Any = found
        if "CONFERENCE" in each:
            assert str(each["CONFERENCE"]) in str(each["DESCRIPTION"])
    assert not named(name, "ATTACH", "X-ALT-DESC")
    assert "BEGIN:VALARM" not in lines_of(name)


@pytest.mark.parametrize("name", OBJECTS)
def test_19_libical_finds_no_fault_and_ical_js_reads_it(name: str) -> None:
    check(OBJECTS[name])
    begun = OBJECTS[name].count(b"\r\nBEGIN:VEVENT\r\n")
    assert name.startswith("counter") or len(expand(OBJECTS[name])) >= begun > 0 or begun == 0


def test_20_the_same_meeting_gives_the_same_bytes_but_for_the_stamp() -> None:
    """Of mails the DTSTAMP differs; a subscription has that of the last change."""
    first, later = (
        request(series(), ORGANIZER, ATTENDEE, stamp=stamp, overrides=[moved()])
        for stamp in (STAMP, STAMP.replace(year=2028))
    )

    def without_stamp(ics: bytes) -> list[str]:
        return [line for line in logical_lines(ics) if not line.startswith("DTSTAMP")]

    assert first != later
    assert without_stamp(first) == without_stamp(later)
    assert entry(series()) == entry(series())
    assert [line for line in logical_lines(entry(series()) + b"\r\n") if line.startswith("DTSTAMP")] == [
        "DTSTAMP:20261201T080000Z"
    ]  # fmt: skip
