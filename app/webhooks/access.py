from uuid import UUID

from app.core.actor import Actor
from app.core.errors import existing
from app.people.access import body_to_read
from app.webhooks.tables import Webhook


async def webhook_to_read(actor: Actor, body_id: UUID, webhook_id: UUID) -> Webhook:
    """For who keeps its body, while it has not ended."""
    await body_to_read(actor, body_id)
    return await _one(body_id, webhook_id, lock=False)


async def webhook_to_change(actor: Actor, body_id: UUID, webhook_id: UUID) -> Webhook:
    """The same, locked; inside a transaction."""
    await body_to_read(actor, body_id)
    return await _one(body_id, webhook_id, lock=True)


async def _one(body_id: UUID, webhook_id: UUID, *, lock: bool) -> Webhook:
    rows = Webhook.objects().where(
        Webhook.id == webhook_id, Webhook.body == body_id, Webhook.ended_at.is_null()
    )
    return existing(await (rows.lock_rows("UPDATE") if lock else rows).first())
