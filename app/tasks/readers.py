"""Who may read a task, as people to be told of it."""

from dataclasses import dataclass
from uuid import UUID

from app.core import clock
from app.tasks.tables import Task

# The same as access.task_to_read for everybody at once: guests, advisers and deputies only their
# own. Values: day, day, task.
READERS = """
SELECT p.id AS person_id, concat_ws(' ', p.given_name, p.family_name) AS name, p.email
FROM task t JOIN steering_group g ON g.id = t."group" CROSS JOIN LATERAL (
  SELECT m.person AS id FROM membership m
  WHERE m."group" = t."group" AND m.since <= {} AND (m.until IS NULL OR m.until >= {})
    AND (m.role <> 'mitglied' OR m.standing = 'voting' OR m.person = t.person
      OR (t.person IS NULL AND m.traeger = t.traeger)
      OR EXISTS (SELECT FROM task_responsible tp WHERE tp.task = t.id AND tp.person = m.person))
  UNION SELECT o.person FROM office_role o
  WHERE o.body = g.body AND o.office = 'coordination') reads
JOIN person p ON p.id = reads.id AND NOT p.blocked
WHERE t.id = {} ORDER BY din5007(p.family_name), din5007(p.given_name), p.id
"""


@dataclass(frozen=True)
class Reader:
    person_id: UUID
    name: str
    email: str


async def readers_of(task_id: UUID) -> dict[UUID, Reader]:
    """Today, by family name."""
    day = clock.today()
    rows = await Task.raw(READERS, day, day, task_id)
    return {row["person_id"]: Reader(**row) for row in rows}
