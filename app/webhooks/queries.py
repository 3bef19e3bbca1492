from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.webhooks.tables import CallState, Topic, Webhook

OWN = """
SELECT w.id, w.address, w.topics, w.paused_at, last.state, last.last_answer, last.at,
  (SELECT count(*) FROM webhook_call c WHERE c.webhook = w.id AND c.state = 'waiting') AS waiting
FROM webhook w LEFT JOIN LATERAL (
  SELECT c.state, c.last_answer, coalesce(c.done_at, c.created_at) AS at FROM webhook_call c
  WHERE c.webhook = w.id AND c.attempts > 0 ORDER BY coalesce(c.done_at, c.created_at) DESC LIMIT 1
) last ON true
WHERE w.body = {} AND w.ended_at IS NULL ORDER BY w.created_at, w.id
"""


@dataclass(frozen=True)
class OwnWebhook:
    """`state` and `at`: of the latest call that was tried, None before; `at` is UTC."""

    id: UUID
    address: str
    topics: tuple[Topic, ...]
    paused_at: datetime | None
    state: CallState | None
    last_answer: str
    at: datetime | None
    waiting: int

    @property
    def tells(self) -> str:
        return ", ".join(topic.label for topic in self.topics)


async def webhooks_of(body_id: UUID) -> list[OwnWebhook]:
    """For callers that have checked the office."""
    return [_row(row) for row in await Webhook.raw(OWN, body_id)]


def _row(row: dict[str, Any]) -> OwnWebhook:
    state = CallState(row["state"]) if row["state"] else None
    topics = tuple(Topic(topic) for topic in row["topics"])
    return OwnWebhook(
        **{**row, "topics": topics, "state": state, "last_answer": row["last_answer"] or ""}
    )
