from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from piccolo.columns import Column

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import NotFound
from app.core.tokens import hash_of
from app.groups.tables import Group
from app.invitations import mails, queries, rules
from app.invitations.access import invitation_of
from app.invitations.forms import GuestList
from app.invitations.operations import post
from app.invitations.queries import Candidate, Recipient
from app.invitations.tables import Answer, Invitation
from app.meetings.access import meeting_to_change
from app.meetings.operations.meetings import mark_invited
from app.meetings.tables import Meeting


@opens_transaction
async def invite_people(actor: Actor, meeting_id: UUID, guests: GuestList, *, now: datetime) -> int:
    """Members of that day who are not invited yet get one mail each; returns how many.

    Sent twice, the second time finds everybody invited.
    """
    meeting, group = await meeting_to_change(actor, meeting_id)
    return await add_to(actor, meeting, group, guests, now=now)


@inside_transaction
async def add_to(
    actor: Actor, meeting: Meeting, group: Group, guests: GuestList, *, now: datetime
) -> int:
    """To a locked meeting; returns how many are new."""
    rules.check_can_invite(meeting, now)
    candidates = await queries.candidates(meeting, group)
    chosen = [each for each in candidates if each.person_id in guests.people and not each.invited]
    if not chosen:
        return 0
    await store(meeting.id, chosen, guests, now)
    await mark_invited(meeting, now=now)
    letter = await post.write_letter(actor, meeting, group, now=now)
    new = {each.person_id for each in chosen}
    people = [to for to in await queries.recipients_of(meeting.id) if to.person_id in new]
    await post.send_requests(letter, people, mails.invitation_sent, significant=False)
    await audit.record(actor, "meeting.invited", meeting.id, body_id=group.body, people=len(chosen))
    return len(chosen)


@inside_transaction
async def store(
    meeting_id: UUID, chosen: list[Candidate], guests: GuestList, now: datetime
) -> None:
    """New rows, or the old ones of those who were taken off and are asked again."""
    again = await _ask_again(meeting_id, chosen, guests)
    new = [
        _invitation(meeting_id, each, required=each.person_id not in guests.optional, now=now)
        for each in chosen
        if each.person_id not in again
    ]
    if new:
        await Invitation.insert(*new)


async def _ask_again(meeting_id: UUID, chosen: list[Candidate], guests: GuestList) -> set[UUID]:
    known = await Invitation.select(Invitation.person).where(Invitation.meeting == meeting_id)
    again = {row["person"] for row in known}
    for each in chosen:
        if each.person_id in again:
            columns: dict[Column | str, Any] = {
                Invitation.address: each.address,
                Invitation.required: each.person_id not in guests.optional,
                Invitation.answer: Answer.OPEN,
                Invitation.answered_at: None,
                Invitation.answered_sequence: None,
                Invitation.revoked_at: None,
            }
            await Invitation.update(columns).where(
                Invitation.meeting == meeting_id, Invitation.person == each.person_id
            )
    return again


def _invitation(meeting_id: UUID, each: Candidate, *, required: bool, now: datetime) -> Invitation:
    invitation_id = uuid4()
    return Invitation(
        id=invitation_id,
        meeting=meeting_id,
        person=each.person_id,
        address=each.address,
        required=required,
        reply_token_hash=hash_of(rules.reply_token(invitation_id)),
        answer_token_hash=hash_of(rules.answer_token(invitation_id)),
        created_at=now,
    )


@opens_transaction
async def send_again(
    actor: Actor, meeting_id: UUID, invitation_id: UUID, once: UUID, *, now: datetime
) -> None:
    """The same invitation with a new DTSTAMP; `once` is the form's id."""
    meeting, group = await meeting_to_change(actor, meeting_id)
    rules.check_can_invite(meeting, now)
    to = await _active(meeting_id, invitation_id)
    letter = await post.write_letter(actor, meeting, group, now=now, once=once.hex)
    await post.send_requests(letter, [to], mails.invitation_sent, significant=False)
    await audit.record(actor, "invitation.sent_again", invitation_id, body_id=group.body)


@opens_transaction
async def uninvite(actor: Actor, meeting_id: UUID, invitation_id: UUID, *, now: datetime) -> None:
    """Takes one person off: their links end, and a CANCEL goes to them alone."""
    meeting, group = await meeting_to_change(actor, meeting_id)
    await take_off(actor, meeting, group, invitation_id, now=now)


@inside_transaction
async def take_off(
    actor: Actor, meeting: Meeting, group: Group, invitation_id: UUID, *, now: datetime
) -> None:
    """From a locked meeting; somebody who is off it already gets nothing."""
    invitation = await invitation_of(meeting.id, invitation_id)
    if invitation.revoked_at is not None:
        return
    rules.check_can_invite(meeting, now)
    letter = await post.write_letter(actor, meeting, group, now=now)
    to = await _active(meeting.id, invitation_id)
    await post.send_cancels(letter, [to], mails.invitation_withdrawn)
    await Invitation.update({Invitation.revoked_at: now}).where(Invitation.id == invitation_id)
    await audit.record(actor, "invitation.withdrawn", invitation_id, body_id=group.body)


async def _active(meeting_id: UUID, invitation_id: UUID) -> Recipient:
    for to in await queries.recipients_of(meeting_id):
        if to.invitation_id == invitation_id:
            return to
    raise NotFound
