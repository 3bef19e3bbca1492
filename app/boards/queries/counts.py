"""How many own tasks there are, and whom the tasks of a group name."""

from dataclasses import dataclass
from uuid import UUID

from app.boards import access
from app.boards.access import Scope
from app.boards.rules import NOBODY
from app.core import clock
from app.groups.tables import Group
from app.tasks.queries import OPEN
from app.tasks.tables import Task

COUNTS = f"""
SELECT g.id, g.name, count(*) FILTER (WHERE {OPEN}) AS open,
  count(*) FILTER (WHERE NOT {OPEN}) AS closed,
  count(*) FILTER (WHERE {OPEN} AND t.due_on < {{}}) AS overdue
FROM {access.OWN_ROWS} t JOIN steering_group g ON g.id = t."group" WHERE {access.OWN_GROUPS}
GROUP BY g.id ORDER BY din5007(g.name)
"""
PEOPLE = """
SELECT p.id, concat_ws(' ', p.given_name, p.family_name) AS name FROM person p
WHERE p.id IN (SELECT t.person FROM task t WHERE t."group" = {}
  UNION ALL SELECT tp.person FROM task_responsible tp JOIN task t ON t.id = tp.task WHERE t."group" = {})
ORDER BY din5007(p.family_name), din5007(p.given_name), p.id
"""
Choices = tuple[tuple[str, str], ...]  # value and words; hashable, as what is drawn once must be


@dataclass(frozen=True)
class Counts:
    open: int
    overdue: int
    closed: int
    groups: Choices  # all in which the reader has tasks


async def own_counts(scope: Scope, group_id: UUID | None = None) -> Counts:
    """Of one of the groups; of all without it, or for a group in which the reader has none."""
    today = clock.today()
    rows = await Task.raw(COUNTS, today, *scope.source(today), *scope.condition)
    chosen = [row for row in rows if row["id"] == group_id] or rows
    return Counts(
        sum(row["open"] for row in chosen),
        sum(row["overdue"] for row in chosen),
        sum(row["closed"] for row in chosen),
        tuple((str(row["id"]), row["name"]) for row in rows),
    )


async def people_of(group: Group) -> Choices:
    """Whoever has tasks there, and nobody."""
    rows = await Task.raw(PEOPLE, group.id, group.id)
    return ((NOBODY, "noch niemand"), *((str(row["id"]), row["name"]) for row in rows))
