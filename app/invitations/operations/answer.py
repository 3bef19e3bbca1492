from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.invitations import rules
from app.invitations.access import invitation_by_token, invitation_of, invitation_to_answer
from app.invitations.forms import AnswerData
from app.invitations.tables import Invitation
from app.people.tables import Person


@opens_transaction
async def answer_own(actor: Actor, meeting_id: UUID, data: AnswerData, *, now: datetime) -> None:
    invitation, meeting = await invitation_to_answer(actor, meeting_id)
    rules.check_can_answer(meeting, now)
    await record_answer(actor, invitation, data, body_id=meeting.group.body, now=now)


@opens_transaction
async def answer_by_link(token: str, data: AnswerData, *, now: datetime) -> None:
    """Who holds the link answers as the invited person."""
    found, meeting = await invitation_by_token(token, now=now)
    invitation = await invitation_of(meeting.id, found.id)
    holder = await _holder(invitation)
    await record_answer(holder, invitation, data, body_id=meeting.group.body, now=now)


@opens_transaction
async def deny_by_link(token: str, *, now: datetime) -> None:
    """No answer; only a note that the link went to somebody else."""
    invitation, meeting = await invitation_by_token(token, now=now)
    holder = Actor(person_id=UUID(int=0), name="Unbekannt, über den Antwort-Link")
    await audit.record(holder, "invitation.denied", invitation.id, body_id=meeting.group.body)


@inside_transaction
async def record_answer(
    actor: Actor, invitation: Invitation, data: AnswerData, *, body_id: UUID, now: datetime
) -> None:
    """For web and mail; the row is locked. Belongs to the date that was sent last."""
    invitation.answer = data.answer
    invitation.comment = data.comment
    invitation.deputy_name = data.deputy_name
    invitation.answered_at = now
    invitation.answered_sequence = invitation.sent_sequence or 0
    await invitation.save(
        [
            Invitation.answer,
            Invitation.comment,
            Invitation.deputy_name,
            Invitation.answered_at,
            Invitation.answered_sequence,
        ]
    )
    await audit.record(
        actor, "invitation.answered", invitation.id, body_id=body_id, answer=data.answer.value
    )


async def _holder(invitation: Invitation) -> Actor:
    person = await Person.objects().where(Person.id == invitation.person).first()
    assert person is not None
    return Actor(person_id=person.id, name=f"{person.given_name} {person.family_name}")
