"""A group from a decision point: the group, where it comes from and its first mandates at once."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from app.audit import operations as audit
from app.composition.queries.known import known_names
from app.composition.rules.proposals import rules_from
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import RuleViolation
from app.groups.forms.setting_up import GroupData
from app.groups.operations import groups
from app.groups.operations.rules import add_rules
from app.groups.rules.seats import WantedRule, seats_of
from app.groups.tables import Group
from app.mandates import access
from app.mandates.forms.mandates import MandateData
from app.mandates.forms.setting_up import ChosenPoint
from app.mandates.operations.moving import NO_SUCH_POINT, add_mandate, given_sentence
from app.mandates.operations.needless import clear
from app.mandates.tables import MandateKind
from app.vorlagen.queries.hints import hints_of
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
    group = await groups.add_group(actor, replace(data, seat_rules=""), now=now)
    origin = GroupOrigin(group=data.id, decision_point=point_id)
    if not await GroupOrigin.insert(origin).on_conflict(action="DO NOTHING"):
        return data.id
    await clear(point_id)
    await add_rules(data.id, await _rules(data, vorlage, points))
    await audit.record(
        actor, "group.set_up", data.id, body_id=vorlage.body, decision_point=point_id
    )
    for choice in chosen:
        sentence = given_sentence(points[choice.point_id], vorlage.reference)
        await _add(actor, group, choice, sentence, now)
    return data.id


async def _rules(
    data: GroupData, vorlage: Vorlage, points: dict[UUID, DecisionPoint]
) -> list[WantedRule]:
    """Each line of the form as what it seems to say; a sentence of the paper says where it stands."""
    known = await known_names(vorlage.body)
    quoted = {hint.sentence for hint in await hints_of(vorlage.id)}
    found: list[WantedRule] = []
    for line in seats_of(data.seat_rules):
        point = next((point.id for point in points.values() if line in point.text), None)
        origin = vorlage.id if point or line in quoted else None
        found += [
            replace(rule, vorlage=origin, decision_point=point) for rule in rules_from(line, known)
        ]
    return found


@inside_transaction
async def _add(
    actor: Actor, group: Group, choice: ChosenPoint, sentence: str, now: datetime
) -> None:
    mandate = MandateData(
        id=uuid5(group.id, str(choice.point_id)),
        kind=MandateKind.TASK,
        title=choice.title,
        point_id=choice.point_id,
        due_on=choice.due_on,
    )
    await add_mandate(actor, group, mandate, sentence, now=now)


async def _points_of(vorlage: Vorlage) -> dict[UUID, DecisionPoint]:
    found = await DecisionPoint.objects().where(DecisionPoint.vorlage == vorlage.id)
    return {point.id: point for point in found}
