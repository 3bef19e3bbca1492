"""Delivery: claim → SMTP → mark. At least once; a repeat is the same bytes (trust.md §12)."""

import asyncio
import logging
import ssl
import time
from collections import deque
from contextlib import suppress

import aiosmtplib
from aiosmtplib import (
    SMTP,
    SMTPException,
    SMTPRecipientRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from app.core.errors import RuleViolation
from app.core.settings import settings
from app.ical.address import wire_address
from app.outbox import operations
from app.outbox.queries import how_many
from app.outbox.rules import (
    ANSWER_LENGTH,
    Claimed,
    MailServer,
    blames_the_address,
    is_permanent,
)
from app.outbox.tables import MailState

log = logging.getLogger("spurwerk.outbox")

BATCH = 20
LANES = 3  # connections when there is much to send; servers of counties allow some ten
FRESH_SECONDS = 10  # after a claim: all waiting below still ends within its lease
CONNECT_SECONDS = 10
COMMAND_SECONDS = 25  # a silent server must not hold the queue
DATA_SECONDS = 120  # filters think before they answer; a lost answer means a repeat
MARKED_TOGETHER = 5  # so many may be sent twice when the process is killed between two marks
MARK_SECONDS = 1  # the Postausgang does not lag behind longer
SHUTTING_DOWN = 421  # RFC 5321 §3.8


class Refused(Exception):
    """The server refuses us, whoever the mail is for: a setting is wrong."""


class Unreachable(Exception):
    """No connection now; later perhaps."""


class Sent:
    """What the server took over one connection and is not marked yet: a few mails, for a second."""

    def __init__(self) -> None:
        self.answers: list[tuple[Claimed, str]] = []
        self.marked_at = time.monotonic()

    async def add(self, mail: Claimed, answer: str) -> None:
        self.answers.append((mail, answer))
        late = time.monotonic() > self.marked_at + MARK_SECONDS
        if late or len(self.answers) >= MARKED_TOGETHER:
            await self.mark()

    async def mark(self) -> None:
        if self.answers:
            await operations.mark_sent(self.answers)
        self.answers, self.marked_at = [], time.monotonic()


async def deliver() -> bool:
    """A batch, and when the server took it some more at once; True when there may be still more."""
    url = settings().smtp_url
    if not url:
        return False
    server = MailServer.from_url(url)
    return await _send_lanes(1, server) and await _send_lanes(LANES, server)


async def _send_lanes(count: int, server: MailServer) -> bool:
    """Each batch over a connection of its own; False when nothing was due or something stopped."""
    claimed_at = time.monotonic()
    mails = await operations.claim(BATCH * count)
    lanes = [deque(mails[at : at + BATCH]) for at in range(0, len(mails), BATCH)]
    sent = await asyncio.gather(*(_send_all(lane, server, claimed_at) for lane in lanes))
    return bool(sent) and all(sent)


async def deliver_all() -> None:
    """Until nothing is due or the server does not take any more."""
    while await deliver():
        pass


async def drain() -> tuple[int, int]:
    """For the command line: how many left now, how many are still to go. Raises RuleViolation."""
    if not settings().smtp_url:
        raise RuleViolation(
            "SPURWERK_SMTP_URL ist nicht gesetzt. Die E-Mails bleiben unter /postausgang lesbar."
        )
    before = await how_many(MailState.SENT)
    await deliver_all()
    after = await how_many(MailState.SENT)
    return after - before, await how_many(MailState.WAITING, MailState.DELAYED)


async def _send_all(mails: deque[Claimed], server: MailServer, claimed_at: float) -> bool:
    """Over one connection as long as it lasts. A mail leaves the deque when it is marked."""
    client, sent = _client(server), Sent()
    try:
        while mails:
            if time.monotonic() < claimed_at + FRESH_SECONDS or await operations.renew(mails[0]):
                await _connected(client)
                await _send(client, mails[0], sent)
            mails.popleft()
    except Unreachable as problem:
        log.warning("mail server unreachable, %d mails delayed", len(mails))
        for mail in mails:
            await operations.mark_delayed(mail, str(problem))
        return False
    except Refused as problem:
        log.error("mail server refuses us, delivery pauses: %s", _kind_of(problem.__cause__))  # noqa: TRY400 - a traceback holds addresses
        await operations.hold_back(mails, str(problem))
        return False
    finally:
        await sent.mark()
        await _say_goodbye(client)
    return True


def _client(server: MailServer) -> SMTP:
    return SMTP(
        hostname=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        use_tls=server.tls == "implicit",
        start_tls={"implicit": False, "required": True, "offered": None}[server.tls],
        validate_certs=server.tls != "offered",
        local_hostname=settings().mail_domain,
        timeout=COMMAND_SECONDS,
    )


async def _connected(client: SMTP) -> None:
    """Raises Unreachable; Refused for a 5xx greeting, a wrong password, missing or bad TLS."""
    if client.is_connected:
        return
    try:
        await client.connect(timeout=CONNECT_SECONDS)
    except SMTPResponseException as answer:
        raise (Refused if is_permanent(answer.code) else Unreachable)(_words(answer)) from answer
    except (OSError, SMTPException) as problem:
        raise _reason(problem) from problem


def _reason(problem: Exception) -> Refused | Unreachable:
    if isinstance(problem.__cause__ or problem, ssl.SSLCertVerificationError):
        return Refused("Das Zertifikat des Mailservers ist nicht gültig.")
    if isinstance(problem, OSError):  # also timeouts and broken connections of aiosmtplib
        return Unreachable("Der Mailserver ist nicht erreichbar.")
    return Refused("Der Mailserver bietet Verschlüsselung oder Anmeldung nicht an.")


async def _send(client: SMTP, mail: Claimed, sent: Sent) -> None:
    """One recipient per transaction. Raises Refused."""
    try:
        await client.mail(mail.envelope_sender)
        await client.rcpt(wire_address(mail.recipient_address))
        answer = await client.data(mail.mime, timeout=DATA_SECONDS)
    except SMTPResponseException as refusal:
        await _mark_refused(mail, refusal)
        await _begin_anew(client, refusal.code)
    except (OSError, SMTPException):
        client.close()
        await operations.mark_delayed(mail, "Die Verbindung zum Mailserver ist abgebrochen.")
    except Exception:
        log.exception("mail %s cannot be sent", mail.id)
        client.close()
        await operations.mark_delayed(mail, "Die E-Mail ließ sich nicht übergeben.")
    else:
        await sent.add(mail, f"{answer.code} {answer.message}"[:ANSWER_LENGTH])


async def _mark_refused(mail: Claimed, refusal: SMTPResponseException) -> None:
    if not is_permanent(refusal.code):
        log.warning("mail %s delayed: %d", mail.id, refusal.code)
        await operations.mark_delayed(mail, _words(refusal))
    elif isinstance(refusal, SMTPSenderRefused):
        raise Refused(_words(refusal)) from refusal
    else:
        log.warning("mail %s undeliverable: %d", mail.id, refusal.code)
        words = _words(refusal)
        hard = isinstance(refusal, SMTPRecipientRefused) and blames_the_address(words)
        await operations.mark_failed(mail, words, hard=hard)


async def _begin_anew(client: SMTP, code: int) -> None:
    """After garbage or 421 only a new connection helps."""
    try:
        if code == SHUTTING_DOWN or not 400 <= code < 600:
            client.close()
        else:
            await client.rset()
    except (OSError, SMTPException):
        client.close()


async def _say_goodbye(client: SMTP) -> None:
    with suppress(OSError, aiosmtplib.SMTPException):
        if client.is_connected:
            await client.quit()
    client.close()


def _words(answer: SMTPResponseException) -> str:
    return f"{answer.code} {answer.message}"[:ANSWER_LENGTH]


def _kind_of(problem: BaseException | None) -> str:
    return f"{type(problem).__name__} {getattr(problem, 'code', '')}".strip()
