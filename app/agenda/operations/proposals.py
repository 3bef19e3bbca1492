from datetime import datetime
from uuid import UUID, uuid4

from app.agenda import mails, rules
from app.agenda.forms import AnswerData, ProposalData
from app.agenda.tables import AgendaProposal, ProposalStatus
from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import opens_transaction
from app.core.errors import existing
from app.groups.queries.deciders import deciders
from app.groups.tables import Group
from app.meetings.access import meeting_to_change, meeting_to_read
from app.meetings.operations.agenda import append_items
from app.meetings.rules import check_can_be_changed
from app.meetings.tables import AgendaItem, Meeting
from app.outbox import operations as outbox
from app.people.queries.bodies import stored_body
from app.people.tables import Person


@opens_transaction
async def propose(actor: Actor, meeting_id: UUID, data: ProposalData, *, now: datetime) -> None:
    """Who decides about it hears of it. The id comes from the form: sent twice, it is one proposal."""
    meeting, group = await meeting_to_read(actor, meeting_id)
    if await AgendaProposal.exists().where(AgendaProposal.id == data.id):
        return
    rules.check_may_propose(group, meeting, now)
    proposal = AgendaProposal(
        id=data.id, meeting=meeting_id, person=actor.person_id, person_name=actor.name,
        title=data.title, reason=data.reason, minutes=data.minutes, created_at=now,
    )  # fmt: skip
    if not await AgendaProposal.insert(proposal).on_conflict(action="DO NOTHING"):
        return
    await audit.record(actor, "agenda.proposed", meeting_id, body_id=group.body)
    await _ask(actor, meeting, group, proposal)


@opens_transaction
async def answer(
    actor: Actor, meeting_id: UUID, proposal_id: UUID, data: AnswerData, *, now: datetime
) -> None:
    """Accepted, it stands at the end of the agenda. Who proposed it hears of it by mail."""
    meeting, group = await meeting_to_change(actor, meeting_id)
    here = (AgendaProposal.id == proposal_id) & (AgendaProposal.meeting == meeting_id)
    proposal = existing(await AgendaProposal.objects().where(here).lock_rows("UPDATE").first())
    rules.check_undecided(proposal)
    if data.accepted:
        proposal.agenda_item = await _on_the_agenda(meeting, proposal, now)
    proposal.status = ProposalStatus.ACCEPTED if data.accepted else ProposalStatus.DECLINED
    proposal.answer, proposal.decided_by_name, proposal.decided_at = data.answer, actor.name, now
    await proposal.save()
    action = "agenda.proposal_accepted" if data.accepted else "agenda.proposal_declined"
    await audit.record(actor, action, meeting_id, body_id=group.body)
    await _tell(meeting, group, proposal)


async def _on_the_agenda(meeting: Meeting, proposal: AgendaProposal, now: datetime) -> UUID:
    check_can_be_changed(meeting)
    item_id = uuid4()
    item = AgendaItem(
        id=item_id, meeting=meeting.id, position=0, title=proposal.title,
        minutes=proposal.minutes, presenter=proposal.person_name[:200], note=proposal.reason,
    )  # fmt: skip
    await append_items(meeting, [item], now=now)
    await Meeting.update({Meeting.updated_at: now}).where(Meeting.id == meeting.id)
    return item_id


async def _ask(actor: Actor, meeting: Meeting, group: Group, proposal: AgendaProposal) -> None:
    letter = await _letter(meeting, group, proposal)
    until = rules.proposals_until(group, meeting)
    people = await deciders(actor, group, proposal.created_at)
    assert until is not None
    await outbox.enqueue([mails.meeting_proposal_received(letter, each, until) for each in people])


async def _tell(meeting: Meeting, group: Group, proposal: AgendaProposal) -> None:
    """Also somebody of the office, who is no member."""
    person = await Person.objects().where(Person.id == proposal.person).first()
    if person is not None and person.email:
        letter = await _letter(meeting, group, proposal)
        await outbox.enqueue([mails.meeting_proposal_answered(letter, person)])


async def _letter(meeting: Meeting, group: Group, proposal: AgendaProposal) -> mails.Letter:
    body = await stored_body(group.body)
    return mails.Letter(meeting=meeting, group=group, body=body, proposal=proposal)
