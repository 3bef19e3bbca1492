"""Decision points as they were decided: corrected, or added by the committee."""

from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import opens_transaction
from app.core.errors import RELOAD, RuleViolation, StaleVersion
from app.vorlagen import access
from app.vorlagen.forms.point import PointData
from app.vorlagen.operations.changes import STALE
from app.vorlagen.operations.steps import raise_version
from app.vorlagen.queries.points import point_of
from app.vorlagen.tables import DecisionPoint

WORDS = (DecisionPoint.marker, DecisionPoint.depth, DecisionPoint.text)


@opens_transaction
async def change_point(actor: Actor, vorlage_id: UUID, point_id: UUID, data: PointData) -> None:
    """Its groups and mandates stay; the paper keeps the printed words. Raises StaleVersion and NotFound."""
    vorlage = await access.vorlage_to_change(actor, vorlage_id)
    point = await point_of(vorlage_id, point_id)
    if vorlage.version != data.version:
        raise StaleVersion(STALE)
    point.marker, point.depth, point.text = data.marker, data.depth, data.text
    await point.save([*WORDS])
    await raise_version(vorlage)
    await audit.record(actor, "decision_point.changed", point_id, body_id=vorlage.body)


@opens_transaction
async def add_point(actor: Actor, vorlage_id: UUID, point_id: UUID, data: PointData) -> None:
    """At the end. The same point_id a second time changes nothing."""
    vorlage = await access.vorlage_to_change(actor, vorlage_id)
    known = await DecisionPoint.objects().where(DecisionPoint.id == point_id).first()
    if known is not None and known.vorlage == vorlage_id:
        return
    if known is not None:
        raise RuleViolation(RELOAD)
    points = await DecisionPoint.count().where(DecisionPoint.vorlage == vorlage_id)
    await DecisionPoint(
        id=point_id, vorlage=vorlage_id, position=points + 1, marker=data.marker,
        depth=data.depth, text=data.text,
    ).save()  # fmt: skip
    await raise_version(vorlage)
    await audit.record(actor, "decision_point.added", point_id, body_id=vorlage.body)
