"""Mandates proposed, given, moved along their life and corrected."""

from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import RuleViolation, StaleVersion
from app.groups import access as groups
from app.groups.tables import Group
from app.mandates import access, rules
from app.mandates.forms.mandates import EditData, MandateData, MoveData
from app.mandates.operations.needless import clear
from app.mandates.queries import origins
from app.mandates.tables import Mandate, MandateKind, MandateStatus, MandateStep
from app.meetings.tables import AgendaItem, Meeting
from app.vorlagen.rules.points import point_label
from app.vorlagen.tables import DecisionPoint

RELOAD = "Bitte laden Sie die Seite neu."
NO_SUCH_POINT = "Diesen Beschlusspunkt gibt es für die Gruppe nicht. Bitte wählen Sie neu."
NO_SUCH_GROUP = "Diese Gruppe kann keinen Auftrag bekommen. Bitte wählen Sie eine andere."
NO_SUCH_MEETING = "Diese Sitzung gehört zu einer anderen Gruppe. Bitte wählen Sie neu."
CHANGED = "Der Auftrag wurde inzwischen geändert. Beide Fassungen stehen nebeneinander."


@inside_transaction
async def add_mandate(
    actor: Actor, group: Group, data: MandateData, sentence: str, *, now: datetime
) -> None:
    """The caller has checked group and point. The same data.id a second time changes nothing."""
    mandate = Mandate(
        id=data.id,
        group=group.id,
        decision_point=data.point_id,
        kind=data.kind,
        title=data.title,
        due_on=data.due_on,
        created_at=now,
    )
    if not await Mandate.insert(mandate).on_conflict(action="DO NOTHING"):
        if not await Mandate.exists().where(Mandate.id == data.id, Mandate.group == group.id):
            raise RuleViolation(RELOAD)
        return
    if data.point_id:
        await clear(data.point_id)
    await _step(actor, data.id, MandateStatus.OPEN, sentence, at=now).save()
    await audit.record(actor, "mandate.added", data.id, body_id=group.body, group=group.id)


def _step(
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
async def propose_mandate(
    actor: Actor, group_id: UUID, data: MandateData, *, now: datetime
) -> None:
    """Anyone in the group, during the work."""
    group = await groups.group_to_read(actor, group_id)
    offered = await origins.point_choices(actor, group_id) if data.point_id else {}
    if data.point_id and str(data.point_id) not in offered:
        raise RuleViolation(NO_SUCH_POINT)
    await add_mandate(actor, group, data, "Aus der Arbeit der Gruppe vorgeschlagen.", now=now)


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
    meeting_id = await _meeting_of(group, data)
    mandate.status = data.to_status
    mandate.version += 1
    await mandate.save([Mandate.status, Mandate.version])
    step = _step(actor, mandate_id, data.to_status, data.sentence, at=now)
    step.id, step.from_status = data.id, before
    step.meeting, step.agenda_item = meeting_id, data.item_id
    await step.save()
    await audit.record(
        actor, "mandate.moved", mandate_id, body_id=group.body, before=before, after=data.to_status
    )


async def _meeting_of(group: Group, data: MoveData) -> UUID | None:
    """Raises RuleViolation for a meeting or an agenda item of another group."""
    if data.item_id:
        item = await AgendaItem.objects().where(
            AgendaItem.id == data.item_id, AgendaItem.meeting.group == group.id
        ).first()  # fmt: skip
        if item is None:
            raise RuleViolation(NO_SUCH_MEETING)
        return UUID(str(item.meeting))
    if data.meeting_id and not await Meeting.exists().where(
        Meeting.id == data.meeting_id, Meeting.group == group.id
    ):
        raise RuleViolation(NO_SUCH_MEETING)
    return data.meeting_id


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
async def correct_mandate(actor: Actor, mandate_id: UUID, data: EditData) -> None:
    """Title, kind and due date. Saving the same once more changes nothing."""
    mandate, group = await access.mandate_to_change(actor, mandate_id)
    if (mandate.kind, mandate.title, mandate.due_on) == (data.kind, data.title, data.due_on):
        return
    if mandate.version != data.version:
        due = f", Frist {mandate.due_on:%d.%m.%Y}" if mandate.due_on else ""
        raise StaleVersion(CHANGED, f"{MandateKind(mandate.kind).label}: {mandate.title}{due}")
    mandate.kind, mandate.title, mandate.due_on = data.kind, data.title, data.due_on
    mandate.version += 1
    await mandate.save([Mandate.kind, Mandate.title, Mandate.due_on, Mandate.version])
    await audit.record(actor, "mandate.corrected", mandate_id, body_id=group.body)
