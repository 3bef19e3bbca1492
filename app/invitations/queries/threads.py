from collections.abc import Collection
from uuid import UUID

from app.invitations.tables import Invitation
from app.outbox.tables import MailState, OutgoingMail


async def waiting_threads(thread_keys: Collection[str]) -> set[str]:
    """Those in which a mail has not left yet, or may be leaving at this moment."""
    if not thread_keys:
        return set()
    found = await OutgoingMail.select(OutgoingMail.thread_key).where(
        OutgoingMail.thread_key.is_in(list(thread_keys)), OutgoingMail.done_at.is_null()
    )
    return {row["thread_key"] for row in found}


async def reached_threads(thread_keys: Collection[str]) -> set[str]:
    """As outbox.operations.drop_unsent answers, and drops nothing."""
    if not thread_keys:
        return set()
    claimed = (OutgoingMail.state == MailState.WAITING) & (OutgoingMail.attempts > 0)
    found = await OutgoingMail.select(OutgoingMail.thread_key).where(
        OutgoingMail.thread_key.is_in(list(thread_keys)),
        (OutgoingMail.state == MailState.SENT) | (OutgoingMail.done_at.is_null() & claimed),
    )
    return {row["thread_key"] for row in found}


async def meetings_with_guests(meeting_ids: Collection[UUID]) -> set[UUID]:
    """Of these, to which somebody is invited who is not invited to the series."""
    if not meeting_ids:
        return set()
    rows = await Invitation.select(Invitation.meeting).where(
        Invitation.meeting.is_in(list(meeting_ids)),
        Invitation.series_invitation.is_null(),
        Invitation.revoked_at.is_null(),
    )
    return {row["meeting"] for row in rows}
