from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.invitations import denial, rules, series_answers
from app.invitations.access import invitation_by_token, invitation_of, invitation_to_answer
from app.invitations.forms import AnswerData
from app.invitations.tables import Invitation, SeriesInvitation
from app.meetings.tables import MeetingSeries
from app.outbox import operations as outbox
from app.people.queries.bodies import stored_body
from app.people.tables import Person


@opens_transaction
async def answer_own(actor: Actor, meeting_id: UUID, data: AnswerData, *, now: datetime) -> None:
    invitation, meeting = await invitation_to_answer(actor, meeting_id)
    rules.check_still_open(meeting, now)
    await record_answer(actor, invitation, data, body_id=meeting.group.body, now=now)


@opens_transaction
async def answer_by_link(token: str, data: AnswerData, *, now: datetime) -> None:
    """Who holds the link answers as the invited person."""
    found, meeting = await invitation_by_token(token, now=now)
    rules.check_still_open(meeting, now)
    invitation = await invitation_of(meeting.id, found.id)
    holder = await holder_of(invitation.person)
    await record_answer(holder, invitation, data, body_id=meeting.group.body, now=now)


@opens_transaction
async def deny_by_link(token: str, *, now: datetime) -> None:
    """No answer; the office learns, once per invitation, that the link went to somebody else."""
    if await series_answers.is_of_series(token):
        of_series = await series_answers.by_token(token, now=now)
        series = await MeetingSeries.objects().get(MeetingSeries.id == of_series.series)
        assert series is not None
        await _denied(of_series, series.title, await series_answers.body_of(of_series))
        return
    invitation, meeting = await invitation_by_token(token, now=now)
    await _denied(invitation, meeting.title, meeting.group.body)


@inside_transaction
async def _denied(invitation: Invitation | SeriesInvitation, title: str, body_id: UUID) -> None:
    stranger = Actor(person_id=UUID(int=0), name="Unbekannt, über den Antwort-Link")
    await audit.record(stranger, "invitation.denied", invitation.id, body_id=body_id)
    body = await stored_body(body_id)
    holder = await holder_of(invitation.person)
    if body.contact_mail:
        case = denial.Denial(invitation.id, holder.name, str(invitation.address), title)
        await outbox.enqueue([denial.link_denied(case, body)])


@inside_transaction
async def record_answer(
    actor: Actor, invitation: Invitation, data: AnswerData, *, body_id: UUID, now: datetime
) -> None:
    """For web and mail; the row is locked. Belongs to the date that was sent last."""
    invitation.answer = data.answer
    invitation.comment = data.comment
    invitation.deputy_name = data.deputy_name
    invitation.answered_at = now
    invitation.answered_stamp = now  # what was mailed before this moment counts no longer
    invitation.answered_sequence = await _sent_last(invitation)
    invitation.answer_note = ""
    await invitation.save(
        [
            Invitation.answer,
            Invitation.comment,
            Invitation.deputy_name,
            Invitation.answered_at,
            Invitation.answered_stamp,
            Invitation.answered_sequence,
            Invitation.answer_note,
        ]
    )
    await audit.record(
        actor, "invitation.answered", invitation.id, body_id=body_id, answer=data.answer.value
    )


async def _sent_last(invitation: Invitation) -> int:
    """SEQUENCE the person has seen: of the meeting's own mails or of its series."""
    own = invitation.sent_sequence or 0
    if invitation.series_invitation is None:
        return own
    series = await SeriesInvitation.objects().get(
        SeriesInvitation.id == invitation.series_invitation
    )
    return max(own, (series.sent_sequence or 0) if series else 0)


@inside_transaction
async def holder_of(person_id: UUID) -> Actor:
    """Whoever has the link, as the person it was sent to."""
    person = await Person.objects().where(Person.id == person_id).first()
    assert person is not None
    return Actor(person_id=person.id, name=f"{person.given_name} {person.family_name}")
