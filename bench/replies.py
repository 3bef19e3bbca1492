"""1,000 replies: from the bytes of the mail to the stored answer."""

import asyncio
import base64
import time
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.core import clock
from app.core.settings import settings
from app.invitations.rules import reply_token
from app.invitations.tables import Answer, Invitation
from app.replies.jobs.door import take_in
from app.replies.reading import READER
from app.replies.tables import InboundMail, Outcome
from bench.mail import TITLE

# The zone block that Exchange and Apple send with each answer.
ZONE = (
    "BEGIN:VTIMEZONE", "TZID:W. Europe Standard Time", "BEGIN:STANDARD", "DTSTART:16010101T030000",
    "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10",
    "END:STANDARD", "BEGIN:DAYLIGHT", "DTSTART:16010101T020000", "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200", "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3", "END:DAYLIGHT",
    "END:VTIMEZONE",
)  # fmt: skip
INVITED = """
SELECT i.id, i.address, mt.uid FROM invitation i JOIN meeting mt ON mt.id = i.meeting
WHERE mt.title = {} AND i.answer = 'open' ORDER BY i.id LIMIT {}
"""
ANSWERED = """
SELECT count(*) AS number FROM invitation i JOIN meeting mt ON mt.id = i.meeting
WHERE mt.title = {} AND i.answer = 'accepted'
"""


AT_ONCE = 4  # connections of `spurwerk lmtp` to the database; a mail server brings up to 20 mails


@dataclass(frozen=True)
class RepliesRun:
    """Replies in a second: `single` one after the other, as from a mailbox; `rate` by LMTP."""

    replies: int
    size: int  # bytes, on average
    single: float
    rate: float


async def measure_replies(replies: int) -> RepliesRun:
    """After measure_mail, whose invitations are answered. Needs a pool of connections."""
    rows = await Invitation.raw(INVITED, TITLE, replies)
    now = clock.now()
    mails = [
        (f"sitzung+{reply_token(row['id'])}@{settings().mail_domain}", _reply(row, number, now))
        for number, row in enumerate(rows)
    ]
    READER.read(mails[0][1])  # starts the process that reads
    await InboundMail.raw("CHECKPOINT")
    half = len(mails) // 2
    single = half / await _seconds(mails[:half], 1)
    rate = (len(mails) - half) / await _seconds(mails[half:], AT_ONCE)
    answered = (await Invitation.raw(ANSWERED, TITLE))[0]["number"]
    assert answered == len(mails), answered
    size = sum(len(raw) for _, raw in mails) // len(mails)
    return RepliesRun(len(mails), size, single, rate)


async def _seconds(mails: list[tuple[str, bytes]], at_once: int) -> float:
    waiting = iter(mails)

    async def bring() -> None:
        for recipient, raw in waiting:
            outcome = await take_in(raw, recipient=recipient, came_by="lmtp")
            assert outcome == Outcome.APPLIED, outcome

    begun = time.perf_counter()
    await asyncio.gather(*[bring() for _ in range(at_once)])
    return time.perf_counter() - begun


def _reply(row: dict[str, UUID | str], number: int, now: datetime) -> bytes:
    """As Exchange writes it: without ORGANIZER, with a text part beside the calendar part."""
    lines = [
        "BEGIN:VCALENDAR", "METHOD:REPLY", "PRODID:Microsoft Exchange Server 2010", "VERSION:2.0",
        *ZONE, "BEGIN:VEVENT", f"ATTENDEE;PARTSTAT={Answer.ACCEPTED.upper()};CN=A:MAILTO:{row['address']}",
        "COMMENT;LANGUAGE=de-DE:Ich bin ab elf Uhr da.", f"UID:{row['uid']}",
        "SUMMARY;LANGUAGE=de-DE:Zugesagt: Klausur",
        "DTSTART;TZID=W. Europe Standard Time:20270112T100000", "CLASS:PUBLIC",
        f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}", "SEQUENCE:0", "END:VEVENT", "END:VCALENDAR", "",
    ]  # fmt: skip
    head = [
        f"From: <{row['address']}>", f"To: <sitzung@{settings().mail_domain}>",
        "Subject: Zugesagt: Klausur", f"Message-ID: <{number}.{now:%H%M%S}@example.org>",
        f"Date: {now:%a, %d %b %Y %H:%M:%S} +0000", "MIME-Version: 1.0",
        'Content-Type: multipart/alternative; boundary="grenze"', "", "--grenze",
        "Content-Type: text/plain; charset=utf-8", "", "Ich bin ab elf Uhr da.", "--grenze",
        "Content-Type: text/calendar; method=REPLY; charset=utf-8",
        "Content-Transfer-Encoding: base64", "", "",
    ]  # fmt: skip
    calendar = base64.encodebytes("\r\n".join(lines).encode())
    return "\r\n".join(head).encode() + calendar + b"--grenze--\r\n"
