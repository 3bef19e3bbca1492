"""Mail waits as a row of the same transaction as the change it tells of."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from app.audit import operations as audit
from app.core import clock
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.settings import settings
from app.ical.message import Attachment, MailParts, compose
from app.outbox import access, bounces
from app.outbox.bounces import bounce_address
from app.outbox.rules import (
    LEASE,
    PAUSE,
    Claimed,
    Outgoing,
    check_can_be_sent_again,
    delay_after,
    gives_up,
)
from app.outbox.tables import MailState, OutgoingMail

WAKE = "outgoing_mail"  # the channel the worker listens on


def own_address() -> str:
    """Where mail comes from that is no invitation."""
    return settings().mail_sender or f"spurwerk@{settings().mail_domain}"


# created_at by the clock, not of the transaction: mails of one thread leave in the order of storing.
STORE = """
INSERT INTO outgoing_mail (created_at, id, body_id, person_id, subject_id, group_id, kind,
  recipient_name, recipient_address, subject, message_id, dedupe_key, thread_key, envelope_sender,
  mime)
SELECT clock_timestamp(), mail.* FROM unnest({}::uuid[], {}::uuid[], {}::uuid[], {}::uuid[],
  {}::uuid[], {}::text[], {}::text[], {}::text[], {}::text[], {}::text[], {}::text[], {}::text[],
  {}::text[], {}::bytea[]) AS mail
