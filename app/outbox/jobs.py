"""Delivery: claim → SMTP → mark. At least once; a repeat is the same bytes (docs/adr/0003)."""

import asyncio
import logging
import time
from collections import deque
from contextlib import suppress

from aiosmtplib import (
    SMTPException,
    SMTPRecipientRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from app.core.crash import crash_point
from app.core.errors import RuleViolation
from app.core.settings import settings
from app.outbox import claims
from app.outbox.connection import Connection, Refused, Unreachable, words
from app.outbox.queries import how_many
from app.outbox.rules import Claimed, MailServer, blames_the_address, is_permanent
from app.outbox.tables import MailState

log = logging.getLogger("spurwerk.outbox")

BATCH = 20  # mails with which a server shows that it takes any; more than that, more connections
CLAIMED = 120  # at one go after that; so many wait for the end of their lease after a crash
LANES = 3  # connections when there is much to send; servers of counties allow some ten
TURN = 600  # then the other jobs of the worker have theirs
FRESH_SECONDS = 10  # after a claim: all waiting below still ends within its lease
MARKED_TOGETHER = 5  # killed at the worst moment, three times as many are sent twice
MARK_SECONDS = 1  # the Postausgang does not lag behind longer


class Sent:
    """What the server took and is not marked yet: a few mails, for a second."""

    def __init__(self) -> None:
        self.answers: list[tuple[Claimed, str]] = []
        self.marking = asyncio.Lock()

    async def add(self, mail: Claimed, answer: str) -> None:
        self.answers.append((mail, answer))
        if len(self.answers) >= MARKED_TOGETHER:
            await self.mark()

    async def mark(self) -> None:
        async with self.marking:
            answers, self.answers = self.answers, []
            if not answers:
                return
            crash_point("before_mark")
            try:
                await claims.mark_sent(answers)
            except BaseException:
                self.answers[:0] = answers  # for whoever marks next
                raise

    async def mark_in_time(self) -> None:
        """However long the server thinks about the next mail."""
        while True:
            await asyncio.sleep(MARK_SECONDS)
            await self.mark()


class Supply:
    """Claimed mails that no connection has taken yet. `budget`: how many may still be claimed."""

    def __init__(self, sent: Sent, budget: int) -> None:
        self.sent, self.budget = sent, budget
        self.waiting: deque[Claimed] = deque()
        self.claimed_at = 0.0
        self.claiming = asyncio.Lock()
        self.stopped = False

    @property
    def may_have_more(self) -> bool:
        return not self.stopped and self.budget == 0

    async def next(self) -> Claimed | None:
        """None when nothing is due, the budget is used up or somebody has stopped."""
        while True:
            async with self.claiming:
                await self.fill()
                if not self.waiting:
                    return None
                mail, claimed_at = self.waiting.popleft(), self.claimed_at
            if time.monotonic() < claimed_at + FRESH_SECONDS or await claims.renew(mail):
                return mail

    async def fill(self) -> None:
        if self.waiting or self.stopped or not self.budget:
            return
        await self.sent.mark()  # the next mail of a thread is due when the last one has left
        self.claimed_at = time.monotonic()
        self.waiting.extend(await claims.claim(min(self.budget, CLAIMED)))
        self.budget -= len(self.waiting)
        if self.waiting:
            crash_point("after_claim")

    def stop(self) -> list[Claimed]:
        """What is left; nobody gets anything any more."""
        rest, self.waiting, self.stopped = list(self.waiting), deque(), True
        return rest


async def deliver() -> bool:
    """A batch, and when the server took it many more; True when there may be still more."""
    url = settings().smtp_url
    if not url:
        return False
    server, sent = MailServer.from_url(url), Sent()
    first, *others = [Connection(server) for _ in range(LANES)]
    supply = Supply(sent, BATCH)
    in_time = asyncio.create_task(sent.mark_in_time())
    try:
        await _send_all(first, supply, sent)
        if supply.may_have_more:
            supply.budget = TURN
            await supply.fill()
            helpers = others[: len(supply.waiting) // BATCH]
            async with asyncio.TaskGroup() as lanes:
                lanes.create_task(_send_all(first, supply, sent))
                for each in helpers:
                    lanes.create_task(_help(each, supply, sent))
    finally:
        in_time.cancel()
        await asyncio.gather(in_time, return_exceptions=True)
        await sent.mark()
        await asyncio.gather(*(each.say_goodbye() for each in (first, *others)))
    return supply.may_have_more


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


async def _send_all(connection: Connection, supply: Supply, sent: Sent) -> None:
    while mail := await supply.next():
        try:
            await connection.open()
            await _send(connection, mail, sent)
        except Unreachable as problem:
            rest = [mail, *supply.stop()]
            log.warning("mail server unreachable, %d mails delayed", len(rest))
            for each in rest:
                await claims.mark_delayed(each, str(problem))
        except Refused as problem:
            log.error("mail server refuses us, delivery pauses: %s", _kind_of(problem.__cause__))  # noqa: TRY400 - a traceback holds addresses
            await claims.hold_back([mail, *supply.stop()], str(problem))


async def _help(connection: Connection, supply: Supply, sent: Sent) -> None:
    """A server may want fewer connections of us: then the others do the work."""
    with suppress(Unreachable, Refused):
        await connection.open()
        await _send_all(connection, supply, sent)


async def _send(connection: Connection, mail: Claimed, sent: Sent) -> None:
    """Whatever happens to it, the mail is marked. Raises Refused."""
    try:
        answer = await connection.hand_over(mail)
    except SMTPResponseException as refusal:
        await _mark_refused(mail, refusal)
        await connection.begin_anew(refusal.code)
    except (OSError, SMTPException):
        connection.drop()
        await claims.mark_delayed(mail, "Die Verbindung zum Mailserver ist abgebrochen.")
    except Exception:
        log.exception("mail %s cannot be sent", mail.id)
        connection.drop()
        await claims.mark_delayed(mail, "Die E-Mail ließ sich nicht übergeben.")
    else:
        crash_point("after_250")
        await sent.add(mail, answer)


async def _mark_refused(mail: Claimed, refusal: SMTPResponseException) -> None:
    if not is_permanent(refusal.code):
        log.warning("mail %s delayed: %d", mail.id, refusal.code)
        await claims.mark_delayed(mail, words(refusal))
    elif isinstance(refusal, SMTPSenderRefused):
        raise Refused(words(refusal)) from refusal
    else:
        log.warning("mail %s undeliverable: %d", mail.id, refusal.code)
        said = words(refusal)
        hard = isinstance(refusal, SMTPRecipientRefused) and blames_the_address(said)
        await claims.mark_failed(mail, said, hard=hard)


def _kind_of(problem: BaseException | None) -> str:
    return f"{type(problem).__name__} {getattr(problem, 'code', '')}".strip()
