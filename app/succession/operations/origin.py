from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import opens_transaction
from app.core.errors import RuleViolation
from app.groups.access import group_to_settle
from app.mandates.access import point_to_change
from app.mandates.operations.needless import clear
from app.vorlagen.tables import GroupOrigin

ELSEWHERE = "Dieser Beschlusspunkt gehört zu einer anderen Körperschaft."


@opens_transaction
async def set_origin(actor: Actor, group_id: UUID, point_id: UUID | None) -> None:
    """The decision point that a group goes back to, or none; the same again changes nothing.

    Raises RuleViolation for a point of another body.
    """
    group = await group_to_settle(actor, group_id)
    known = await GroupOrigin.objects().where(GroupOrigin.group == group_id).first()
    if (known.decision_point if known else None) == point_id:
        return
    await GroupOrigin.delete().where(GroupOrigin.group == group_id)
    if point_id is not None:
        _, vorlage = await point_to_change(actor, point_id)
        if vorlage.body != group.body:
            raise RuleViolation(ELSEWHERE)
        await GroupOrigin(group=group_id, decision_point=point_id).save()
        await clear(point_id)
    await audit.record(
        actor, "group.origin_set", group_id, body_id=group.body, decision_point=point_id
    )
