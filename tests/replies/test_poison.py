"""Point 60 of docs/kalender.md: mails that break parsers wait for a person; the next one is read."""

import asyncio
import resource
import time

import pytest

from app.replies.reading import READER, TOO_LONG, Reader
from app.replies.rules.mime import TOO_DEEP, TOO_LARGE
from app.replies.tables import InboundMail, Outcome
from tests.cast import Cast
from tests.invitations.sent import stored
from tests.replies.letters import Answer, answer_of, arrive, mixed
from tests.replies.world import everything, invited

ANSWER = Answer(
    uid="u@example.org", attendee="c@example.org", sender="c@example.org", recipient=None
)


def nested_calendar(depth: int) -> bytes:
    return b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * depth + b"END:VEVENT\r\n" * depth


def nested_parts(depth: int) -> bytes:
    lines = [*ANSWER.head()]
    for number in range(depth):
        lines += [f'Content-Type: multipart/mixed; boundary="g{number}"', "", f"--g{number}"]
    return "\r\n".join([*lines, "Content-Type: text/plain", "", "Ende"]).encode()


def many_parts(count: int) -> bytes:
    return mixed(ANSWER.head(), *[("Content-Type: text/plain", b"x")] * count)


def changed(old: str, new: str) -> bytes:
    return ANSWER.mail().replace(old.encode(), new.encode())


POISON = {
    "3000 components": ANSWER.around(nested_calendar(3000)),
    "3000 parts inside each other": nested_parts(3000),
    "21 parts inside each other": nested_parts(21),
    "500 parts": many_parts(500),
    "more than 2 MB": ANSWER.mail() + b"x" * 2_100_000,
    "truncated": ANSWER.around(ANSWER.ics()[:150]),
    "utf-16 without an end": ANSWER.around("BEGIN:VCALENDAR".encode("utf-16")),
    "UID twice": ANSWER.around(ANSWER.ics().replace(b"SEQUENCE:0", b"UID:anders")),
    "no UID": ANSWER.around(ANSWER.ics().replace(b"UID:u@example.org\r\n", b"")),
    "no event": ANSWER.around(b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n"),
    "a long line of brackets": ANSWER.around(b"BEGIN:" + b"[" * 1_000_000),
    "two From": changed("MIME-Version", "From: <x@example.net>\r\nMIME-Version"),
    "no From": changed("From:", "Absender:"),
    "only bytes": bytes(range(256)) * 40,
    "empty": b"",
}


@pytest.mark.parametrize("name", POISON)
async def test_point_60_poison_waits_and_the_next_mail_is_processed(cast: Cast, name: str) -> None:
    invitation, meeting = await invited(cast)
    answer = answer_of(invitation, meeting)
    before = await everything()
    received = await arrive(answer, POISON[name])
    assert received.outcome in {Outcome.QUARANTINE, Outcome.LETTER}, received
    assert received.outcome == Outcome.QUARANTINE or name == "500 parts"
    assert await everything() == before
    assert (await arrive(answer)).outcome == Outcome.APPLIED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Message-ID: <", "Message-ID: <>\r\nX-Rest: <"),
        ("charset=UTF-8", "charset=foo-8"),
        ("text/calendar; method", "text/calendar method"),
        ("Date: ", "Date: gestern, "),
        ("Subject: ", "Subject: =?foo-8?q?=FC?= =?utf-8?b?kaputt?= "),
        ("method=REPLY", "method*0=RE; method*1=PLY"),
    ],
)
async def test_point_60_headers_that_break_the_standard_library_do_no_harm(
    cast: Cast, old: str, new: str
) -> None:
    invitation, meeting = await invited(cast)
    answer = answer_of(invitation, meeting)
    raw = answer.mail().replace(old.encode(), new.encode())
    assert raw != answer.mail()
    assert (await arrive(answer, raw)).outcome == Outcome.APPLIED


async def test_point_60_a_rule_without_end_is_never_expanded(cast: Cast) -> None:
    invitation, meeting = await invited(cast)
    lines = ("DTSTART:19000101T000000Z", "RRULE:FREQ=SECONDLY", "EXRULE:FREQ=SECONDLY")
    answer = answer_of(invitation, meeting, lines=lines)
    assert (await arrive(answer)).outcome == Outcome.APPLIED


async def test_point_60_utf_16_is_read_where_it_is_whole(cast: Cast) -> None:
    invitation, meeting = await invited(cast)
    for codec in ("utf-16", "utf-16-le", "utf-16-be"):
        answer = answer_of(invitation, meeting, lines=(f"COMMENT:ü in {codec}",))
        received = await arrive(answer, answer.around(answer.ics().decode().encode(codec)))
        assert received.outcome in {Outcome.APPLIED, Outcome.DUPLICATE}
    assert (await stored(invitation)).comment == "ü in utf-16"


def test_point_60_no_poison_takes_two_seconds_of_computing() -> None:
    for raw in POISON.values():
        reader = Reader()
        reader.read(ANSWER.mail())
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        reader.read(raw)
        reader.close()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        assert spent < 4, raw[:80]  # with the start of the process and the first mail


def test_a_mail_that_takes_too_long_is_given_up_and_its_head_is_known() -> None:
    reader = Reader(seconds=0.001)
    slow = mixed(ANSWER.head(), *[("Content-Type: text/calendar", ANSWER.ics() * 40)] * 80)
    read = reader.read(slow)
    assert read.trouble == TOO_LONG
    assert read.from_address in {"c@example.org", ""}
    assert read.said == ()
    reader.close()
    patient = Reader(clock_seconds=0.0)
    assert patient.read(ANSWER.mail()).trouble == TOO_LONG
    patient.close()


def test_limits_name_themselves() -> None:
    assert READER.read(nested_parts(21)).trouble == TOO_DEEP
    assert READER.read(many_parts(100)).trouble == TOO_DEEP
    assert READER.read(POISON["more than 2 MB"]).trouble == TOO_LARGE
    assert READER.read(many_parts(98)).trouble == ""


async def test_a_killed_reader_starts_again(cast: Cast) -> None:
    invitation, meeting = await invited(cast)
    READER.read(ANSWER.mail())
    assert READER._child is not None
    READER._child.kill()
    time.sleep(0.2)
    answer = answer_of(invitation, meeting)
    assert (await arrive(answer)).outcome == Outcome.APPLIED
    mails = [answer_of(invitation, meeting) for _ in range(4)]
    await asyncio.gather(*[arrive(each) for each in mails])
    assert await InboundMail.count() == 5
