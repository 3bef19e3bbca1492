"""A group from a decision point: the group, where it comes from and its first mandates at once."""

from datetime import datetime
from uuid import UUID, uuid5

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import RuleViolation
from app.groups.forms.setting_up import GroupData
from app.groups.operations import groups
from app.groups.tables import Group
from app.mandates import access
from app.mandates.forms.mandates import MandateData
from app.mandates.forms.setting_up import ChosenPoint
from app.mandates.operations.moving import NO_SUCH_POINT, add_mandate, given_sentence
from app.mandates.operations.needless import clear
from app.mandates.tables import MandateKind
from app.vorlagen.tables import DecisionPoint, GroupOrigin, Vorlage


@opens_transaction
async def set_up_group(
    actor: Actor,
    point_id: UUID,
    data: GroupData,
    chosen: tuple[ChosenPoint, ...],
    *,
    now: datetime,
) -> UUID:
    """The same data.id a second time changes nothing. Returns the id of the group.

    Raises RuleViolation for a point of another Vorlage.
    """
    _, vorlage = await access.point_to_change(actor, point_id)
    points = await _points_of(vorlage)
    if any(choice.point_id not in points for choice in chosen):
        raise RuleViolation(NO_SUCH_POINT)
    group = await groups.add_group(actor, data, now=now)
    origin = GroupOrigin(group=data.id, decision_point=point_id)
    if not await GroupOrigin.insert(origin).on_conflict(action="DO NOTHING"):
        return data.id
    await clear(point_id)
    await audit.record(
        actor, "group.set_up", data.id, body_id=vorlage.body, decision_point=point_id
    )
    for choice in chosen:
        sentence = given_sentence(points[choice.point_id], vorlage.reference)
        await _add(actor, group, choice, sentence, now)
    return data.id


@inside_transaction
async def _add(
    actor: Actor, group: Group, choice: ChosenPoint, sentence: str, now: datetime
) -> None:
    mandate = MandateData(
        id=uuid5(group.id, str(choice.point_id)),
        kind=MandateKind.TASK,
        title=choice.title,
        point_id=choice.point_id,
    )
    await add_mandate(actor, group, mandate, sentence, now=now)


async def _points_of(vorlage: Vorlage) -> dict[UUID, DecisionPoint]:
    found = await DecisionPoint.objects().where(DecisionPoint.vorlage == vorlage.id)
    return {point.id: point for point in found}
