from uuid import UUID

from piccolo.query import OrderByRaw

from app.core.actor import Actor
from app.groups.access import readable_by
from app.groups.tables import Group, GroupStatus

BY_NAME = OrderByRaw("din5007(name), name")
LIVING = (GroupStatus.PLANNED, GroupStatus.ACTIVE)


async def parent_choices(actor: Actor, body_id: UUID) -> dict[str, str]:
    """Groups and committees of the body that a new group may belong to: id → name."""
    rows = (
        await Group.select(Group.id, Group.name)
        .where(Group.body == body_id, Group.status.is_in(list(LIVING)), readable_by(actor))
        .order_by(BY_NAME)
    )
    return {str(row["id"]): row["name"] for row in rows}