ON CONFLICT (dedupe_key) DO NOTHING RETURNING id
"""


@inside_transaction
async def enqueue(mails: Iterable[Outgoing]) -> int:
    """Stores each mail once per dedupe_key, bytes and Message-ID fixed; returns how many are new."""
    rows = [_row(mail) for mail in mails]
    if not rows:
        return 0
    stored = await OutgoingMail.raw(STORE, *(list(column) for column in zip(*rows, strict=True)))
    if stored:
        await OutgoingMail.raw("SELECT pg_notify({}, '')", WAKE)  # delivered only at commit
    return len(stored)


@inside_transaction
async def drop_unsent(thread_keys: Collection[str], *, now: datetime) -> set[str]:
    """What still waits in these threads is overtaken and never leaves; locks its rows.

    Returns the threads of which an earlier mail has left the house or may be leaving at this
    moment (claimed, answer not known yet). In the others nobody has to be told of a change.
    """
    rows = (
        await OutgoingMail.select(
            OutgoingMail.id, OutgoingMail.thread_key, OutgoingMail.state,
            OutgoingMail.attempts, OutgoingMail.done_at,
        )
        .where(OutgoingMail.thread_key.is_in(list(thread_keys)))
        .lock_rows("UPDATE")
    ) if thread_keys else []  # fmt: skip
    waiting = [row["id"] for row in rows if row["done_at"] is None]
    if waiting:
        await OutgoingMail.update(
            {
                OutgoingMail.state: MailState.DROPPED,
                OutgoingMail.done_at: now,
                OutgoingMail.last_answer: "",
            }
        ).where(OutgoingMail.id.is_in(waiting))
    return {row["thread_key"] for row in rows if _may_have_left(row)}


def _may_have_left(row: dict[str, Any]) -> bool:
    claimed = row["state"] == MailState.WAITING and row["attempts"]
    return row["state"] == MailState.SENT or bool(row["done_at"] is None and claimed)


def _row(mail: Outgoing) -> tuple[Any, ...]:
    """In the order of STORE."""
    row_id = uuid4()
    message_id = mail.message_id or f"<{row_id.hex}@{settings().mail_domain}>"
    return (
        row_id, mail.body_id, mail.person_id, mail.subject_id, mail.group_id, mail.kind,
        mail.recipient_name, mail.recipient_address, mail.subject, message_id, mail.dedupe_key, mail.thread_key,
        bounce_address(row_id, settings().mail_domain), compose(_parts(mail, message_id)),
    )  # fmt: skip


def _parts(mail: Outgoing, message_id: str) -> MailParts:
    return MailParts(
        sender_name=mail.sender_name,
        sender_address=mail.sender_address or own_address(),
        recipient_name=mail.recipient_name,
        recipient_address=mail.recipient_address,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        message_id=message_id,
        date=clock.now(),
        references=mail.references,
        list_unsubscribe=mail.list_unsubscribe,
        reply_to=mail.reply_to,
        calendar=mail.calendar,
        calendar_method=mail.calendar_method,
        attachments=[
            Attachment(part.name, *_main_and_sub(part.media_type), part.content)
            for part in mail.attachments
        ],
    )


def _main_and_sub(media_type: str) -> tuple[str, str]:
    main, _, sub = media_type.partition("/")
    return main, sub


CLAIM = """
WITH due AS (
    SELECT mail.id FROM outgoing_mail AS mail
    WHERE mail.done_at IS NULL AND mail.due_at <= now() AND NOT EXISTS (
        SELECT 1 FROM outgoing_mail AS older
        WHERE mail.thread_key <> '' AND older.thread_key = mail.thread_key
            AND older.done_at IS NULL
            AND (older.created_at, older.id) < (mail.created_at, mail.id)
    )
    ORDER BY mail.due_at, mail.id LIMIT {} FOR UPDATE OF mail SKIP LOCKED
)
UPDATE outgoing_mail AS mail SET due_at = now() + {}, attempts = attempts + 1
FROM due WHERE mail.id = due.id
RETURNING mail.id, mail.attempts, mail.envelope_sender, mail.recipient_address, mail.mime
"""
# Asked by SQL when a mail leaves, because people leave by many ways and by the day's passing
# (trust.md A6): this room knows people and groups only by their ids.
LEFT = "Die Person gehört der Gruppe nicht mehr an."
DROP = """
UPDATE outgoing_mail AS mail SET state = 'dropped', done_at = now(), last_answer = {}
WHERE mail.group_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM membership m WHERE m.person = mail.person_id AND m."group" = mail.group_id
        AND (m.until IS NULL OR m.until >= {})
) AND NOT EXISTS (
    SELECT FROM office_role o WHERE o.person = mail.person_id AND o.body = mail.body_id
        AND o.office = 'coordination'
)
"""
# Who never had a seat is a guest.
DROP_CLAIMED = f"""{DROP} AND mail.id = ANY({{}}::uuid[]) AND EXISTS (
    SELECT FROM membership m WHERE m.person = mail.person_id AND m."group" = mail.group_id
) RETURNING mail.id
"""
DROP_WAITING = f"""{DROP} AND mail.person_id = {{}} AND mail.group_id = {{}}
    AND mail.done_at IS NULL AND NOT (mail.state = 'waiting' AND mail.attempts > 0)
"""
# Every mark below names the attempt: who lost the lease to another worker changes nothing.
RENEW = """
UPDATE outgoing_mail SET due_at = now() + {}
WHERE id = {} AND attempts = {} AND done_at IS NULL RETURNING id
"""
FINISH = """
UPDATE outgoing_mail SET state = {}, last_answer = {}, done_at = now()
WHERE id = {} AND attempts = {} AND done_at IS NULL RETURNING id
"""
# Not waiting for the disk: a mark lost with the power means the same bytes once more, never a loss.
FINISH_SENT = """
UPDATE outgoing_mail SET state = 'sent', last_answer = mark.answer, done_at = now()
FROM unnest({}::uuid[], {}::integer[], {}::text[]) AS mark(id, attempts, answer),
  (SELECT set_config('synchronous_commit', 'off', true)) AS without_waiting
