"""Objections to minutes that were sent, and what becomes of them."""

from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core import clock
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import Forbidden, StaleVersion
from app.core.words import Visibility
from app.groups.tables import Group
from app.meetings.tables import Meeting
from app.minutes import access, objections, queries, rules
from app.minutes.closing_forms import Proposal
from app.minutes.mails import objections as mails
from app.minutes.objections import Settler
from app.minutes.operations.telling import tell_corrections
from app.minutes.operations.writing import replace_text
from app.minutes.rules import Settlement
from app.minutes.stands import Stand, stand_of
from app.minutes.tables import Objection, ObjectionStatus
from app.outbox import operations as outbox
from app.people.queries.bodies import stored_body
from app.people.tables import Person


@opens_transaction
async def raise_objection(
    actor: Actor, meeting_id: UUID, item_id: UUID, data: Proposal, *, now: datetime
) -> None:
    """Once per id. Who decides about it gets a mail.

    Raises RuleViolation after the period or once they are approved, StaleVersion with the text as
    it stands when somebody changed it since data.version.
    """
    meeting, group, minutes = await access.minutes_to_object(actor, meeting_id)
    item = await access.item_of(meeting, item_id)
    if await Objection.exists().where(Objection.id == data.id, Objection.minutes == minutes.id):
        return
    today = clock.berlin(now).date()
    rules.check_can_object(minutes, today=today)
    before = (await _text_seen(meeting_id, item_id, data.version)).text
    rules.check_is_another(before, data.wording)
    rules.check_none_waits(await _waiting(actor, item_id))
    objection = Objection(
        id=data.id, minutes=minutes.id, agenda_item=item.id, person=actor.person_id,
        person_name=actor.name, before=before, wording=data.wording, reason=data.reason,
        created_at=now,
    )  # fmt: skip
    if not await Objection.insert(objection).on_conflict(action="DO NOTHING"):
        return
    await audit.record(actor, "objection.raised", minutes.id, body_id=group.body, objection=data.id)
    about = await _about(meeting, group, objection)
    people = await objections.settlers(actor, group, today)
    await outbox.enqueue([mails.objection_raised(about, each) for each in people])


@inside_transaction
async def _text_seen(meeting_id: UUID, item_id: UUID, version: int) -> Stand:
    known = await stand_of(meeting_id, item_id)
    if version != known.version:
        raise StaleVersion(
            "Der Text dieses Punktes wurde inzwischen geändert. Bitte prüfen Sie Ihren Vorschlag.",
            known.text,
        )
    return known


@inside_transaction
async def _waiting(actor: Actor, item_id: UUID) -> int:
    found: int = await Objection.count().where(
        Objection.agenda_item == item_id,
        Objection.person == actor.person_id,
        Objection.status == ObjectionStatus.OPEN,
    )
    return found


@opens_transaction
async def accept_objection(
    actor: Actor, meeting_id: UUID, objection_id: UUID, version: int, *, now: datetime
) -> None:
    """Its wording becomes the text; who raised it gets a mail, and the members as the rule says.

    A second press changes nothing. Raises StaleVersion when the text moved since `version`, and
    RuleViolation where somebody else was first.
    """
    meeting, group, minutes = await access.minutes_to_change(actor, meeting_id)
    objection = await access.objection_of(minutes, objection_id)
    wanted = Settlement(ObjectionStatus.ACCEPTED, actor.name)
    if rules.is_settled_so(objection, wanted):
        return
    known = await _text_seen(meeting_id, objection.agenda_item, version)
    await replace_text(actor, minutes, known, objection.wording, now=now)
    await _settle(actor, group, objection, wanted, now)
    await _tell(meeting, group, objection)
    await tell_corrections(group, minutes, now=now)


@opens_transaction
async def decline_objection(
    actor: Actor, meeting_id: UUID, objection_id: UUID, answer: str, *, now: datetime
) -> None:
    """The text stays; who raised it gets a mail with the reason. A second press changes nothing.

    Raises RuleViolation where somebody else was first, or the reason was another.
    """
    meeting, group, minutes = await access.minutes_to_change(actor, meeting_id)
    objection = await access.objection_of(minutes, objection_id)
    wanted = Settlement(ObjectionStatus.DECLINED, actor.name, answer)
    if rules.is_settled_so(objection, wanted):
        return
    await _settle(actor, group, objection, wanted, now)
    await _tell(meeting, group, objection)
    await tell_corrections(group, minutes, now=now)


@opens_transaction
async def withdraw_objection(
    actor: Actor, meeting_id: UUID, objection_id: UUID, *, now: datetime
) -> None:
    """By who raised it, while nobody has decided; who would have decided gets a mail.

    A second press changes nothing. Raises Forbidden for everybody else, RuleViolation where
    somebody was first.
    """
    meeting, group, minutes = await access.minutes_to_object(actor, meeting_id)
    objection = await access.objection_of(minutes, objection_id)
    if not access.may_withdraw(actor, objection):
        raise Forbidden
    wanted = Settlement(ObjectionStatus.WITHDRAWN, actor.name)
    if rules.is_settled_so(objection, wanted):
        return
    rules.check_open(minutes)
    await _settle(actor, group, objection, wanted, now)
    about = await _about(meeting, group, objection)
    people = await objections.settlers(actor, group, clock.berlin(now).date())
    await outbox.enqueue([mails.objection_withdrawn(about, each) for each in people])
    await tell_corrections(group, minutes, now=now)


@inside_transaction
async def _settle(
    actor: Actor, group: Group, objection: Objection, wanted: Settlement, now: datetime
) -> None:
    objection.status, objection.answer = wanted.status, wanted.answer
    objection.settled_by_name, objection.settled_at = wanted.by, now
    await objection.save(
        [Objection.status, Objection.answer, Objection.settled_by_name, Objection.settled_at]
    )
    await audit.record(
        actor, f"objection.{wanted.status.value}", objection.minutes, body_id=group.body,
        objection=objection.id,
    )  # fmt: skip


@inside_transaction
async def _tell(meeting: Meeting, group: Group, objection: Objection) -> None:
    """Nobody who has left meanwhile: the outbox asks the group before a mail leaves."""
    person = await Person.objects().where(Person.id == objection.person).first()
    if person is None or person.blocked:
        return
    raised_by = Settler(person.id, f"{person.given_name} {person.family_name}", person.email)
    about = await _about(meeting, group, objection)
    await outbox.enqueue([mails.objection_settled(about, raised_by)])


@inside_transaction
async def _about(meeting: Meeting, group: Group, objection: Objection) -> mails.AboutObjection:
    record = await queries.record_of(UUID(str(meeting.id)), decisions=False)
    item = record.item(UUID(str(objection.agenda_item)))
    hidden = item.visibility == Visibility.CONFIDENTIAL
    body = await stored_body(group.body)
    return mails.AboutObjection(
        meeting=meeting, group=group, body=body, objection=objection, hidden=hidden,
        item=f"TOP {item.label}" if hidden else f"TOP {item.label}: {item.title}",
    )  # fmt: skip
