"""Mandates given, moved along their life and corrected."""

from datetime import date, datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.clock import berlin
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import RELOAD, RuleViolation, StaleVersion
from app.groups import access as groups
from app.groups.tables import Group
from app.mandates import access, rules
from app.mandates.forms.mandates import EditData, MandateData, MoveData
from app.mandates.operations.needless import clear
from app.mandates.queries import origins
from app.mandates.queries.dues import due_of, origin_of
from app.mandates.queries.places import Place, place_of
from app.mandates.tables import Mandate, MandateKind, MandateStatus, MandateStep
from app.vorlagen.rules.points import point_label
from app.vorlagen.tables import DecisionPoint

NO_SUCH_POINT = "Diesen Beschlusspunkt gibt es für die Gruppe nicht. Bitte wählen Sie neu."
NO_SUCH_GROUP = "Diese Gruppe kann keinen Auftrag bekommen. Bitte wählen Sie eine andere."
NO_SUCH_MEETING = "Diese Sitzung gehört zu einer anderen Gruppe. Bitte wählen Sie neu."
CORRECTED = (Mandate.kind, Mandate.title, Mandate.due_on, Mandate.due_origin)
CHANGED = "Der Auftrag wurde inzwischen geändert. Beide Fassungen stehen nebeneinander."


@inside_transaction
async def add_mandate(
    actor: Actor, group: Group, data: MandateData, sentence: str, *, now: datetime
) -> None:
    """The caller has checked group and point. The same data.id a second time changes nothing."""
    due = await due_of(actor, data.point_id, berlin(now).date())
    mandate = Mandate(
        id=data.id,
        group=group.id,
        decision_point=data.point_id,
        kind=data.kind,
        title=data.title,
        due_on=data.due_on,
        due_origin=origin_of(due, data.due_on),
        created_at=now,
    )
    if not await Mandate.insert(mandate).on_conflict(action="DO NOTHING"):
        if not await Mandate.exists().where(Mandate.id == data.id, Mandate.group == group.id):
            raise RuleViolation(RELOAD)
        return
    if data.point_id:
        await clear(data.point_id)
    await step_of(actor, data.id, MandateStatus.OPEN, sentence, at=now).save()
    await audit.record(actor, "mandate.added", data.id, body_id=group.body, group=group.id)


def step_of(
    actor: Actor, mandate_id: UUID, to_status: MandateStatus, sentence: str, *, at: datetime
) -> MandateStep:
    return MandateStep(
        mandate=mandate_id,
        to_status=to_status,
        sentence=sentence,
        person=actor.person_id,
        person_name=actor.name,
        at=at,
    )


@opens_transaction
async def give_mandate(actor: Actor, group_id: UUID, data: MandateData, *, now: datetime) -> None:
    """From its decision point to a group of the same body."""
    assert data.point_id is not None
    point, vorlage = await access.point_to_change(actor, data.point_id)
    if str(group_id) not in await origins.working_groups(vorlage.body):
        raise RuleViolation(NO_SUCH_GROUP)
    group = await groups.group_to_read(actor, group_id)
    await add_mandate(actor, group, data, given_sentence(point, vorlage.reference), now=now)


def given_sentence(point: DecisionPoint, reference: str | None) -> str:
    """Names no title: the history is read by the group, the Vorlage perhaps is not."""
    label = point_label(point.marker, point.position)
    return f"Aus {label} der Vorlage {reference}." if reference else f"Aus {label} der Vorlage."


@opens_transaction
async def move_mandate(actor: Actor, mandate_id: UUID, data: MoveData, *, now: datetime) -> None:
    """The next step of its life. The same data.id a second time changes nothing."""
    mandate, group = await access.mandate_to_change(actor, mandate_id)
    known = await MandateStep.objects().where(MandateStep.id == data.id).first()
    if known is not None and known.mandate == mandate_id:
        return
    if known is not None:
        raise RuleViolation(RELOAD)
    before = MandateStatus(mandate.status)
    if mandate.version != data.version:
        raise StaleVersion(CHANGED, await _latest(mandate))
    rules.check_may_move(before, data.to_status)
    place = await _place_of(group, data)
    mandate.status = data.to_status
    mandate.version += 1
    await mandate.save([Mandate.status, Mandate.version])
    step = step_of(actor, mandate_id, data.to_status, data.sentence, at=now)
    step.id, step.from_status = data.id, before
    step.meeting, step.agenda_item = place.meeting_id, place.item_id
    step.decision, step.on_day = place.decision_id, data.on_day or place.day
    await step.save()
    await audit.record(
        actor, "mandate.moved", mandate_id, body_id=group.body, before=before, after=data.to_status
    )


async def _place_of(group: Group, data: MoveData) -> Place:
    """Raises RuleViolation for a meeting, an agenda item or a decision of another group."""
    place = await place_of(group.id, data.meeting_id, data.item_id, data.decision_id)
    if place is None:
        raise RuleViolation(NO_SUCH_MEETING)
    return place


async def _latest(mandate: Mandate) -> str:
    """What stands there now, for somebody who sees an older page."""
    step = (
        await MandateStep.objects()
        .where(MandateStep.mandate == mandate.id)
        .order_by(MandateStep.at, ascending=False)
        .first()
    )
    status = MandateStatus(mandate.status).label
    return f"{status}: {step.sentence} ({step.person_name})" if step else status


@opens_transaction
async def correct_mandate(actor: Actor, mandate_id: UUID, data: EditData, *, today: date) -> None:
    """Title, kind and due date. Saving the same once more changes nothing."""
    mandate, group = await access.mandate_to_change(actor, mandate_id)
    if (mandate.kind, mandate.title, mandate.due_on) == (data.kind, data.title, data.due_on):
        return
    if mandate.version != data.version:
        due = f", Frist {mandate.due_on:%d.%m.%Y}" if mandate.due_on else ""
        raise StaleVersion(CHANGED, f"{MandateKind(mandate.kind).in_full}: {mandate.title}{due}")
    if mandate.due_on != data.due_on:
        mandate.due_origin = origin_of(
            await due_of(actor, mandate.decision_point, today), data.due_on
        )
    mandate.kind, mandate.title, mandate.due_on = data.kind, data.title, data.due_on
    mandate.version += 1
    await mandate.save([*CORRECTED, Mandate.version])
    await audit.record(actor, "mandate.corrected", mandate_id, body_id=group.body)
