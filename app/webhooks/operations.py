"""Addresses that are told, and the calls that tell them: collected, claimed, marked."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.audit import operations as audit
from app.audit.settled import settled_at
from app.core.actor import Actor
from app.core.db import opens_transaction
from app.outbox.rules import delay_after, gives_up, one_line
from app.people.access import body_to_change
from app.webhooks import access, rules
from app.webhooks.forms import WebhookData
from app.webhooks.rules import Outcome
from app.webhooks.tables import CallState, Webhook, WebhookCall

AT_ONCE, EACH, AT_MOST = 20, 5, 500  # calls of a round, of them to one address; entries of a round
# Addresses that are told now. Another worker that collects for one at the moment has it.
ACTIVE = """
SELECT id FROM webhook WHERE ended_at IS NULL AND paused_at IS NULL
ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
"""
# An event is an entry of the audit log: it is there if and only if the change is. What commits late
# is found too: the mark stays behind the oldest open transaction, and what lies after it is asked for
# whether it has been told. Values: time twice, how far back, addresses, most.
COLLECT = """
INSERT INTO webhook_call
  (id, webhook, entry, content, state, attempts, due_at, last_answer, created_at)
SELECT gen_random_uuid(), w.id, e.id, json_build_object('type', e.action,
    'timestamp', to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'data', json_build_object('body', e.body_id, 'subject', e.subject_id))::text,
  'waiting', 0, {}, '', {}
FROM webhook w JOIN audit_entry e ON e.body_id = w.body
  AND e.at >= greatest(w.created_at, w.collected_until, {}::timestamptz)
WHERE w.id = ANY({}::uuid[]) AND e.subject_id IS NOT NULL
  AND split_part(e.action, '.', 1) = ANY(w.topics)
  AND NOT EXISTS (SELECT FROM webhook_call c WHERE c.webhook = w.id AND c.entry = e.id)
ORDER BY e.at, e.id LIMIT {} ON CONFLICT (webhook, entry) DO NOTHING RETURNING id
"""
# Once a minute is enough: without news nothing is written.
MARK = """
UPDATE webhook SET collected_until = {} WHERE id = ANY({}::uuid[])
  AND (collected_until IS NULL OR collected_until < {})
"""
# No address takes more than its share of a round, so that one that hangs holds up no other.
CLAIM = """
WITH waiting AS (
  SELECT c.id, row_number() OVER (PARTITION BY c.webhook ORDER BY c.due_at, c.id) AS place
  FROM webhook_call c JOIN webhook w ON w.id = c.webhook
  WHERE c.done_at IS NULL AND c.due_at <= {} AND w.ended_at IS NULL AND w.paused_at IS NULL),
due AS (
  SELECT id FROM webhook_call WHERE id IN (SELECT id FROM waiting WHERE place <= {})
    AND done_at IS NULL AND due_at <= {}
  ORDER BY due_at, id LIMIT {} FOR UPDATE SKIP LOCKED)
UPDATE webhook_call c SET attempts = c.attempts + 1, due_at = {} FROM due, webhook w
WHERE c.id = due.id AND w.id = c.webhook
RETURNING c.id, c.webhook AS webhook_id, c.content, c.attempts, w.address
"""


@dataclass(frozen=True)
class Claimed:
    id: UUID
    webhook_id: UUID
    content: str
    attempts: int
    address: str


@opens_transaction
async def add_webhook(actor: Actor, body_id: UUID, data: WebhookData, *, now: datetime) -> None:
    """The same form twice makes one. Raises RuleViolation."""
    body = await body_to_change(actor, body_id)
    if await Webhook.exists().where(Webhook.id == data.id):
        return
    active = Webhook.count().where(Webhook.body == body_id, Webhook.ended_at.is_null())
    rules.check_room_for_another(await active)
    topics = [topic.value for topic in data.topics]
    new = Webhook(id=data.id, body=body.id, address=data.address, topics=topics, created_at=now)
    await Webhook.insert(new)
    await audit.record(actor, "webhook.added", data.id, body_id=body_id, topics=topics)


@opens_transaction
async def end_webhook(actor: Actor, body_id: UUID, webhook_id: UUID, *, now: datetime) -> None:
    webhook = await access.webhook_to_change(actor, body_id, webhook_id)
    webhook.ended_at = now
    await webhook.save([Webhook.ended_at])
    await audit.record(actor, "webhook.ended", webhook_id, body_id=body_id)


@opens_transaction
async def resume_webhook(actor: Actor, body_id: UUID, webhook_id: UUID) -> None:
    """What still waits goes out, and what happened in the last two days."""
    webhook = await access.webhook_to_change(actor, body_id, webhook_id)
    if webhook.paused_at is None:
        return
    webhook.paused_at = None
    await webhook.save([Webhook.paused_at])
    await audit.record(actor, "webhook.resumed", webhook_id, body_id=body_id)


@opens_transaction
async def probe(
    actor: Actor, body_id: UUID, webhook_id: UUID, call_id: UUID, *, now: datetime
) -> None:
    webhook = await access.webhook_to_change(actor, body_id, webhook_id)
    stamp = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    content = {"type": "test", "timestamp": stamp, "data": {"body": str(body_id), "subject": None}}
    call = WebhookCall(id=call_id, webhook=webhook.id, content=json.dumps(content), due_at=now)
    if await WebhookCall.insert(call).on_conflict(action="DO NOTHING").returning(WebhookCall.id):
        await audit.record(actor, "webhook.tested", webhook_id, body_id=body_id)


@opens_transaction
async def collect(*, now: datetime) -> int:
    """A round's calls. The mark goes on where all of them were taken."""
    until = await settled_at(now)
    ids = [row["id"] for row in await Webhook.raw(ACTIVE)]
    if not ids:
        return 0
    new = await WebhookCall.raw(COLLECT, now, now, now - rules.LOOK_BACK, ids, AT_MOST)
    if len(new) < AT_MOST:
        await Webhook.raw(MARK, until, ids, until - rules.MARK_EVERY)
    return len(new)


@opens_transaction
async def claim(*, now: datetime) -> Sequence[Claimed]:
    """For the time of the lease nobody else calls them."""
    rows = await WebhookCall.raw(CLAIM, now, EACH, now, AT_ONCE, now + rules.LEASE)
    return [Claimed(**row) for row in rows]


@opens_transaction
async def note(call: Claimed, outcome: Outcome, *, now: datetime) -> None:
    """Of this attempt; who lost the lease changes nothing. An address given up on is paused."""
    state = rules.state_after(outcome, gives_up=gives_up(call.attempts))
    values: dict[Any, Any] = {
        WebhookCall.state: state,
        WebhookCall.last_answer: one_line(outcome.said)[:300],
        WebhookCall.done_at: None if state == CallState.WAITING else now,
        WebhookCall.due_at: now + delay_after(call.attempts),
    }
    changed = (
        await WebhookCall.update(values)
        .where(WebhookCall.id == call.id, WebhookCall.attempts == call.attempts)
        .where(WebhookCall.done_at.is_null())
        .returning(WebhookCall.id)
    )
    if changed and state == CallState.FAILED:
        await Webhook.update({Webhook.paused_at: now}).where(
            Webhook.id == call.webhook_id, Webhook.paused_at.is_null()
        )


@opens_transaction
async def forget_calls(*, now: datetime) -> None:
    """Far behind the time that `collect` looks at."""
    await WebhookCall.delete().where(WebhookCall.created_at < now - rules.STAY)
