"""The door for received mail: read apart, judged and stored in one transaction (docs/adr/0025)."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid4

from asyncpg import DataError

from app.audit import operations as audit
from app.core.actor import system
from app.core.db import opens_transaction
from app.replies.addressees import addressee
from app.replies.operations import telling
from app.replies.operations.finding import token_of
from app.replies.operations.judging import BY_MAIL, Fate, Incoming, judge
from app.replies.reading import READER
from app.replies.rules.child import NOT_READABLE
from app.replies.rules.decoded import Decoded
from app.replies.tables import InboundMail, Outcome

log = logging.getLogger("spurwerk.replies")

NEW = """
INSERT INTO inbound_mail (id, content_hash, message_id, came_by, recipient, sender_name,
  sender_address, subject, mime, received_at, outcome, reason, body, meeting, invitation,
  series_invitation, person, partstat, sequence, stamp, recurrence_at, comment,
  proposed_starts_at, proposed_ends_at, other_name, other_address)
VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {},
  {}, {}, {})
ON CONFLICT (content_hash) DO NOTHING RETURNING id
"""


class Known(Exception):
    """These bytes were stored before: whatever was done because of them is undone."""


@dataclass(frozen=True)
class Received:
    """`mail_id`: the InboundMail row, of a mail that came before its first one."""

    outcome: Outcome
    mail_id: UUID | None
    reason: str


@dataclass(frozen=True)
class Envelope:
    """The mail as it came. `recipient`: RCPT TO of the envelope, never the To header."""

    raw: bytes
    recipient: str | None
    came_by: str


async def receive(
    raw: bytes, *, envelope_recipient: str | None, came_by: str, now: datetime
) -> Received:
    """Never raises for what stands in a mail, only where the database is not to be reached.

    The same bytes twice are one mail. Reading happens before the transaction, in a process apart.
    """
    envelope = Envelope(raw, envelope_recipient, came_by)
    decoded = await asyncio.to_thread(READER.read, raw)
    try:
        return await _take(envelope, decoded, now)
    except Known:
        return await _known(raw)
    except (DataError, ValueError, LookupError, TypeError, AssertionError) as problem:
        log.error("mail could not be judged: %s", type(problem).__name__)  # noqa: TRY400 - a traceback holds addresses
    try:
        return await _take(envelope, Decoded(trouble=NOT_READABLE), now)
    except Known:
        return await _known(raw)


receive.transaction = "opens"  # type: ignore[attr-defined]  # in _take, after the reading


@opens_transaction
async def _take(envelope: Envelope, decoded: Decoded, now: datetime) -> Received:
    mail_id, token = uuid4(), token_of(envelope.recipient)
    fate = await judge(Incoming(id=mail_id, mail=decoded, token=token, now=now))
    await _store(mail_id, envelope, decoded, fate, now)
    await _tell(mail_id, fate)
    if fate.outcome != Outcome.APPLIED:
        await audit.record(
            system(BY_MAIL), "mail.received", mail_id, body_id=fate.body_id,
            outcome=fate.outcome.value, by=envelope.came_by,
        )  # fmt: skip
    return Received(fate.outcome, mail_id, fate.reason)


async def _tell(mail_id: UUID, fate: Fate) -> None:
    """Always the invited address, never the sender, whose name anybody can write."""
    if fate.after is None or (fate.before is None and not fate.ask):
        return
    to = await addressee(fate.invitation_id, fate.series_invitation_id)
    if fate.before is not None:
        await telling.turned(to, mail_id, fate.before, fate.after)
    else:
        await telling.ask(to, mail_id, fate.after)


def _without_token(recipient: str | None) -> str:
    """sitzung@… for sitzung+TOKEN@…: who reads the table must not be able to answer."""
    local, _, domain = (recipient or "").rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"[:254] if local else ""


async def _known(raw: bytes) -> Received:
    row = (
        await InboundMail.select(InboundMail.id)
        .where(InboundMail.content_hash == sha256(raw).hexdigest())
        .first()
    )
    return Received(Outcome.DUPLICATE, row["id"] if row else None, "Diese E-Mail kam schon einmal.")


async def _store(
    mail_id: UUID, envelope: Envelope, mail: Decoded, fate: Fate, now: datetime
) -> None:
    """One statement for the mail and its fate. Raises Known."""
    stored = await InboundMail.raw(
        NEW, mail_id, sha256(envelope.raw).hexdigest(), mail.message_id, envelope.came_by,
        _without_token(envelope.recipient), mail.from_name, mail.from_address, mail.subject,
        envelope.raw, now, fate.outcome, fate.reason, fate.body_id, fate.meeting_id,
        fate.invitation_id, fate.series_invitation_id, fate.person_id, fate.partstat,
        fate.sequence, fate.stamp, fate.recurrence_at, fate.comment, fate.proposed_starts_at,
        fate.proposed_ends_at, fate.other_name[:250], fate.other_address,
    )  # fmt: skip
    if not stored:
        raise Known
