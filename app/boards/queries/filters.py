from dataclasses import dataclass
from uuid import UUID

from app.boards.access import Scope
from app.boards.tables import TaskFilter
from app.core.actor import Actor
from app.tasks.queries import NOBODY

# Values: person, group twice; the nil UUID asks for own tasks.
KEPT = """
SELECT f.id, f.name, f.query, f."group" AS group_id, '' AS group_name FROM task_filter f
WHERE f.person = {} AND f."group" IS NOT DISTINCT FROM nullif({}::uuid, {}::uuid)
ORDER BY din5007(f.name), f.id
"""
# Values: person, groups, bodies: what the reader may not read any more is not named.
ALL_KEPT = """
SELECT f.id, f.name, f.query, f."group" AS group_id, coalesce(g.name, '') AS group_name
FROM task_filter f LEFT JOIN steering_group g ON g.id = f."group"
WHERE f.person = {} AND (g.id IS NULL OR g.id = ANY({}::uuid[]) OR g.body = ANY({}::uuid[]))
ORDER BY g.id IS NOT NULL, din5007(g.name), din5007(f.name), f.id
"""


@dataclass(frozen=True)
class Kept:
    """`group_name` is empty for own tasks."""

    id: UUID
    name: str
    query: str
    group_id: UUID | None
    group_name: str

    @property
    def href(self) -> str:
        where = f"/gruppen/{self.group_id}/aufgaben" if self.group_id else "/aufgaben"
        return f"{where}?{self.query}"


async def kept_filters(scope: Scope) -> list[Kept]:
    """Of one list; one statement."""
    group = scope.group_id or NOBODY
    return [Kept(**row) for row in await TaskFilter.raw(KEPT, scope.actor.person_id, group, NOBODY)]


async def all_filters(actor: Actor) -> list[Kept]:
    rows = await TaskFilter.raw(ALL_KEPT, actor.person_id, [*actor.member_of], [*actor.office_of])
    return [Kept(**row) for row in rows]
