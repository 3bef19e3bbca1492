"""Future meetings when people change: somebody else invites, comes instead, or stands here twice."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from app.core.actor import Actor
from app.core.db import inside_transaction
from app.invitations import rules
from app.invitations.forms import GuestList
from app.invitations.mails.kinds import invitation_changed, invitation_sent, invitation_withdrawn
from app.invitations.operations import post
from app.invitations.operations.guests import store
from app.invitations.operations.instances import meeting_in_series_to_change
from app.invitations.operations.letters import write_letter
from app.invitations.queries.candidates import Candidate
from app.invitations.queries.recipients import Recipient, recipients_of
from app.invitations.tables import Invitation
from app.meetings.tables import Meeting


@dataclass(frozen=True, kw_only=True)
class PassingOn:
    """`sender` signs from now on. `tell`: the others' mail named somebody else."""

    sender: str
    invite: Candidate | None = None
    withdraw: UUID | None = None
    tell: bool = False


@inside_transaction
async def pass_on(actor: Actor, meeting_id: UUID, passing: PassingOn, *, now: datetime) -> None:
    """The ORGANIZER address is the app's own and stays; on a living UID only its CN changes.

    Hence no CANCEL for those who stay invited. Their answers stay too.
    """
    meeting, group = await meeting_in_series_to_change(actor, meeting_id)
    rules.check_can_invite(meeting, now)
    told = await _others(meeting, passing) if passing.tell else []
    if told:
        await _raise_sequence(meeting, told, now)
    written = await write_letter(actor, meeting, group, now=now)
    letter = replace(written, sender=passing.sender)
    invited = await recipients_of(meeting_id)
    leaving = [to for to in invited if to.person_id == passing.withdraw]
    await _revoke([to.invitation_id for to in leaving], now)
    await post.send_cancels(letter, leaving, invitation_withdrawn)
    others = {to.invitation_id for to in told}
    again = [to for to in await recipients_of(meeting_id) if to.invitation_id in others]
    await post.send_requests(letter, again, invitation_changed, significant=False)
    if passing.invite and passing.invite.person_id not in {to.person_id for to in invited}:
        await store(meeting_id, [passing.invite], GuestList(frozenset(), frozenset()), now)
        new = [
            to for to in await recipients_of(meeting_id) if to.person_id == passing.invite.person_id
        ]
        await post.send_requests(letter, new, invitation_sent, significant=False)


async def _others(meeting: Meeting, passing: PassingOn) -> list[Recipient]:
    return [to for to in await post.told(meeting.id) if to.person_id != passing.withdraw]


async def _raise_sequence(meeting: Meeting, told: list[Recipient], now: datetime) -> None:
    """Above what anybody has seen; an answer that counts goes on counting."""
    meeting.sequence = max(meeting.sequence, *(to.sent_sequence or 0 for to in told)) + 1
    meeting.version += 1
    meeting.updated_at = now
    await meeting.save([Meeting.sequence, Meeting.version, Meeting.updated_at])
    valid = [
        to.invitation_id
        for to in told
        if to.answered_sequence is not None
        and not rules.is_stale(to.answered_sequence, to.sent_sequence)
    ]
    if valid:
        await Invitation.update({Invitation.answered_sequence: meeting.sequence}).where(
            Invitation.id.is_in(valid)
        )


async def _revoke(invitation_ids: list[UUID], now: datetime) -> None:
    if invitation_ids:
        await Invitation.update({Invitation.revoked_at: now}).where(
            Invitation.id.is_in(invitation_ids)
        )


@inside_transaction
async def withdraw_twin(
    actor: Actor, meeting_id: UUID, invitation_id: UUID, *, now: datetime
) -> None:
    """One person holds two invitations: a CANCEL takes this one off their calendar."""
    meeting, group = await meeting_in_series_to_change(actor, meeting_id)
    letter = await write_letter(actor, meeting, group, now=now)
    invited = await recipients_of(meeting_id)
    twin = [to for to in invited if to.invitation_id == invitation_id]
    await _revoke([invitation_id], now)
    await post.send_cancels(letter, twin, invitation_withdrawn)
