"""Mail waits as a row of the same transaction as the change it tells of."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from app.audit import operations as audit
from app.core import clock
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.settings import settings
from app.ical.message import Attachment, MailParts, compose
from app.notifications import operations as notifications
from app.notifications.rules import News, address_to_unsubscribe, topic_of
from app.outbox import access
from app.outbox.bounces import bounce_address
from app.outbox.claims import DROP_WAITING, LEFT
from app.outbox.rules import NOT_WRITTEN, Outgoing, check_can_be_sent_again
from app.outbox.tables import MailState, OutgoingMail

WAKE = "outgoing_mail"  # the channel the worker listens on


def own_address() -> str:
    """Where mail comes from that is no invitation."""
    return settings().mail_sender or f"spurwerk@{settings().mail_domain}"


# created_at by the clock, not of the transaction: mails of one thread leave in the order of storing.
STORE = """
INSERT INTO outgoing_mail (created_at, due_at, id, body_id, person_id, subject_id, group_id, kind,
  recipient_name, recipient_address, subject, message_id, dedupe_key, thread_key, envelope_sender,
  mime)
SELECT clock_timestamp(), coalesce({}::timestamptz, now()), mail.* FROM unnest({}::uuid[], {}::uuid[], {}::uuid[], {}::uuid[],
  {}::uuid[], {}::text[], {}::text[], {}::text[], {}::text[], {}::text[], {}::text[], {}::text[],
  {}::text[], {}::bytea[]) AS mail
ON CONFLICT (dedupe_key) DO NOTHING RETURNING id
"""

WRITE = """
UPDATE outgoing_mail SET mime = n.mime
FROM unnest({}::uuid[], {}::bytea[]) AS n(id, mime)
WHERE outgoing_mail.id = n.id AND done_at IS NULL AND octet_length(outgoing_mail.mime) = 0
"""
GIVE_UP = """
UPDATE outgoing_mail SET state = 'failed', done_at = now(), last_answer = {}
WHERE id = ANY({}::uuid[]) AND done_at IS NULL
"""


@inside_transaction
async def enqueue(mails: Iterable[Outgoing], *, not_before: datetime | None = None) -> int:
    """Stores each mail once per dedupe_key, bytes and Message-ID fixed; returns how many are new.

    A mail whose person gets this topic once a day or not at all is none: it is kept back.
    """
    mails = list(mails)
    held = await notifications.keep_back([news for mail in mails for news in _news(mail)])
    own = [_row(mail) for mail in mails if mail.dedupe_key not in held]
    return len(await _store(own, not_before))


def _news(mail: Outgoing) -> Iterator[News]:
    """Nothing where the mail goes at once whatever its person has chosen."""
    topic = topic_of(mail.kind)
    if topic is None or mail.person_id is None or mail.body_id is None:
        return
    if mail.calendar is None and not mail.attachments:
        yield News(
            topic=topic, kind=mail.kind, person_id=mail.person_id, body_id=mail.body_id,
            group_id=mail.group_id, title=mail.subject, text=mail.text, dedupe_key=mail.dedupe_key,
        )  # fmt: skip


@inside_transaction
async def wake_worker() -> None:
    """It looks at once for what there is to do; delivered only at commit."""
    await OutgoingMail.raw("SELECT pg_notify({}, '')", WAKE)


@inside_transaction
async def _store(rows: Sequence[tuple[Any, ...]], not_before: datetime | None = None) -> set[UUID]:
    if not rows:
        return set()
    columns = (list(column) for column in zip(*rows, strict=True))
    stored = await OutgoingMail.raw(STORE, not_before, *columns)
    if stored:
        await wake_worker()
    return {row["id"] for row in stored}


@inside_transaction
async def reserve(mails: Sequence[Outgoing]) -> list[UUID | None]:
    """Rows whose content is written later: they hold their place in the thread, and do not leave.

    Their ids in the order of `mails`, None for a dedupe_key that is known. Each has a message_id.
    """
    rows = [_row(mail, written=False) for mail in mails]
    stored = await _store(rows)
    return [row[0] if row[0] in stored else None for row in rows]


@inside_transaction
async def reserved(mail_ids: Collection[UUID]) -> dict[UUID, tuple[str, str]]:
    """Name and address of those that are still to be written; overtaken ones are not."""
    rows = await OutgoingMail.select(
        OutgoingMail.id, OutgoingMail.recipient_name, OutgoingMail.recipient_address
    ).where(OutgoingMail.id.is_in(list(mail_ids)), OutgoingMail.done_at.is_null())
    return {row["id"]: (row["recipient_name"], row["recipient_address"]) for row in rows}


@inside_transaction
async def write(contents: Mapping[UUID, bytes]) -> None:
    """The bytes of reserved mails, once; what has been overtaken meanwhile stays empty."""
    await OutgoingMail.raw(WRITE, list(contents), list(contents.values()))
    await wake_worker()


@inside_transaction
async def give_up_writing(mail_ids: Collection[UUID]) -> None:
    """So that they stand where somebody sees them, and no later mail of their thread waits."""
    await OutgoingMail.raw(GIVE_UP, NOT_WRITTEN, list(mail_ids))


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


def _row(mail: Outgoing, *, written: bool = True) -> tuple[Any, ...]:
    """In the order of STORE."""
    row_id = uuid4()
    message_id = mail.message_id or f"<{row_id.hex}@{settings().mail_domain}>"
    return (
        row_id, mail.body_id, mail.person_id, mail.subject_id, mail.group_id, mail.kind,
        mail.recipient_name, mail.recipient_address, mail.subject, message_id, mail.dedupe_key, mail.thread_key,
        bounce_address(row_id, settings().mail_domain), composed(mail, message_id) if written else b"",
    )  # fmt: skip


def composed(mail: Outgoing, message_id: str) -> bytes:
    """The whole message as it is sent, 7 bit; the same words at another time are other bytes."""
    return compose(_parts(mail, message_id))


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
        list_unsubscribe=mail.list_unsubscribe or _way_out(mail),
        reply_to=mail.reply_to,
        calendar=mail.calendar,
        calendar_method=mail.calendar_method,
        attachments=[
            Attachment(part.name, *_main_and_sub(part.media_type), part.content)
            for part in mail.attachments
        ],
    )


def _way_out(mail: Outgoing) -> str | None:
    if mail.calendar is not None:
        return None
    return address_to_unsubscribe(settings().base_url, mail.kind, mail.person_id, clock.today())


def _main_and_sub(media_type: str) -> tuple[str, str]:
    main, _, sub = media_type.partition("/")
    return main, sub


@inside_transaction
async def drop_of_leaver(person_id: UUID, group_id: UUID) -> None:
    """What waits for somebody who has left the group; what may be leaving now is let go."""
    await OutgoingMail.raw(DROP_WAITING, LEFT, clock.today(), person_id, group_id)


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
    await wake_worker()
