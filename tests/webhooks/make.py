from collections.abc import Sequence
from uuid import UUID, uuid4

from app.core import clock
from app.people.tables import Body
from app.webhooks.tables import Topic, Webhook
from tests.cast import Cast


async def make_webhook(
    body: Body, address: str, topics: Sequence[Topic] = (Topic.TASK, Topic.MEETING)
) -> Webhook:
    webhook = Webhook(
        id=uuid4(), body=body.id, address=address, topics=[topic.value for topic in topics],
        created_at=clock.now(),
    )  # fmt: skip
    await webhook.save()
    return webhook


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    webhook = await make_webhook(cast.body, "https://fachverfahren.example.org/spurwerk")
    world["webhook_id"] = str(UUID(str(webhook.id)))
