"""Choosing a way, and what becomes of a mail whose person has chosen one."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.notifications import rules
from app.notifications.rules import News
from app.notifications.tables import NotificationChoice, Topic, WaitingNotification, Way

# Whether each one is told otherwise, or waits since before the person chose again.
WAYS = """
SELECT n.key, coalesce(c.way, 'at_once') AS way, w.id IS NOT NULL AS waits
FROM unnest({}::text[], {}::uuid[], {}::text[]) AS n(key, person, topic)
LEFT JOIN notification_choice c ON c.person_id = n.person AND c.topic = n.topic
LEFT JOIN waiting_notification w ON w.dedupe_key = n.key
"""
WAIT = """
INSERT INTO waiting_notification
  (id, person_id, body_id, group_id, kind, topic, title, text, dedupe_key, created_at)
SELECT n.*, clock_timestamp() FROM unnest({}::uuid[], {}::uuid[], {}::uuid[], {}::uuid[], {}::text[],
  {}::text[], {}::text[], {}::text[], {}::text[]) AS n(id, person, body, of_group, kind, topic, title,
  words, key)
WHERE NOT EXISTS (SELECT FROM outgoing_mail o WHERE o.dedupe_key = n.key)
ON CONFLICT (dedupe_key) DO NOTHING
"""
TAKE = """
UPDATE waiting_notification SET told_at = {}, title = '', text = ''
WHERE id = ANY({}::uuid[]) AND told_at IS NULL RETURNING id
"""
CHOOSE = """
INSERT INTO notification_choice (id, person_id, topic, way, chosen_at) VALUES ({}, {}, {}, {}, {})
ON CONFLICT (person_id, topic) DO UPDATE SET way = excluded.way, chosen_at = excluded.chosen_at
WHERE notification_choice.way <> excluded.way RETURNING id
"""


@inside_transaction
async def keep_back(news: Sequence[News]) -> set[str]:
    """Stores what is collected; returns the dedupe_keys of all that must not go out by themselves."""
    if not news:
        return set()
    columns = ([n.dedupe_key for n in news], [n.person_id for n in news], [n.topic for n in news])
    rows = await NotificationChoice.raw(WAYS, *columns)
    ways = {row["key"]: Way.DAILY if row["waits"] else Way(row["way"]) for row in rows}
    waiting = [n for n in news if ways[n.dedupe_key] == Way.DAILY]
    if waiting:
        stored = [
            (uuid4(), n.person_id, n.body_id, n.group_id, n.kind, n.topic, n.title[:300],
             rules.kern_of(n.text), n.dedupe_key)
            for n in waiting
        ]  # fmt: skip
        columns_of_rows = (list(column) for column in zip(*stored, strict=True))
        await WaitingNotification.raw(WAIT, *columns_of_rows)
    return {key for key, way in ways.items() if way != Way.AT_ONCE}


@inside_transaction
async def take(ids: Collection[UUID], *, now: datetime) -> set[UUID]:
    """For the mail of the day, in its transaction; those that nobody else has taken."""
    rows = await WaitingNotification.raw(TAKE, now, list(ids)) if ids else []
    return {row["id"] for row in rows}


@opens_transaction
async def choose(actor: Actor, ways: Mapping[Topic, Way], *, now: datetime) -> None:
    """The person's own; what still waits of a topic that is not wanted any more is gone."""
    await _choose(actor, ways, "notification.chosen", now)


@opens_transaction
async def unsubscribe(token: str, *, now: datetime) -> bool:
    """The token of the mail is the sole credential (RFC 8058 §3.2); False if it fits nothing."""
    found = rules.unsubscribed_by(token)
    if found is None:
        return False
    actor = Actor(person_id=found[0], name="Abmeldung aus der E-Mail")
    await _choose(actor, {found[1]: Way.NONE}, "notification.ended", now)
    return True


@inside_transaction
async def _choose(actor: Actor, ways: Mapping[Topic, Way], action: str, now: datetime) -> None:
    changed: dict[str, str] = {}
    for topic, way in ways.items():
        values = (uuid4(), actor.person_id, topic, way, now)
        if await NotificationChoice.raw(CHOOSE, *values):
            changed[topic] = way
    if unwanted := [topic for topic, way in ways.items() if way == Way.NONE]:
        await WaitingNotification.delete().where(
            WaitingNotification.person_id == actor.person_id,
            WaitingNotification.topic.is_in(unwanted),
            WaitingNotification.told_at.is_null(),
        )
    if changed:
        await audit.record(actor, action, actor.person_id, ways=changed)
