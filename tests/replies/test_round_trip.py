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
from app.core.postgres import EmbeddedPostgres
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
from tests.replies.foreign_mail import DOMAIN, note
from tests.replies.mailhost import PASSWORD, MailHost
from tests.replies.programs import piped

NOBODY = "niemand@amt.example.org"
ADDRESSES = {"carla": "gruen@amt.example.org", "paul": "hansen@amt.example.org"}


async def sending_through(host: MailHost, cast: Cast, patch: pytest.MonkeyPatch) -> None:
    """Our outbox sends to this Postfix, to people whose mailboxes are in this Dovecot."""
    url = f"smtp://127.0.0.1:{host.smtp}"
    patch.setattr(jobs, "settings", lambda: replace(settings(), smtp_url=url))
    for name, address in ADDRESSES.items():
        await Person.update({Person.email: address}).where(Person.id == cast.id(name))


@pytest.fixture
async def office(mail_host: MailHost, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[MailHost]:  # fmt: skip
    """Postfix hands what is ours to our LMTP server."""
    await sending_through(mail_host, cast, monkeypatch)
    stop, listening = asyncio.Event(), asyncio.get_running_loop().create_future()
    listen = f"127.0.0.1:{mail_host.ours}"
    server = asyncio.create_task(lmtp.serve(listen, stop, listening.set_result))
    await listening
    yield mail_host
    mail_host.empty()
    stop.set()
    await asyncio.wait_for(server, 20)


@pytest.fixture
async def collecting(collecting_host: MailHost, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[MailHost]:  # fmt: skip
    """Postfix puts what is ours into the mailbox that the worker empties."""
    await sending_through(collecting_host, cast, monkeypatch)
    yield collecting_host
    collecting_host.empty()


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


async def invited(visit: Visit, cast: Cast, *names: str) -> None:
    meeting = await make_meeting(cast.group)
    assert await invite(await visit("anna"), cast, meeting, *names) == 303
    await jobs.deliver_all()


async def answered(host: MailHost, user: str, name: str, partstat: str) -> None:
    """Somebody presses the button of the calendar program."""
    to, raw = reply_to(await in_mailbox(host, user), ADDRESSES[name], partstat)
    send(host, ADDRESSES[name], to, raw)


async def fetched(host: MailHost) -> InboundMail:
    """What the worker finds in the mailbox."""
    await in_mailbox(host, "postfach")
    box = Mailbox.from_env({"SPURWERK_IMAP_URL": host.imap_url()}, [])
    assert box
    await look(box, Watch())
    (row,) = await InboundMail.objects()
    return row


async def test_an_invitation_goes_out_and_its_answer_comes_back_by_lmtp(
    office: MailHost, cast: Cast, visit: Visit
) -> None:
    await invited(visit, cast, "carla", "paul")
    assert await OutgoingMail.count().where(OutgoingMail.state == MailState.SENT) == 2
    sender = str((await in_mailbox(office, "gruen"))["Return-Path"]).strip("<>")
    assert re.fullmatch(r"bounce\+[a-z0-9]+@spurwerk\.example\.org", sender)
    await answered(office, "gruen", "carla", "ACCEPTED")
    (row,) = await settled(office, 1)
    assert (row.outcome, row.came_by) == (Outcome.APPLIED, "lmtp"), row.reason
    assert await answer_of(cast, "carla") == Answer.ACCEPTED
    assert await answer_of(cast, "paul") == Answer.OPEN


async def test_an_answer_comes_back_through_the_mailbox(
    collecting: MailHost, cast: Cast, visit: Visit
) -> None:
    await invited(visit, cast, "paul")
    await answered(collecting, "hansen", "paul", "DECLINED")
    row = await fetched(collecting)
    assert (row.outcome, row.came_by) == (Outcome.APPLIED, "imap"), row.reason
    assert await answer_of(cast, "paul") == Answer.DECLINED


async def is_undeliverable(row: InboundMail, cast: Cast) -> None:
    assert (row.outcome, row.person) == (Outcome.BOUNCE, cast.id("carla")), row.reason
    (mail,) = await OutgoingMail.objects()
    assert mail.state == MailState.FAILED
    assert "User doesn't exist" in mail.last_answer
    assert await answer_of(cast, "carla") == Answer.OPEN


async def test_postfix_says_by_lmtp_whom_it_does_not_know(
    office: MailHost, cast: Cast, visit: Visit
) -> None:
    await Person.update({Person.email: NOBODY}).where(Person.id == cast.id("carla"))
    await invited(visit, cast, "carla")
    (row,) = await settled(office, 1)
    await is_undeliverable(row, cast)


async def test_postfix_says_in_the_mailbox_whom_it_does_not_know(
    collecting: MailHost, cast: Cast, visit: Visit
) -> None:
    await Person.update({Person.email: NOBODY}).where(Person.id == cast.id("carla"))
    await invited(visit, cast, "carla")
    await is_undeliverable(await fetched(collecting), cast)


async def test_postfix_keeps_what_we_cannot_store_now_and_brings_it_again(
    office: MailHost, cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    await invited(visit, cast, "carla")
    with monkeypatch.context() as patch:
        patch.setattr("app.replies.jobs.door.receive", away)
        before = office.log().count("status=deferred")
        await answered(office, "gruen", "carla", "TENTATIVE")
        await until(lambda: office.log().count("status=deferred") > before, office)
    assert await InboundMail.count() == 0
    (row,) = await settled(office, 1)
    assert row.outcome == Outcome.APPLIED
    assert await answer_of(cast, "carla") == Answer.TENTATIVE


async def test_postfix_keeps_what_the_pipe_does_not_take_and_then_names_the_recipient(
    office: MailHost, cast: Cast, database_server: EmbeddedPostgres
) -> None:
    to, given = f"sitzung+{'a' * 32}@pipe.example.org", office.home / "pipe"
    send(office, "gruen@amt.example.org", to, note())
    await until((given / "mail").exists, office)
    assert office.log().count(f"to=<{to}>, relay=spurwerk") == 2
    assert (given / "called").read_text() == f"--recipient {to}\n"
    raw = (given / "mail").read_bytes()
    assert raw.startswith(b"Return-Path: <gruen@amt.example.org>\n")

    ours = {"SPURWERK_MAIL_DOMAIN": "pipe.example.org"}
    code, output, _ = await piped(raw, database_server.dsn, "--recipient", to, **ours)
    (row,) = await InboundMail.objects()
    assert (code, output, row.came_by) == (0, f'{{"outcome": "{row.outcome}"}}\n', "pipe")


async def test_postfix_refuses_at_the_door_what_is_not_ours(office: MailHost, cast: Cast) -> None:
    for local in ("sitzung", "bounce", "claudia", "sitzung+a_b"):
        with pytest.raises(smtplib.SMTPRecipientsRefused, match=r"5\.1\.1"):
            send(office, "gruen@amt.example.org", f"{local}@{DOMAIN}", note())
