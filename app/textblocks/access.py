"""Whoever writes a group's minutes keeps its text blocks."""

from uuid import UUID

from app.core.actor import Actor
from app.core.errors import Forbidden, existing
from app.groups import access as groups
from app.groups.tables import Group
from app.textblocks.tables import TextBlock


async def group_to_minute(actor: Actor, group_id: UUID) -> Group:
    group = await groups.group_to_read(actor, group_id)
    if not groups.may_write_minutes(actor, group):
        raise Forbidden
    return group


async def block_of(group_id: UUID, block_id: UUID) -> TextBlock:
    """Also a removed one; 404 for another group's."""
    return existing(
        await TextBlock.objects()
        .where(TextBlock.id == block_id, TextBlock.group == group_id)
        .first()
    )
