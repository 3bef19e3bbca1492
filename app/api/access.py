from uuid import UUID

from app.api.tables import AccessKey
from app.core.actor import Actor
from app.core.errors import existing


async def key_to_change(actor: Actor, key_id: UUID) -> AccessKey:
    """Locked; nobody knows of another person's."""
    return existing(
        await AccessKey.objects()
        .where(AccessKey.id == key_id, AccessKey.person == actor.person_id)
        .lock_rows("UPDATE")
        .first()
    )
