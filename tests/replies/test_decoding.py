"""From the bytes of a mail to what it says, step by step; point 59 of docs/kalender.md.

Its limits stand in test_poison.py, which of two answers counts in test_instances.py and
test_earlier.py.
"""

from datetime import UTC, datetime

import pytest

from app.replies.operations.judging import UNKNOWN
from app.replies.rules.addresses import exact, mailboxes, of_uri
from app.replies.rules.calendar import NO_UID, read_calendar
from app.replies.rules.decoded import Decoded, Unreadable, from_json, to_json
from app.replies.rules.mime import DIFFERENT, WRONG_METHOD, read_mail
from app.replies.rules.zones import day, instant, zone_of
from app.replies.tables import Outcome
from tests.cast import Cast
from tests.replies import shapes
from tests.replies.letters import Answer, answer_of, arrive, mixed
from tests.replies.world import invited

ANSWER = Answer(
    uid="u@example.org", attendee="c@example.org", sender="c@example.org", recipient=None
)
CALENDAR = "Content-Type: text/calendar; method=REPLY"
COPY = "Content-Type: application/ics; name=antwort.ics"


def read(answer: Answer = ANSWER) -> Decoded:
    return read_mail(answer.mail())


def changed(**changes: object) -> Answer:
    return Answer(**{**ANSWER.__dict__, **changes})


def test_the_calendar_part_with_a_method_is_preferred() -> None:
    raw = mixed(ANSWER.head(), (COPY, ANSWER.ics()), (CALENDAR, ANSWER.ics()))
    assert read_mail(raw).said == read().said[:0] + read_mail(ANSWER.around(ANSWER.ics())).said


def test_identical_copies_collapse_even_with_other_texts() -> None:
    other = changed(lines=("SUMMARY:anders",)).ics()
    found = read_mail(mixed(ANSWER.head(), (CALENDAR, ANSWER.ics()), (COPY, other)))
    assert (found.trouble, len(found.said)) == ("", 1)


@pytest.mark.parametrize(
    "other",
    [changed(partstat="DECLINED"), changed(uid="x@example.org"), changed(method="CANCEL"),
     changed(lines=("RECURRENCE-ID:20270112T090000Z",)), changed(attendee="d@example.org")],
)  # fmt: skip
def test_copies_that_differ_wait_for_a_person(other: Answer) -> None:
    raw = mixed(ANSWER.head(), (CALENDAR, ANSWER.ics()), (COPY, other.ics()))
    assert read_mail(raw).trouble == DIFFERENT


@pytest.mark.parametrize(
    "kind",
    [COPY, "Content-Type: application/octet-stream; name=Antwort.ICS",
     "Content-Type: text/calendar"],
)  # fmt: skip
def test_an_attachment_alone_will_do(kind: str) -> None:
    assert len(read_mail(mixed(ANSWER.head(), (kind, ANSWER.ics()))).said) == 1


def test_a_fold_inside_a_letter_is_mended() -> None:
    ics = changed(lines=("COMMENT:für",)).ics().replace(b"f\xc3\xbcr", b"f\xc3\r\n \xbcr")
    assert read_calendar(ics, "utf-8").said[0].comment == "für"


@pytest.mark.parametrize(
    ("codec", "charset"),
    [("utf-8-sig", None), ("utf-16", None), ("cp1252", None), ("iso-8859-15", "iso-8859-15"),
     ("cp1252", "utf-8"), ("utf-8", "foo-8"), ("utf-8", "us-ascii")],
)  # fmt: skip
def test_marks_and_wrong_charsets_are_seen_through(codec: str, charset: str | None) -> None:
    text = changed(lines=("COMMENT:für später",)).ics().decode()
    assert read_calendar(text.encode(codec), charset).said[0].comment == "für später"


def test_a_broken_fold_costs_its_line_alone() -> None:
    ics = changed(lines=("COMMENT:erste Hälfte", "zweite Hälfte ohne Leerzeichen")).ics()
    said = read_calendar(ics, None).said[0]
    assert (said.comment, said.uid) == ("erste Hälfte", "u@example.org")


def test_a_strangers_time_zone_shifts_nobody() -> None:
    hostile = (
        "BEGIN:VTIMEZONE", "TZID:W. Europe Standard Time", "BEGIN:STANDARD",
        "DTSTART:16010101T000000", "TZOFFSETFROM:+0900", "TZOFFSETTO:+0900", "END:STANDARD",
        "END:VTIMEZONE",
    )  # fmt: skip
    nine = datetime(2027, 1, 12, 9, tzinfo=UTC)
    times = ("DTSTART;TZID=W. Europe Standard Time:20270112T100000",)
    for _ in range(2):
        assert read(changed(top=hostile, lines=times)).said[0].starts_at == nine
    raw = ANSWER.around(shapes.exchange("u@example.org", "c@example.org", "ACCEPTED"))
    assert read_mail(raw).said[0].starts_at == nine


