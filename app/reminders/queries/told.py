"""Notifications that wait for the mail of the day."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.core import clock
from app.notifications.rules import paragraphs_of
from app.people.queries.names import NAME
from app.people.tables import Body
from app.reminders.rules.bundle import Told

# As when a mail of a group leaves (app/outbox/claims.py): not to who has left it meanwhile; who
# never had a seat is a guest.
WAITING = f"""
SELECT w.id, w.title, w.text, p.id AS person_id, {NAME} AS name, p.email AS address, w.body_id
FROM waiting_notification w JOIN person p ON p.id = w.person_id AND NOT p.blocked
JOIN body b ON b.id = w.body_id AND b.land = ANY({{}}::text[])
WHERE w.told_at IS NULL AND w.created_at <= {{}} AND (w.group_id IS NULL
  OR EXISTS (SELECT FROM membership m WHERE m.person = p.id AND m."group" = w.group_id
    AND (m.until IS NULL OR m.until >= {{}}))
  OR EXISTS (SELECT FROM office_role o WHERE o.person = p.id AND o.body = w.body_id
    AND o.office = 'coordination')
  OR NOT EXISTS (SELECT FROM membership m WHERE m.person = p.id AND m."group" = w.group_id))
ORDER BY w.created_at, w.id
"""


async def waiting(now: datetime, lands: Sequence[str]) -> list[tuple[dict[str, Any], str, Told]]:
    """Rows of people with the part of the bundle and what stands in it."""
    rows = await Body.raw(WAITING, [*lands], now, clock.berlin(now).date())
    return [(row, "told", _told(row)) for row in rows]


def _told(row: dict[str, Any]) -> Told:
    return Told(id=row["id"], title=row["title"], paragraphs=paragraphs_of(row["text"]))
