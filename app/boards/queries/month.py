from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from app.boards import access
from app.boards.access import Scope
from app.core import clock
from app.tasks.tables import Task, TaskStatus

MOST = 1000  # tasks of six weeks
DUE = f"""
SELECT t.id, t.title, t.status, t.due_on, g.name AS group_name
FROM {access.OWN_ROWS} t JOIN steering_group g ON g.id = t."group"
WHERE {access.OWN_GROUPS} AND t.due_on BETWEEN {{}} AND {{}} AND t.status <> 'dropped'
  AND ({{}}::uuid IS NULL OR g.id = {{}})
ORDER BY t.status = 'done', din5007(t.title), t.id LIMIT {{}}
"""


@dataclass(frozen=True)
class DueTask:
    id: UUID
    title: str
    status: TaskStatus
    due_on: date
    group_name: str


@dataclass(frozen=True)
class DueDay:
    """Hashable: a cell of the month is drawn once for equal days."""

    day: date
    tasks: tuple[DueTask, ...]


async def due_days(
    scope: Scope, since: date, until: date, group_id: UUID | None
) -> dict[date, DueDay]:
    """Both days inclusive; one statement."""
    rows = await Task.raw(
        DUE, *scope.source(clock.today()), *scope.condition, since, until, group_id, group_id, MOST
    )
    found: dict[date, list[DueTask]] = defaultdict(list)
    for row in rows:
        found[row["due_on"]].append(DueTask(**(row | {"status": TaskStatus(row["status"])})))
    days = [since + timedelta(days=n) for n in range((until - since).days + 1)]
    return {day: DueDay(day, tuple(found[day])) for day in days}