@pytest.mark.parametrize(
    ("tzid", "expected"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ('"w. europe standard time"', "Europe/Berlin"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien", "Europe/Berlin"),
        ("Mitteleuropäische Zeit", "Europe/Berlin"),
        ("/freeassociation.sourceforge.net/Europe/Berlin", "Europe/Berlin"),
        ("FLE Standard Time", "Europe/Kiev"),
        ("Customized Time Zone", "Europe/Berlin"),
        ("../../etc/passwd", "Europe/Berlin"),
        ("UTC", "Etc/UTC"),
    ],
)
def test_names_of_time_zones(tzid: str, expected: str) -> None:
    assert zone_of(tzid).key == expected


def test_times_are_wall_clock_of_their_zone() -> None:
    assert instant("20270712T100000", "W. Europe Standard Time") == datetime(
        2027, 7, 12, 8, tzinfo=UTC
    )
    assert instant("20270712T100000") == datetime(2027, 7, 12, 8, tzinfo=UTC)
    assert instant("20270712T100000Z", "Europe/Berlin") == datetime(2027, 7, 12, 10, tzinfo=UTC)
    assert (instant("20270712"), instant("20270230T100000"), instant("morgen")) == (
        None,
        None,
        None,
    )
    assert instant("00010101T000000", "Asia/Tokyo") is None
    assert (str(day("20270712")), day("20270230"), day("20270712T100000")) == (
        "2027-07-12",
        None,
        None,
    )


def test_a_repeated_uid_is_ambiguous_and_a_repeated_sequence_none() -> None:
    with pytest.raises(Unreadable, match=NO_UID):
        read_calendar(changed(lines=("UID:anders",)).ics(), None)
    assert read_calendar(changed(lines=("UID:u@example.org",)).ics(), None).said[0].uid
    twice = read_calendar(changed(lines=("SEQUENCE:4", "DTSTAMP:20270101T000000Z")).ics(), None)
    assert (twice.said[0].sequence, twice.said[0].stamp) == (None, None)


@pytest.mark.parametrize("stamp", ["20120713T1254140", "", "20129999T000000Z"])
def test_a_broken_stamp_falls_back_to_the_date_of_the_mail(stamp: str) -> None:
    raw = ANSWER.around(ANSWER.ics().replace(b"DTSTAMP:2", f"DTSTAMP:{stamp}\r\nX-R:2".encode()))
    found = read_mail(raw)
    assert found.said[0].stamp is None
    assert found.date is not None


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a@example.org", "a@example.org"),
        ("MAILTO:A@Example.org", "a@example.org"),
        ("mailto:a%2Bb@example.org", "a+b@example.org"),
        ("mailto:a@müller.example.org", "a@xn--mller-kva.example.org"),
        (" Bar;PARTSTAT=ACCEPTED:mailto:a@example.org", ""),
        ("mailto:a@b@example.org", ""),
        ("mailto:a@example.org,b@example.org", ""),
        ("mailto:a@example.org?subject=x b", ""),
        ("invalid:nomail", ""),
        ("", ""),
    ],
)
def test_an_attendee_is_one_exact_address_or_nobody(raw: str, expected: str) -> None:
    assert of_uri(raw) == expected


def test_a_letter_that_only_looks_the_same_is_another_address() -> None:
    assert of_uri("mailto:\N{KELVIN SIGN}im@example.org") == ""
    assert of_uri("mailto:KIM@example.org") == "kim@example.org"


def test_an_unquoted_colon_in_a_name_is_nobody() -> None:
    line = "ATTENDEE;CN=Foo: Bar;PARTSTAT=ACCEPTED:mailto:c@example.org"
    assert [guest.address for guest in read(changed(attendee_line=line)).said[0].guests] == [""]


def test_an_unknown_partstat_is_no_answer() -> None:
    for partstat in ("VIELLEICHT", "NEEDS-ACTION", "COMPLETED", ""):
        assert read(changed(partstat=partstat)).said[0].guests[0].partstat == ""


@pytest.mark.parametrize("declared", ["REQUEST", "COUNTER", "cancel"])
def test_point_59_a_method_unlike_its_parameter_waits_for_a_person(declared: str) -> None:
    assert read(changed(declared=declared)).trouble == WRONG_METHOD


@pytest.mark.parametrize("declared", ["reply", '"REPLY"', None])
def test_point_59_the_same_method_in_other_letters_or_none_is_tolerated(
    declared: str | None,
) -> None:
    found = read(changed(declared=declared))
    assert (found.trouble, found.method) == ("", "REPLY")


@pytest.mark.parametrize("written", [" {} ", "{upper}", "{}  "])
async def test_a_uid_is_known_in_capitals_and_with_blanks(cast: Cast, written: str) -> None:
    invitation, meeting = await invited(cast)
    uid = written.format(meeting.uid, upper=meeting.uid.upper())
    assert (await arrive(answer_of(invitation, meeting, uid=uid))).outcome == Outcome.APPLIED


async def test_a_uid_of_nobody_waits_for_a_person(cast: Cast) -> None:
    invitation, meeting = await invited(cast)
    received = await arrive(answer_of(invitation, meeting, uid=f"x{meeting.uid}"))
    assert (received.outcome, received.reason) == (Outcome.QUARANTINE, UNKNOWN)


def test_names_hide_no_address() -> None:
    assert mailboxes(['"opfer@example.org" <boese@example.net>']) == [
        ("opfer@example.org", "boese@example.net")
    ]
    assert mailboxes(["a@example.org, b@example.org"])[1][1] == "b@example.org"
    assert exact("a@example.org\x00") == ""


def test_a_comment_has_at_most_a_thousand_octets_and_no_control_characters() -> None:
    said = read(changed(lines=(f"COMMENT:\x07{'ü' * 5000}",))).said[0]
    assert len(said.comment.encode()) <= 1000
    assert "\x07" not in said.comment


def test_what_the_child_says_survives_the_way() -> None:
    raw = ANSWER.around(shapes.google("u@example.org", "c@example.org", "ACCEPTED"))
    found = read_mail(raw)
    assert from_json(to_json(found)) == found
    with pytest.raises(ValueError, match="unknown fields"):
        from_json(b'{"said": [], "date": null, "authentication": [], "fremd": 1}')
