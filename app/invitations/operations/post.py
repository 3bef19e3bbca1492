"""The step all invitation mails share: number them, remember what was sent, put them out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from app.core.actor import Actor
from app.core.db import inside_transaction
from app.groups.tables import Group
from app.invitations import mails, queries, rules
from app.invitations.mails import Before, Letter, Post
from app.invitations.queries import Recipient
from app.invitations.tables import Invitation
from app.meetings.queries import agenda_of
from app.meetings.tables import Meeting
from app.outbox import operations as outbox
from app.outbox.rules import Outgoing
from app.outbox.tables import OutgoingMail
from app.people.tables import Body

Mail = Callable[[Letter, Post], Outgoing]


@inside_transaction
async def write_letter(
    actor: Actor,
    meeting: Meeting,
    group: Group,
    *,
    now: datetime,
    moved_from: Before | None = None,
    once: str = "",
) -> Letter:
    """What the meeting is at this moment of the transaction."""
    body = await Body.objects().where(Body.id == group.body).first()
    assert body is not None
    return Letter(
        meeting=meeting,
        group=group,
        body=body,
        agenda=await agenda_of(meeting.id),
        sender=actor.name,
        now=now,
        moved_from=moved_from,
        once=once,
    )


@inside_transaction
async def mailed(meeting_id: UUID) -> list[Recipient]:
    """Everybody a cancellation has to reach: invited, mailed, not taken off."""
    invited = await queries.recipients_of(meeting_id)
    return [to for to in invited if to.sent_sequence is not None]


@inside_transaction
async def told(meeting_id: UUID) -> list[Recipient]:
    """Everybody a change has to reach; who has left the group learns nothing new."""
    return [to for to in await mailed(meeting_id) if to.belongs]


@inside_transaction
async def send_request(letter: Letter, to: Recipient, mail: Mail, *, significant: bool) -> None:
    """REQUEST. A mail that still waits is overtaken; who has got none yet is simply invited."""
    post = _numbered(letter, to, significant=significant)
    if await OutgoingMail.exists().where(OutgoingMail.dedupe_key == mails.dedupe_key(letter, post)):
        return  # the same form sent twice
    left = await _drop_older(letter, to)
    if not left and to.sent_sequence is not None:
        mail = mails.invitation_sent
    if to.address != to.current_address:
        post = await _move_house(letter, post, told_before=left)
    await _put_out(letter, post, mail)


async def _drop_older(letter: Letter, to: Recipient) -> bool:
    """Whether any mail reached the person; one that retention has deleted since did."""
    left = await outbox.drop_unsent(mails.thread_key(letter.meeting.uid, to), now=letter.now)
    first = OutgoingMail.message_id == to.first_message_id
    return left or (bool(to.first_message_id) and not await OutgoingMail.exists().where(first))


async def _move_house(letter: Letter, post: Post, *, told_before: bool) -> Post:
    """The person has a new address: CANCEL to the old one; the answer comes along."""
    to = replace(post.to, address=post.to.current_address)
    await Invitation.update({Invitation.address: to.address}).where(
        Invitation.id == to.invitation_id
    )
    if not told_before:
        return replace(post, to=to)
    last = replace(post, sequence=post.sequence + 1)
    await outbox.enqueue([mails.invitation_withdrawn(replace(letter, once=""), last)])
    if post.keep_answer and to.answered_sequence is not None:
        await Invitation.update({Invitation.answered_sequence: last.sequence}).where(
            Invitation.id == to.invitation_id
        )
    return replace(last, to=to, stamp=rules.next_stamp(last.stamp, letter.now))


@inside_transaction
async def send_cancel(letter: Letter, to: Recipient, mail: Mail) -> None:
    """CANCEL, always with a higher SEQUENCE. Who never got an invitation gets no mail at all."""
    if await _drop_older(letter, to):
        await _put_out(letter, _numbered(letter, to, significant=True), mail)


def _numbered(letter: Letter, to: Recipient, *, significant: bool) -> Post:
    sequence = rules.sequence_to_send(
        letter.meeting.sequence, to.sent_sequence, significant=significant
    )
    stale = significant or rules.is_stale(to.answered_sequence, sequence)
    return Post(
        to=to,
        sequence=sequence,
        stamp=rules.next_stamp(to.sent_stamp, letter.now),
        keep_answer=not stale,
    )


async def _put_out(letter: Letter, post: Post, mail: Mail) -> None:
    await outbox.enqueue([mail(letter, post)])
    first = post.to.first_message_id or post.message_id
    await Invitation.update(
        {
            Invitation.sent_sequence: post.sequence,
            Invitation.sent_stamp: post.stamp,
            Invitation.first_message_id: first,
        }
    ).where(Invitation.id == post.to.invitation_id)
