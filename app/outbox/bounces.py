"""Mail that came back (RFC 3464), and the addresses to which nothing goes any more because of it."""

import base64
import binascii
import hmac
from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.tokens import derived_token
from app.outbox import access
from app.outbox.rules import SECRET_KINDS, SUSPENDED, SUSPENDED_AFTER, one_line
from app.outbox.tables import MailState, OutgoingMail, SuspendedAddress

ID_LENGTH = 26  # a UUID in base32 without its padding
PROOF_LENGTH = 26  # 130 bit; "bounce+" and 52 characters stay below 64 (RFC 5321 §4.5.3.1.1)

COUNT = """
INSERT INTO suspended_address AS known
  (id, body_id, person_id, address, bounces, last_answer, bounced_at)
SELECT gen_random_uuid(), mail.body_id, mail.person_id, lower(mail.recipient_address), 1, {}, {}
FROM outgoing_mail AS mail
WHERE mail.id = {} AND mail.body_id IS NOT NULL AND mail.recipient_address <> ''
  AND mail.kind <> ALL({}::text[])
ON CONFLICT (body_id, address) DO UPDATE SET
  bounces = known.bounces + 1,
  person_id = coalesce(excluded.person_id, known.person_id),
  last_answer = excluded.last_answer,
  bounced_at = excluded.bounced_at,
  suspended_at = CASE WHEN known.bounces + 1 >= {} THEN
    coalesce(known.suspended_at, excluded.bounced_at) END
"""
HOLD = """
UPDATE outgoing_mail AS mail SET state = 'failed', done_at = now(), last_answer = {}
FROM suspended_address AS s
WHERE mail.id = ANY({}::uuid[]) AND mail.done_at IS NULL AND s.body_id = mail.body_id
  AND s.address = lower(mail.recipient_address) AND s.suspended_at IS NOT NULL
  AND mail.kind <> ALL({}::text[])
RETURNING mail.id
"""


def bounce_token(mail_id: UUID) -> str:
    """52 characters of lower-case base32: the row's id, then 130 bit that only we can derive."""
    name = base64.b32encode(mail_id.bytes).decode().lower()[:ID_LENGTH]
    return name + derived_token("bounce", mail_id.hex)[:PROOF_LENGTH]


def bounce_address(mail_id: UUID, domain: str) -> str:
    """Envelope sender of one mail (VERP): tells which mail came back, whatever the report says."""
    return f"bounce+{bounce_token(mail_id)}@{domain}"


def _mail_id(token: str) -> UUID | None:
    try:
        raw = base64.b32decode(token[:ID_LENGTH].upper() + "======")
    except (binascii.Error, ValueError):
        return None
    return UUID(bytes=raw)


@inside_transaction
async def note_bounce(token: str, *, hard: bool, words: str, now: datetime) -> bool:
    """The mail with this envelope sender did not arrive; False for a token nobody gave out.

    `token` is what stands between "bounce+" and "@", in whatever case. `hard`: the address itself
    is no good (5.x.x); it counts towards suspension. The second report of one mail changes nothing.
    """
    mail = await by_token(token.casefold())
    if mail is None:
        return False
    if mail.state not in {MailState.FAILED, MailState.DROPPED}:
        mail.state, mail.done_at, mail.last_answer = MailState.FAILED, now, one_line(words)
        await mail.save([OutgoingMail.state, OutgoingMail.done_at, OutgoingMail.last_answer])
        if hard:
            await count(mail.id, words, now=now)
    return True


async def by_token(token: str) -> OutgoingMail | None:
    """Locked. One row by its primary key; the proof is compared with the address it left under."""
    mail_id = _mail_id(token) if len(token) == ID_LENGTH + PROOF_LENGTH else None
    if mail_id is None:
        return None
    mail = (
        await OutgoingMail.objects().where(OutgoingMail.id == mail_id).lock_rows("UPDATE").first()
    )
    if mail is None:
        return None
    sent_as = mail.envelope_sender.partition("@")[0]
    known = hmac.compare_digest(sent_as.encode(), f"bounce+{token}".encode())
    return mail if known else None


@inside_transaction
async def count(mail_id: UUID, words: str, *, now: datetime) -> None:
    """One refusal for good of the address of this mail; the second suspends it.

    Mails that open an account neither count nor are held: nobody may be shut out by them.
    """
    await SuspendedAddress.raw(
        COUNT, one_line(words), now, mail_id, list(SECRET_KINDS), SUSPENDED_AFTER
    )


@inside_transaction
async def hold_suspended(mail_ids: list[UUID]) -> set[UUID]:
    """Of these mails the ones to suspended addresses: failed without being sent."""
    rows = await OutgoingMail.raw(HOLD, SUSPENDED, mail_ids, list(SECRET_KINDS))
    return {row["id"] for row in rows}


@opens_transaction
async def release(actor: Actor, address_id: UUID) -> UUID | None:
    """Mail goes there again and counting starts anew; returns the person. Pressed twice: NotFound."""
    known = await access.address_to_release(actor, address_id)
    await SuspendedAddress.delete().where(SuspendedAddress.id == address_id)
    await audit.record(
        actor, "address.released", known.person_id, body_id=known.body_id, bounces=known.bounces
    )
    return known.person_id


@inside_transaction
async def forget_of(person_id: UUID) -> None:
    """The person has another address now."""
    await SuspendedAddress.delete().where(SuspendedAddress.person_id == person_id)
