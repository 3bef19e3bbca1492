"""A received mail as a row, for what is no answer: bounces, and what could not be handled."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from app.core.db import inside_transaction, opens_transaction
from app.core.settings import settings
from app.replies.rules.decoded import Decoded
from app.replies.tables import InboundMail, Outcome

UNHANDLED = "Spurwerk konnte diese E-Mail nicht verarbeiten. Bitte lesen Sie sie im Original."


@dataclass(frozen=True)
class Arrived:
    """One mail to one recipient. `purpose`: what stands before the + of our address."""

    raw: bytes
    head: Decoded
    purpose: str
    came_by: str  # pipe, lmtp, imap
    at: datetime


@inside_transaction
async def store(
    mail: Arrived, outcome: Outcome, *, reason: str = "", body_id: UUID | None = None,
    person_id: UUID | None = None,
) -> bool:  # fmt: skip
    """False when these bytes were stored before."""
    head = mail.head
    values: dict[Any, Any] = {
        "id": uuid4(), "content_hash": hashlib.sha256(mail.raw).hexdigest(),
        "message_id": head.message_id, "came_by": mail.came_by,
        "recipient": f"{mail.purpose}@{settings().mail_domain}" if mail.purpose else "",
        "sender_name": head.from_name, "sender_address": head.from_address,
        "subject": head.subject, "outcome": outcome, "reason": reason, "body": body_id,
        "person": person_id, "mime": mail.raw, "received_at": mail.at,
    }  # fmt: skip
    stored = (
        await InboundMail.insert(InboundMail(**values))
        .on_conflict(action="DO NOTHING", target=InboundMail.content_hash)
        .returning(InboundMail.id)
    )
    return bool(stored)


@opens_transaction
async def set_aside(mail: Arrived) -> Outcome:
    """A mail at which we failed ourselves waits for a person, and the next one comes in."""
    new = await store(mail, Outcome.QUARANTINE, reason=UNHANDLED)
    return Outcome.QUARANTINE if new else Outcome.DUPLICATE
