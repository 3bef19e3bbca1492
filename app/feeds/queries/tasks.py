"""The reader's own tasks, and those of the Träger for whom they sit in the group."""

from datetime import datetime
from typing import Any
from uuid import UUID

from app.core import clock
from app.core.settings import settings
from app.core.words import Visibility
from app.feeds import rules
from app.ical.day import TaskState, WholeDay, task_as_day, todo
from app.tasks.queries import OWN_TASKS
from app.tasks.tables import Task, TaskStatus

OWN = f"""
SELECT t.id, t.title, t.status, t.due_on, t.done_at, t.visibility, t.version, t.created_at, g.name,
    g.id AS group_id
FROM task t JOIN steering_group g ON g.id = t."group"
WHERE {OWN_TASKS}
    AND (EXISTS (
        SELECT FROM membership s WHERE s.person = {{}} AND s."group" = t."group"
            AND s.since <= {{}} AND (s.until IS NULL OR s.until >= {{}}))
      OR EXISTS (
        SELECT FROM office_role o WHERE o.person = {{}} AND o.body = g.body
            AND o.office = 'coordination'))
    AND (t.status IN ('open', 'in_progress') OR t.status = 'done' AND t.done_at > {{}})
ORDER BY t.due_on NULLS LAST, t.id
"""
STATES: dict[str, TaskState] = {
    TaskStatus.OPEN: "NEEDS-ACTION", TaskStatus.IN_PROGRESS: "IN-PROCESS",
    TaskStatus.DONE: "COMPLETED",
}  # fmt: skip


async def tasks_for(
    person_id: UUID, now: datetime, *, as_days: bool
) -> tuple[list[bytes], set[UUID]]:
    """VTODOs of the open tasks and those done within thirty days; or whole days of the open ones
    that have a day. And the groups that they name.
    """
    midnight = clock.berlin(now).replace(hour=0, minute=0, second=0, microsecond=0)
    day = midnight.date()
    rows = await Task.raw(
        OWN, person_id, person_id, person_id, day, day, person_id, day, day, person_id,
        midnight - rules.DONE_STAY,
    )  # fmt: skip
    groups = {row["group_id"] for row in rows}
    if not as_days:
        return [todo(_task(row), STATES[row["status"]], row["done_at"]) for row in rows], groups
    dated = [row for row in rows if row["due_on"] and row["status"] != TaskStatus.DONE]
    return [task_as_day(_task(row), row["due_on"]) for row in dated], groups


def _task(row: dict[str, Any]) -> WholeDay:
    """The title of a task that is not public stays behind the login."""
    secret = row["visibility"] == Visibility.CONFIDENTIAL
    return WholeDay(
        uid=rules.uid_of(row["id"]),
        sequence=row["version"] - 1,
        day=row["due_on"],
        summary="Aufgabe" if secret else f"Aufgabe: {row['title']}",
        description="Den Titel sehen Sie nach der Anmeldung." if secret else row["name"],
        url=f"{settings().base_url}/aufgaben/{row['id']}",
        created_at=row["created_at"],
        modified_at=row["done_at"] or row["created_at"],
    )
