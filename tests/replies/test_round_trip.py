"""Out through Postfix into a mailbox, and the answer back in: nothing of it is ours but the ends."""

import asyncio
import email
import imaplib
import re
import smtplib
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

import pytest

from app.core.mailbox import Mailbox
from app.core.settings import settings
from app.invitations.tables import Answer, Invitation
from app.outbox import jobs
from app.outbox.tables import MailState, OutgoingMail
from app.people.tables import Person
from app.replies.jobs import lmtp
from app.replies.jobs.fetching import Watch, look
from app.replies.tables import InboundMail, Outcome
from tests.browser import Visit
from tests.cast import Cast
from tests.invitations.post import invite
from tests.meetings.make import make_meeting
from tests.replies.foreign_mail import DOMAIN
from tests.replies.mailhost import PASSWORD, MailHost

ADDRESSES = {"carla": "gruen@amt.example.org", "paul": "hansen@amt.example.org"}


@pytest.fixture
async def office(mail_host: MailHost, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[MailHost]:  # fmt: skip
    """Our outbox sends to Postfix, and Postfix hands what is ours to our LMTP server."""
    url = f"smtp://127.0.0.1:{mail_host.smtp}"
    monkeypatch.setattr(jobs, "settings", lambda: replace(settings(), smtp_url=url))
    stop, listening = asyncio.Event(), asyncio.get_running_loop().create_future()
    server = asyncio.create_task(lmtp.serve("127.0.0.1:0", stop, listening.set_result))
    mail_host.route(DOMAIN, f"lmtp:inet:{await listening}")
    for name, address in ADDRESSES.items():
        await Person.update({Person.email: address}).where(Person.id == cast.id(name))
        setattr(getattr(cast, name), "email", address)  # noqa: B010 - the name is a value
    yield mail_host
    for user in ("gruen", "hansen", "sitzung"):
        mail_host.empty(user)
    stop.set()
    await asyncio.wait_for(server, 20)


async def until(found: Callable[[], object], host: MailHost) -> None:
    for _ in range(150):
        if await asyncio.to_thread(found):
            return
        await asyncio.sleep(0.1)
    raise AssertionError(host.log())


async def in_mailbox(host: MailHost, user: str) -> EmailMessage:
    """The one mail there, as soon as it is."""
    found: list[bytes] = []

    def look_in() -> bool:
        box = imaplib.IMAP4("127.0.0.1", host.imap)
        box.login(user, PASSWORD)
        count = int(box.select("INBOX", readonly=True)[1][0] or 0)
        if count:
            content = box.fetch("1", "(BODY[])")[1][0]
            assert count == 1
            assert isinstance(content, tuple)
            found.append(content[1])
        box.logout()
        return bool(count)

    await until(look_in, host)
    mail = email.message_from_bytes(found[0], policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def reply_to(invitation: EmailMessage, attendee: str, partstat: str) -> tuple[str, bytes]:
    """Where it goes and what a calendar program would send, from the invitation's text alone."""
    (part,) = [p for p in invitation.walk() if p.get_content_type() == "text/calendar"]
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    text = content.decode().replace("\r\n ", "")
    uid = re.search(r"^UID:(.+?)\r?$", text, re.MULTILINE)
    organizer = re.search(r"^ORGANIZER.*?mailto:(.+?)\r?$", text, re.MULTILINE)
    assert uid
    assert organizer
    lines = [
        "BEGIN:VCALENDAR", "PRODID:-//Amt//Kalender//DE", "VERSION:2.0", "METHOD:REPLY",
        "BEGIN:VEVENT", f"UID:{uid[1]}", f"DTSTAMP:{datetime.now(UTC):%Y%m%dT%H%M%SZ}",
        "SEQUENCE:0", f"ATTENDEE;PARTSTAT={partstat}:mailto:{attendee}", "END:VEVENT",
        "END:VCALENDAR", "",
    ]  # fmt: skip
    mail = EmailMessage()
    mail["From"], mail["To"] = f"Carla Cordes <{attendee}>", organizer[1]
    mail["Subject"], mail["Date"] = "Zugesagt: Sitzung", format_datetime(datetime.now(UTC))
    mail["Message-ID"] = make_msgid(domain="amt.example.org")
    mail.set_content("Guten Tag")
    mail.add_alternative("\r\n".join(lines), subtype="calendar", params={"method": "REPLY"})
    return organizer[1], mail.as_bytes(policy=policy.SMTP)


def send(host: MailHost, sender: str, recipient: str, raw: bytes) -> None:
    with smtplib.SMTP("127.0.0.1", host.smtp, timeout=20) as client:
        client.sendmail(sender, [recipient], raw)


async def answer_of(cast: Cast, name: str) -> Answer:
    row = await Invitation.objects().where(Invitation.person == cast.id(name)).first()
    assert row
    return Answer(row.answer)


async def settled(host: MailHost, count: int) -> list[InboundMail]:
    for _ in range(150):
        if len(rows := await InboundMail.objects()) >= count:
            return rows
        await asyncio.sleep(0.1)
    raise AssertionError(host.log())


async def test_an_invitation_goes_out_and_its_answers_come_back_by_lmtp_and_by_imap(
    office: MailHost, cast: Cast, visit: Visit
) -> None:
    meeting = await make_meeting(cast.group)
    assert await invite(await visit("anna"), cast, meeting, "carla", "paul") == 303
    await jobs.deliver_all()
    assert await OutgoingMail.count().where(OutgoingMail.state == MailState.SENT) == 2

    first = await in_mailbox(office, "gruen")
    sender = str(first["Return-Path"]).strip("<>")
    assert re.fullmatch(r"bounce\+[a-z0-9]+@spurwerk\.example\.org", sender)
    to, raw = reply_to(first, ADDRESSES["carla"], "ACCEPTED")
    send(office, ADDRESSES["carla"], to, raw)
    (by_lmtp,) = await settled(office, 1)
    assert (by_lmtp.outcome, by_lmtp.came_by) == (Outcome.APPLIED, "lmtp"), by_lmtp.reason
    assert await answer_of(cast, "carla") == Answer.ACCEPTED

    office.route(DOMAIN, office.into_dovecot)
    to, raw = reply_to(await in_mailbox(office, "hansen"), ADDRESSES["paul"], "DECLINED")
    send(office, ADDRESSES["paul"], to, raw)
    await in_mailbox(office, "sitzung")
    box = Mailbox.from_env({"SPURWERK_IMAP_URL": office.imap_url("sitzung")}, [])
    assert box
    await look(box, Watch())
    (by_imap,) = [row for row in await InboundMail.objects() if row.id != by_lmtp.id]
    assert (by_imap.outcome, by_imap.came_by) == (Outcome.APPLIED, "imap"), by_imap.reason
    assert await answer_of(cast, "paul") == Answer.DECLINED


async def test_the_bounce_of_an_unknown_person_is_read_back(
    office: MailHost, cast: Cast, visit: Visit
) -> None:
    nobody = "niemand@amt.example.org"
    await Person.update({Person.email: nobody}).where(Person.id == cast.id("carla"))
    meeting = await make_meeting(cast.group)
    await invite(await visit("anna"), cast, meeting, "carla")
    await jobs.deliver_all()
    (row,) = await settled(office, 1)
    assert (row.outcome, row.came_by, row.person) == (Outcome.BOUNCE, "lmtp", cast.id("carla"))
    (mail,) = await OutgoingMail.objects()
    assert mail.state == MailState.FAILED
    assert "User doesn't exist" in mail.last_answer
    assert await answer_of(cast, "carla") == Answer.OPEN


async def test_postfix_keeps_what_we_cannot_store_now_and_brings_it_again(
    office: MailHost, cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    meeting = await make_meeting(cast.group)
    await invite(await visit("anna"), cast, meeting, "carla")
    await jobs.deliver_all()
    to, raw = reply_to(await in_mailbox(office, "gruen"), ADDRESSES["carla"], "TENTATIVE")
    with monkeypatch.context() as patch:
        patch.setattr("app.replies.jobs.door.receive", away)
        send(office, ADDRESSES["carla"], to, raw)
        await until(lambda: "status=deferred" in office.log(), office)
    assert await InboundMail.count() == 0
    (row,) = await settled(office, 1)
    assert row.outcome == Outcome.APPLIED
    assert await answer_of(cast, "carla") == Answer.TENTATIVE
