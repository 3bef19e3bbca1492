"""The step all invitation mails share: number them, remember what was sent, put them out."""

from collections.abc import Callable, Sequence
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
from app.outbox.queries import known_keys, known_message_ids
from app.outbox.rules import Outgoing
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
async def send_requests(
    letter: Letter, people: Sequence[Recipient], mail: Mail, *, significant: bool
) -> None:
    """REQUESTs. A mail that still waits is overtaken; who has got none yet is simply invited."""
    posts = [numbered(letter, to, significant=significant) for to in people]
    sent_twice = await known_keys([mails.dedupe_key(letter, post) for post in posts])
    posts = [post for post in posts if mails.dedupe_key(letter, post) not in sent_twice]
    reached = await _drop_older(letter, [post.to for post in posts])
    out = []
    for post in posts:
        told = post.to.invitation_id in reached
        kind = mail if told or post.to.sent_sequence is None else mails.invitation_sent
        moved = post.to.address != post.to.current_address
        out.append((await _move_house(letter, post, told_before=told) if moved else post, kind))
    await _put_out(letter, out)


async def _drop_older(letter: Letter, people: Sequence[Recipient]) -> set[UUID]:
    """Invitations of whom any mail has reached; one that retention has deleted since did."""
    threads = {mails.thread_key(letter.meeting.uid, to): to for to in people}
    left = await outbox.drop_unsent(threads, now=letter.now)
    firsts = {to.first_message_id for to in people if to.first_message_id}
    gone = firsts - await known_message_ids(firsts)
    return {
        to.invitation_id
        for key, to in threads.items()
        if key in left or to.first_message_id in gone
    }


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
async def send_cancels(letter: Letter, people: Sequence[Recipient], mail: Mail) -> None:
    """CANCELs, always with a higher SEQUENCE. Who never got an invitation gets no mail at all."""
    reached = await _drop_older(letter, people)
    posts = [numbered(letter, to, significant=True) for to in people if to.invitation_id in reached]
    await _put_out(letter, [(post, mail) for post in posts])


def numbered(letter: Letter, to: Recipient, *, significant: bool) -> Post:
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


NUMBERED = """
UPDATE invitation SET sent_sequence = n.sequence, sent_stamp = n.stamp, first_message_id = n.first
FROM unnest({}::uuid[], {}::integer[], {}::timestamptz[], {}::text[]) AS n(id, sequence, stamp, first)
WHERE invitation.id = n.id
"""


async def _put_out(letter: Letter, out: Sequence[tuple[Post, Mail]]) -> None:
    await outbox.enqueue([mail(letter, post) for post, mail in out])
    posts = [post for post, _ in out]
    await Invitation.raw(
        NUMBERED,
        [post.to.invitation_id for post in posts],
        [post.sequence for post in posts],
        [post.stamp for post in posts],
        [post.to.first_message_id or post.message_id for post in posts],
    )
