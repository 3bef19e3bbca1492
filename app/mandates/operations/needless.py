"""Decision points from which nothing has to follow; said with a reason, and taken back."""

from datetime import date
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import RuleViolation, StaleVersion
from app.mandates import access
from app.mandates.queries.origins import has_work
from app.vorlagen.tables import DecisionPoint

AT_WORK = "An diesem Punkt wird schon gearbeitet: Er hat einen Auftrag oder eine Gruppe."
SAID_ALREADY = (
    "Inzwischen steht hier schon ein Grund. Wenn Ihrer gelten soll, nehmen Sie ihn erst zurück."
)
REASON = (DecisionPoint.needless_reason, DecisionPoint.needless_since)


@opens_transaction
async def set_needless(actor: Actor, point_id: UUID, reason: str, *, today: date) -> None:
    """The same reason a second time changes nothing; raises StaleVersion for another one."""
    point, vorlage = await access.point_to_change(actor, point_id)
    if point.needless_reason == reason:
        return
    if point.needless_reason:
        raise StaleVersion(SAID_ALREADY, point.needless_reason)
    if await has_work(point_id):
        raise RuleViolation(AT_WORK)
    point.needless_reason, point.needless_since = reason, today
    await point.save([*REASON])
    await audit.record(actor, "decision_point.needless", point_id, body_id=vorlage.body)


@opens_transaction
async def take_back(actor: Actor, point_id: UUID) -> None:
    point, vorlage = await access.point_to_change(actor, point_id)
    if point.needless_reason:
        await clear(point_id)
        await audit.record(actor, "decision_point.needed", point_id, body_id=vorlage.body)


@inside_transaction
async def clear(point_id: UUID) -> None:
    """Also when a mandate or a group comes from it after all."""
    await DecisionPoint.update(
        {DecisionPoint.needless_reason: "", DecisionPoint.needless_since: None}
    ).where(DecisionPoint.id == point_id)
