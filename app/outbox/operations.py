"""Mail waits as a row of the same transaction as the change it tells of."""

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from app.core import clock
from app.core.db import inside_transaction
from app.core.settings import settings
from app.ical.message import Attachment, MailParts, compose
from app.outbox.rules import Outgoing
from app.outbox.tables import MailState, OutgoingMail

WAKE = "outgoing_mail"  # the channel the worker listens on


def own_address() -> str:
    """Where mail comes from that is no invitation."""
    return settings().mail_sender or f"spurwerk@{settings().mail_domain}"


@inside_transaction
async def enqueue(mails: Iterable[Outgoing]) -> int:
    """Stores each mail once per dedupe_key, bytes and Message-ID fixed; returns how many are new."""
    rows = [_row(mail) for mail in mails]
    if not rows:
        return 0
    stored = (
        await OutgoingMail.insert(*rows)
        .on_conflict(target=OutgoingMail.dedupe_key, action="DO NOTHING")
        .returning(OutgoingMail.id)
    )
    if stored:
        await OutgoingMail.raw("SELECT pg_notify({}, '')", WAKE)  # delivered only at commit
    return len(stored)


@inside_transaction
async def drop_unsent(thread_key: str, *, now: datetime) -> bool:
    """What still waits in this thread is overtaken and never leaves; locks its rows.

    Returns whether an earlier mail has left the house or may be leaving at this moment
    (claimed, answer not known yet). If not, nobody has to be told of a change.
    """
    rows = (
        await OutgoingMail.objects()
        .where(OutgoingMail.thread_key == thread_key)
        .lock_rows("UPDATE")
    )
    waiting = [row for row in rows if row.done_at is None]
    if waiting:
        await OutgoingMail.update(
            {OutgoingMail.state: MailState.DROPPED, OutgoingMail.done_at: now}
        ).where(OutgoingMail.id.is_in([row.id for row in waiting]))
    claimed = [row for row in waiting if row.state == MailState.WAITING and row.attempts]
    return bool(claimed) or any(row.state == MailState.SENT for row in rows)


def _row(mail: Outgoing) -> OutgoingMail:
    row_id = uuid4()
    message_id = mail.message_id or f"<{row_id.hex}@{settings().mail_domain}>"
    return OutgoingMail(
        id=row_id,
        body_id=mail.body_id,
        person_id=mail.person_id,
        subject_id=mail.subject_id,
        kind=mail.kind,
        recipient_name=mail.recipient_name,
        recipient_address=mail.recipient_address,
        subject=mail.subject,
        message_id=message_id,
        dedupe_key=mail.dedupe_key,
        thread_key=mail.thread_key,
        envelope_sender=f"bounce+{row_id.hex}@{settings().mail_domain}",
        mime=compose(_parts(mail, message_id)),
    )


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
