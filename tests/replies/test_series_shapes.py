"""How programs answer series and instances, each composed anew."""

import pytest

from app.core.clock import berlin
from app.invitations.tables import Answer
from app.meetings.tables import Meeting
from app.replies.tables import Outcome
from tests.cast import Cast
from tests.invitations.sent import stored
from tests.replies import shapes
from tests.replies.letters import AUTHSERV, answer_of, arrive, mixed, packed
from tests.replies.world import answers, everything, invited, series_invited, stored_mail

YES, NO, OPEN, MAYBE = "accepted", "declined", "open", "tentative"


def copy_of(meeting: Meeting, line: str) -> bytes:
    """An override as Thunderbird keeps it: the whole event, its original start named."""
    at = meeting.recurrence_at
    assert at is not None
    wall = f"{berlin(at):%Y%m%dT%H%M%S}"
    return "\r\n".join([
        "BEGIN:VEVENT", f"RECURRENCE-ID;TZID=Europe/Berlin:{wall}", line,
        f"DTSTART;TZID=Europe/Berlin:{wall}", f"DTSTAMP:{shapes.STAMP}", "SEQUENCE:0",
    ]).encode()  # fmt: skip


async def test_thunderbird_answers_with_a_copy_of_the_series_and_all_its_overrides(
    cast: Cast,
) -> None:
    invitation, series, meetings, rows = await series_invited(cast)
    answer = answer_of(invitation, series)
    whole = shapes.thunderbird(series.uid, answer.attendee, "ACCEPTED")
    others = b"".join(
        copy_of(meetings[at], f"ATTENDEE;PARTSTAT={partstat}:mailto:{answer.attendee}")
        + f"\r\nUID:{series.uid}\r\nEND:VEVENT\r\n".encode()
        for at, partstat in ((1, "DECLINED"), (2, "NEEDS-ACTION"), (4, "TENTATIVE"))
    )
    raw = answer.around(whole.replace(b"END:VCALENDAR", others + b"END:VCALENDAR"))
    assert (await arrive(answer, raw)).outcome == Outcome.APPLIED
    assert await answers(rows) == [YES, NO, YES, YES, MAYBE, YES]


async def test_exchange_names_the_rule_of_the_series_when_it_answers_one_meeting(
    cast: Cast,
) -> None:
    invitation, series, meetings, rows = await series_invited(cast)
    answer = answer_of(invitation, series)
    at = meetings[2].recurrence_at
    assert at is not None
    lines = (
        "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
        f"RECURRENCE-ID;TZID=W. Europe Standard Time:{berlin(at):%Y%m%dT%H%M%S}",
        "END:VEVENT",
    )
    ics = shapes.exchange(series.uid, answer.attendee, "DECLINED")
    raw = answer.around(ics.replace(b"END:VEVENT", "\r\n".join(lines).encode()))
    assert (await arrive(answer, raw)).outcome == Outcome.APPLIED
    assert await answers(rows) == [OPEN, OPEN, NO, OPEN, OPEN, OPEN]


async def test_gmail_sends_texts_the_calendar_part_and_a_copy_of_it(cast: Cast) -> None:
    invitation, meeting = await invited(cast)
    answer = answer_of(invitation, meeting)
    ics = shapes.google(meeting.uid, invitation.address, "ACCEPTED")
    inner = mixed(
        [],
        ("Content-Type: text/plain; charset=UTF-8; format=flowed; delsp=yes", b"Carla hat zugesagt"),
        ("Content-Type: text/html; charset=UTF-8", b"<p>Carla hat zugesagt</p>"),
        ("Content-Type: text/calendar; charset=UTF-8; method=REPLY", ics),
    ).replace(b"multipart/mixed", b"multipart/alternative").replace(b"grenze", b"innen")  # fmt: skip
    head = "\r\n".join([*answer.head(), 'Content-Type: multipart/mixed; boundary="grenze"', "", ""])
    copy = packed(
        ['Content-Type: application/ics; name="invite.ics"', "Content-Transfer-Encoding: base64"],
        ics,
    )
    raw = head.encode() + b"--grenze\r\n" + inner + b"--grenze\r\n" + copy + b"\r\n--grenze--\r\n"
    assert (await arrive(answer, raw)).outcome == Outcome.APPLIED
    row = await stored(invitation)
    assert (row.answer, row.comment) == (Answer.ACCEPTED, "bin ab elf da")


@pytest.mark.parametrize(
    ("domain", "outcome"), [("example.org", Outcome.APPLIED), ("example.net", Outcome.HELD)]
)
async def test_apple_answers_from_another_address_of_the_person(
    cast: Cast, domain: str, outcome: Outcome
) -> None:
    invitation, meeting = await invited(cast)
    proof = f"Authentication-Results: {AUTHSERV}; dmarc=pass header.from={domain}"
    answer = answer_of(invitation, meeting, sender=f"carla.privat@{domain}", headers=(proof,))
    raw = answer.around(shapes.apple(meeting.uid, invitation.address, "DECLINED"))
    raw = raw.replace(b"Subject: Zugesagt: Sitzung", b"Subject: =?utf-8?Q?Abgelehnt=3A_Sitzung?=")
    received = await arrive(answer, raw)
    assert received.outcome == outcome, received
    assert (await stored_mail(received.mail_id)).subject == "Abgelehnt: Sitzung"


async def test_an_alias_as_attendee_is_asked_about_and_changes_nothing(cast: Cast) -> None:
    """Exchange names the primary address where the invitation went to another one."""
    invitation, meeting = await invited(cast)
    before = await everything()
    answer = answer_of(invitation, meeting)
    raw = answer.around(shapes.exchange(meeting.uid, "c.cordes@example.org", "ACCEPTED"))
    received = await arrive(answer, raw)
    assert received.outcome == Outcome.REQUEST
    assert (await stored_mail(received.mail_id)).other_address == "c.cordes@example.org"
    assert await everything() == before


@pytest.mark.parametrize("partstat", ["TENTATIVE", "DECLINED", "ACCEPTED"])
async def test_outlooks_proposal_of_another_time_is_never_an_answer(
    cast: Cast, partstat: str
) -> None:
    invitation, meeting = await invited(cast)
    before = await everything()
    answer = answer_of(invitation, meeting, declared="COUNTER")
    raw = answer.around(shapes.outlook_counter(meeting.uid, invitation.address, partstat))
    received = await arrive(answer, raw)
    assert received.outcome == Outcome.PROPOSAL
    assert (await stored_mail(received.mail_id)).comment == "Donnerstag passt mir besser"
    assert await everything() == before
