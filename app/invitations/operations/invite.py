from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import NotFound
from app.groups.tables import Group
from app.invitations import rules
from app.invitations.access import invitation_of
from app.invitations.forms import GuestList
from app.invitations.mails.kinds import invitation_sent, invitation_withdrawn
from app.invitations.operations import later, post
from app.invitations.operations.guests import accept_for, store
from app.invitations.operations.instances import meeting_in_series_to_change
from app.invitations.operations.letters import write_letter
from app.invitations.queries.candidates import Candidate, candidates, persons
from app.invitations.queries.recipients import Recipient, recipients_of
from app.invitations.tables import Invitation
from app.meetings.operations.meetings import mark_invited
from app.meetings.tables import Meeting


@opens_transaction
async def invite_people(actor: Actor, meeting_id: UUID, guests: GuestList, *, now: datetime) -> int:
    """Members of that day who are not invited yet get one mail each; returns how many.

    Sent twice, the second time finds everybody invited.
    """
    meeting, group = await meeting_in_series_to_change(actor, meeting_id)
    if len(guests.people) > later.AT_MOST:
        rules.check_can_invite(meeting, now)
        return await later.invite_later(actor, group, guests, about={"meeting": meeting_id})
    return await add_to(actor, meeting, group, guests, now=now)


@inside_transaction
async def add_to(
    actor: Actor, meeting: Meeting, group: Group, guests: GuestList, *, now: datetime
) -> int:
    """To a locked meeting; returns how many are new."""
    rules.check_can_invite(meeting, now)
    known = await candidates(meeting, group)
    chosen = [each for each in known if each.person_id in guests.people and not each.invited]
    return await _invite(actor, meeting, group, Chosen(chosen, guests), now=now)


@inside_transaction
async def invite_persons(
    actor: Actor,
    meeting: Meeting,
    group: Group,
    people: Collection[UUID],
    *,
    accepted: Collection[UUID] = (),
    now: datetime,
) -> int:
    """Also who is no member: they come as guests. To a locked meeting; returns how many are new.

    `accepted`: who has said yes already, so that the mail asks for no answer (RSVP=FALSE).
    """
    rules.check_can_invite(meeting, now)
    chosen = [each for each in await persons(meeting, people) if not each.invited]
    optional = frozenset(each.person_id for each in chosen if each.optional)
    yes = frozenset(each.person_id for each in chosen if each.person_id in accepted)
    picked = Chosen(chosen, GuestList(frozenset(people), optional), yes)
    return await _invite(actor, meeting, group, picked, now=now)


@dataclass(frozen=True)
class Chosen:
    """accepted: of whom a yes is known before the mail."""

    people: list[Candidate]
    guests: GuestList
    accepted: frozenset[UUID] = frozenset()


async def _invite(
    actor: Actor, meeting: Meeting, group: Group, chosen: Chosen, *, now: datetime
) -> int:
    if not chosen.people:
        return 0
    await store(meeting.id, chosen.people, chosen.guests, now)
    await accept_for(meeting.id, chosen.accepted, meeting.sequence, now)
    await mark_invited(meeting, now=now)
    letter = await write_letter(actor, meeting, group, now=now)
    new = {each.person_id for each in chosen.people}
    people = [to for to in await recipients_of(meeting.id) if to.person_id in new]
    await post.send_requests(letter, people, invitation_sent, significant=False)
    await audit.record(actor, "meeting.invited", meeting.id, body_id=group.body, people=len(new))
    return len(new)


@opens_transaction
async def send_again(
    actor: Actor, meeting_id: UUID, invitation_id: UUID, once: UUID, *, now: datetime
) -> None:
    """The same invitation with a new DTSTAMP; `once` is the form's id."""
    meeting, group = await meeting_in_series_to_change(actor, meeting_id)
    rules.check_can_invite(meeting, now)
    to = await _active(meeting_id, invitation_id)
    letter = await write_letter(actor, meeting, group, now=now, once=once.hex)
    await post.send_requests(letter, [to], invitation_sent, significant=False)
    await audit.record(actor, "invitation.sent_again", invitation_id, body_id=group.body)


@opens_transaction
async def uninvite(actor: Actor, meeting_id: UUID, invitation_id: UUID, *, now: datetime) -> None:
    """Takes one person off: their links end, and a CANCEL goes to them alone."""
    meeting, group = await meeting_in_series_to_change(actor, meeting_id)
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
    letter = await write_letter(actor, meeting, group, now=now)
    to = await _active(meeting.id, invitation_id)
    await Invitation.update({Invitation.revoked_at: now}).where(Invitation.id == invitation_id)
    await post.send_cancels(letter, [to], invitation_withdrawn)
    await audit.record(actor, "invitation.withdrawn", invitation_id, body_id=group.body)


async def _active(meeting_id: UUID, invitation_id: UUID) -> Recipient:
    for to in await recipients_of(meeting_id):
        if to.invitation_id == invitation_id:
            return to
    raise NotFound
