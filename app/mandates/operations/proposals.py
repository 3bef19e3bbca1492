"""Members say what the group should settle; who leads it or its office makes a mandate of it, or not."""

from datetime import datetime, timedelta
from uuid import UUID

from app.audit import operations as audit
from app.core import clock
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import RELOAD, RuleViolation, StaleVersion, existing
from app.groups import access as groups
from app.groups.queries.deciders import deciders
from app.groups.tables import Group, Membership
from app.mandates import mails, rules
from app.mandates.forms.mandates import MandateData
from app.mandates.forms.proposals import AnswerData, ProposalData
from app.mandates.operations.moving import NO_SUCH_POINT, add_mandate, step_of
from app.mandates.queries import origins
from app.mandates.tables import MandateKind, MandateProposal, MandateStatus, ProposalStatus
from app.outbox import operations as outbox
from app.people.queries.bodies import stored_body
from app.people.tables import Person

DECIDED = "Über diesen Vorschlag ist inzwischen entschieden."
STARTED = "Aus der Arbeit der Gruppe."
AT_ONCE = timedelta(microseconds=1)  # between two steps that are written together


@opens_transaction
async def propose(actor: Actor, group_id: UUID, data: ProposalData, *, now: datetime) -> None:
    """Who decides about it hears of it. The id comes from the form: sent twice, it is one proposal."""
    group = await groups.group_to_read(actor, group_id)
    known = await MandateProposal.objects().where(MandateProposal.id == data.id).first()
    if known is not None:
        if (known.group, known.person) != (group_id, actor.person_id):
            raise RuleViolation(RELOAD)
        return
    rules.check_working(group)
    await _check_point(actor, group_id, data.mandate.point_id)
    proposal = MandateProposal(
        id=data.id, group=group_id, person=actor.person_id, person_name=actor.name,
        kind=data.mandate.kind, title=data.mandate.title, reason=data.reason,
        decision_point=data.mandate.point_id, created_at=now,
    )  # fmt: skip
    if not await MandateProposal.insert(proposal).on_conflict(action="DO NOTHING"):
        return
    await audit.record(actor, "mandate.proposed", data.id, body_id=group.body, group=group_id)
    letter = await _letter(group, proposal)
    people = await deciders(actor, group, now)
    await outbox.enqueue([mails.mandate_proposed(letter, each) for each in people])


@opens_transaction
async def start(actor: Actor, group_id: UUID, data: ProposalData, *, now: datetime) -> None:
    """Who decides about proposals needs to make none. Sent twice, it is one mandate."""
    group = await groups.group_to_lead(actor, group_id)
    rules.check_working(group)
    await _check_point(actor, group_id, data.mandate.point_id)
    await add_mandate(actor, group, data.mandate, f"{STARTED} {data.reason}".strip(), now=now)


async def _check_point(actor: Actor, group_id: UUID, point_id: UUID | None) -> None:
    if point_id and str(point_id) not in await origins.point_choices(actor, group_id):
        raise RuleViolation(NO_SUCH_POINT)


@opens_transaction
async def answer(
    actor: Actor, group_id: UUID, proposal_id: UUID, data: AnswerData, *, now: datetime
) -> None:
    """Who proposed it hears of it. The same answer again changes nothing; another one is stale."""
    group = await groups.group_to_change(actor, group_id)
    here = (MandateProposal.id == proposal_id) & (MandateProposal.group == group_id)
    proposal = existing(await MandateProposal.objects().where(here).lock_rows("UPDATE").first())
    status = ProposalStatus.ACCEPTED if data.accepted else ProposalStatus.DECLINED
    if proposal.status != ProposalStatus.OPEN:
        if (proposal.status, proposal.answer) == (status, data.answer):
            return
        raise StaleVersion(DECIDED, _told(proposal))
    proposal.status, proposal.answer = status, data.answer
    proposal.decided_by_name, proposal.decided_at = actor.name, now
    if data.accepted:
        await _accept(actor, group, proposal, data, now)
    await proposal.save()
    action = "mandate.proposal_accepted" if data.accepted else "mandate.proposal_declined"
    await audit.record(actor, action, proposal_id, body_id=group.body, group=group_id)
    await _tell(group, proposal)


def _told(proposal: MandateProposal) -> str:
    said = f"{ProposalStatus(proposal.status).label} von {proposal.decided_by_name}"
    return f"{said}: {proposal.answer}" if proposal.answer else said


@inside_transaction
async def _accept(
    actor: Actor, group: Group, proposal: MandateProposal, data: AnswerData, now: datetime
) -> None:
    """Its history begins with who proposed it, under their name; then comes who accepted it."""
    rules.check_working(group)
    mandate = MandateData(
        id=proposal.id, kind=MandateKind(proposal.kind), title=proposal.title,
        point_id=proposal.decision_point, due_on=data.due_on,
    )  # fmt: skip
    accepted = f"Vorschlag angenommen. {data.answer}".strip()
    await add_mandate(actor, group, mandate, accepted, now=now)
    first = step_of(
        actor, proposal.id, MandateStatus.OPEN, f"Als Auftrag vorgeschlagen. {proposal.reason}".strip(),
        at=now - AT_ONCE,
    )  # fmt: skip
    first.person, first.person_name = proposal.person, proposal.person_name
    await first.save()
    proposal.mandate = proposal.id


@inside_transaction
async def close_open(
    actor: Actor, group: Group, why: str, *, heir: Group | None = None, now: datetime
) -> None:
    """The group ends: an heir goes on with what its members have proposed, the rest is declined, and
    who proposed it hears why. The caller has locked the group.
    """
    proposals = (
        await MandateProposal.objects()
        .where(MandateProposal.group == group.id, MandateProposal.status == ProposalStatus.OPEN)
        .order_by(MandateProposal.id)
        .lock_rows("UPDATE")
    )
    for proposal in proposals:
        if heir and await _belongs(proposal.person, heir, now):
            proposal.group = heir.id
            action = "mandate.proposal_passed_on"
        else:
            proposal.status, proposal.answer = ProposalStatus.DECLINED, why
            proposal.decided_by_name, proposal.decided_at = actor.name, now
            action = "mandate.proposal_declined"
        await proposal.save()
        await audit.record(actor, action, proposal.id, body_id=group.body, group=group.id)
        if proposal.status == ProposalStatus.DECLINED:
            await _tell(group, proposal)


async def _belongs(person_id: UUID | None, group: Group, now: datetime) -> bool:
    day = clock.berlin(now).date()
    sits = Membership.until.is_null() | (Membership.until >= day)
    return await Membership.exists().where(
        Membership.person == person_id, Membership.group == group.id, Membership.since <= day, sits
    )


async def _tell(group: Group, proposal: MandateProposal) -> None:
    person = await Person.objects().where(Person.id == proposal.person).first()
    if person is not None and person.email and not person.blocked:
        letter = await _letter(group, proposal)
        await outbox.enqueue([mails.mandate_proposal_answered(letter, person)])


async def _letter(group: Group, proposal: MandateProposal) -> mails.Letter:
    body = await stored_body(group.body)
    return mails.Letter(group=group, body=body, proposal=proposal)