WHERE outgoing_mail.id = mark.id AND outgoing_mail.attempts = mark.attempts AND done_at IS NULL
"""
DELAY = """
UPDATE outgoing_mail SET state = {}, last_answer = {}, due_at = now() + {}
WHERE id = {} AND attempts = {} AND done_at IS NULL
"""
HAND_BACK = """
UPDATE outgoing_mail SET last_answer = {}, due_at = now() + {}, attempts = attempts - 1
WHERE id = {} AND attempts = {} AND done_at IS NULL
"""
POSTPONE = """
UPDATE outgoing_mail SET due_at = now() + {} WHERE id IN (
    SELECT id FROM outgoing_mail WHERE done_at IS NULL AND due_at <= now()
    ORDER BY id FOR UPDATE SKIP LOCKED
)
"""


@opens_transaction
async def claim(limit: int) -> list[Claimed]:
    """Due mails, each to one worker; a crash lets the lease run out. Oldest of each thread only.

    Mails of a group to somebody who has left it are dropped instead; those to suspended addresses fail.
    """
    while rows := await OutgoingMail.raw(CLAIM, limit, LEASE):
        ids = [row["id"] for row in rows]
        left = await OutgoingMail.raw(DROP_CLAIMED, LEFT, clock.today(), ids)
        dropped = {row["id"] for row in left} | await bounces.hold_suspended(ids)
        if claimed := [Claimed(**row) for row in rows if row["id"] not in dropped]:
            return claimed
    return []


@inside_transaction
async def drop_of_leaver(person_id: UUID, group_id: UUID) -> None:
    """What waits for somebody who has left the group; what may be leaving now is let go."""
    await OutgoingMail.raw(DROP_WAITING, LEFT, clock.today(), person_id, group_id)


@opens_transaction
async def renew(mail: Claimed) -> bool:
    """False when the lease ran out and somebody else has the mail."""
    return bool(await OutgoingMail.raw(RENEW, LEASE, mail.id, mail.attempts))


@opens_transaction
async def mark_sent(answers: Sequence[tuple[Claimed, str]]) -> None:
    """Mails that the server took, with its words."""
    await OutgoingMail.raw(
        FINISH_SENT,
        [mail.id for mail, _ in answers],
        [mail.attempts for mail, _ in answers],
        [answer for _, answer in answers],
    )


@opens_transaction
async def mark_failed(mail: Claimed, answer: str, *, hard: bool = False) -> None:
    """`hard`: the address itself is no good and this counts towards its suspension."""
    if await OutgoingMail.raw(FINISH, MailState.FAILED, answer, mail.id, mail.attempts) and hard:
        await bounces.count(mail.id, answer, now=clock.now())


@opens_transaction
async def mark_delayed(mail: Claimed, answer: str) -> None:
    """After 48 hours of delays it has failed."""
    if gives_up(mail.attempts):
        await OutgoingMail.raw(FINISH, MailState.FAILED, answer, mail.id, mail.attempts)
        return
    delay = delay_after(mail.attempts)
    await OutgoingMail.raw(DELAY, MailState.DELAYED, answer, delay, mail.id, mail.attempts)


@opens_transaction
async def hold_back(mails: Iterable[Claimed], answer: str) -> None:
    """The server refuses us, not these people: states and attempts stay, the queue pauses."""
    for mail in mails:
        await OutgoingMail.raw(HAND_BACK, answer, PAUSE, mail.id, mail.attempts)
    await OutgoingMail.raw(POSTPONE, PAUSE)


@opens_transaction
async def send_again(actor: Actor, mail_id: UUID, *, now: datetime) -> None:
    """The same bytes under the same Message-ID, due at once. Raises NotFound, RuleViolation."""
    mail = await access.mail_to_change(actor, mail_id)
    check_can_be_sent_again(mail)
    if mail.state == MailState.WAITING:
        return  # pressed twice
    mail.state, mail.attempts, mail.due_at, mail.done_at = MailState.WAITING, 0, now, None
    await mail.save(
        [OutgoingMail.state, OutgoingMail.attempts, OutgoingMail.due_at, OutgoingMail.done_at]
    )
    await audit.record(actor, "mail.sent_again", mail_id, body_id=mail.body_id, kind=mail.kind)
    await OutgoingMail.raw("SELECT pg_notify({}, '')", WAKE)
