"""Who decides about what members propose to a group."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.groups.tables import LEADING, Group

# Who decides about proposals: whoever leads the group, or the office of its body where nobody does.
# One person may hold two seats, hence IN and no join. Values: group, roles, day, day, body.
DECIDERS = """
WITH chair AS (
  SELECT m.person FROM membership m JOIN person p ON p.id = m.person AND NOT p.blocked
  WHERE m."group" = {} AND m.role = ANY({}::text[]) AND m.since <= {}
    AND (m.until IS NULL OR m.until >= {})
)
SELECT p.id, p.given_name || ' ' || p.family_name AS name, p.email AS address
FROM person p WHERE NOT p.blocked AND p.email <> '' AND CASE WHEN EXISTS (SELECT FROM chair)
  THEN p.id IN (SELECT person FROM chair)
  ELSE p.id IN (SELECT o.person FROM office_role o WHERE o.body = {} AND o.office = 'coordination')
  END
ORDER BY p.id
"""


@dataclass(frozen=True)
class Decider:
    person_id: UUID
    name: str
    address: str


async def deciders(actor: Actor, group: Group, now: datetime) -> list[Decider]:
    """On that day; not who proposes."""
    day, roles = clock.berlin(now).date(), [role.value for role in LEADING]
    rows = await Group.raw(DECIDERS, group.id, roles, day, day, group.body)
    found = [Decider(row["id"], row["name"], row["address"]) for row in rows]
    return [each for each in found if each.person_id != actor.person_id]
