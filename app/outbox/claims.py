"""What one delivery does to the rows: claimed with a lease, sent, marked (docs/adr/0003)."""

from collections.abc import Iterable, Sequence

from app.core import clock
from app.core.db import opens_transaction
from app.outbox import bounces
from app.outbox.rules import LEASE, PAUSE, Claimed, delay_after, gives_up
from app.outbox.tables import MailState, OutgoingMail

CLAIM = """
WITH due AS (
    SELECT mail.id, mail.due_at FROM outgoing_mail AS mail
    WHERE mail.done_at IS NULL AND mail.due_at <= now() AND octet_length(mail.mime) > 0
        AND NOT EXISTS (
        SELECT 1 FROM outgoing_mail AS older
        WHERE mail.thread_key <> '' AND older.thread_key = mail.thread_key
            AND older.done_at IS NULL
            AND (older.created_at, older.id) < (mail.created_at, mail.id)
    )
    ORDER BY mail.due_at, mail.id LIMIT {} FOR UPDATE OF mail SKIP LOCKED
), claimed AS (
    UPDATE outgoing_mail AS mail SET due_at = now() + {}, attempts = attempts + 1
    FROM due WHERE mail.id = due.id
    RETURNING mail.id, mail.attempts, mail.envelope_sender, mail.recipient_address, mail.mime,
        due.due_at AS was_due
)
SELECT id, attempts, envelope_sender, recipient_address, mime FROM claimed ORDER BY was_due, id
"""
# Asked by SQL when a mail leaves, because people leave by many ways and by the day's passing:
# this room knows people and groups only by their ids.
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
