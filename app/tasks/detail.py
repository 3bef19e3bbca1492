"""What the page of one task shows beside the task itself, in one statement."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.tasks.readers import READERS
from app.tasks.tables import Task, TaskStatus

# Values: day, day, day, day, task, reader, task.
DETAIL = f"""
SELECT (
  SELECT coalesce(json_agg(json_build_object(
    'name', concat_ws(' ', p.given_name, p.family_name),
    'belongs', NOT p.blocked AND (EXISTS (SELECT FROM membership m
      WHERE m.person = p.id AND m."group" = t."group"
        AND m.since <= {{}} AND (m.until IS NULL OR m.until >= {{}}))
      OR EXISTS (SELECT FROM office_role o JOIN steering_group g ON g.id = t."group"
        WHERE o.person = p.id AND o.body = g.body AND o.office = 'coordination'))
  ) ORDER BY r.place, din5007(p.family_name), p.id), '[]')
  FROM (SELECT t.person AS id, 1 AS place
        UNION ALL SELECT tp.person, 2 FROM task_responsible tp WHERE tp.task = t.id) r
  JOIN person p ON p.id = r.id
) AS people, (
  SELECT coalesce(json_agg(json_build_object(
    'id', s.id, 'text', s.text, 'done_at', s.done_at, 'done_by_name', s.done_by_name
  ) ORDER BY s.position, s.id), '[]') FROM task_substep s WHERE s.task = t.id
) AS substeps, (
  SELECT coalesce(json_agg(json_build_object(
    'at', s.at, 'person_name', s.person_name, 'to_status', s.to_status, 'text', s.text
  ) ORDER BY s.at DESC, s.id), '[]') FROM task_step s WHERE s.task = t.id
) AS steps, (
  SELECT coalesce(json_agg(json_build_array(r.person_id, r.name)), '[]') FROM ({READERS}) r
) AS readers,
EXISTS (SELECT FROM task_watcher w WHERE w.task = t.id AND w.person = {{}}) AS watching
FROM task t WHERE t.id = {{}}
"""


# Values: task, body.
BEHIND_LINK = """
SELECT b.name AS body_name, b.contact_name, b.contact_mail, (
  SELECT coalesce(json_agg(json_build_object(
    'id', s.id, 'text', s.text, 'done_at', s.done_at, 'done_by_name', s.done_by_name
  ) ORDER BY s.position, s.id), '[]') FROM task_substep s WHERE s.task = {}
) AS substeps FROM body b WHERE b.id = {}
"""


@dataclass(frozen=True)
class Responsible:
    """`belongs`: can still open the task; who has left or is shut out cannot."""

    name: str
    belongs: bool


@dataclass(frozen=True)
class SubstepRow:
    id: UUID
    text: str
    done_at: datetime | None  # UTC
    done_by_name: str


@dataclass(frozen=True)
class Step:
    at: datetime  # UTC
    person_name: str
    to_status: TaskStatus | None
    text: str


@dataclass(frozen=True)
class Detail:
    people: tuple[Responsible, ...]
    substeps: tuple[SubstepRow, ...]
    steps: tuple[Step, ...]  # newest first
    readers: dict[str, str]  # id → name of who may be told of a comment, without the reader
    watching: bool

    @property
    def done(self) -> int:
        return sum(each.done_at is not None for each in self.substeps)

    def is_nobodys(self, traeger: str) -> bool:
        """Nobody is left who could open it."""
        return not traeger and not any(each.belongs for each in self.people)


async def detail_of(actor: Actor, task_id: UUID) -> Detail:
    """For a task that access has let through."""
    day = clock.today()
    (row,) = await Task.raw(DETAIL, day, day, day, day, task_id, actor.person_id, task_id)
    told = {name: json.loads(row[name]) for name in ("people", "substeps", "steps", "readers")}
    return Detail(
        people=tuple(Responsible(**each) for each in told["people"]),
        substeps=tuple(_substep(each) for each in told["substeps"]),
        steps=tuple(_step(each) for each in told["steps"]),
        readers={id_: name for id_, name in told["readers"] if id_ != str(actor.person_id)},
        watching=row["watching"],
    )


@dataclass(frozen=True)
class BehindLink:
    """Beside the task on the page of its link: whom to ask, and what is to be ticked off."""

    body_name: str
    contact_name: str
    contact_mail: str
    substeps: tuple[SubstepRow, ...]


async def behind_link(task_id: UUID, body_id: UUID) -> BehindLink:
    (row,) = await Task.raw(BEHIND_LINK, task_id, body_id)
    substeps = tuple(_substep(each) for each in json.loads(row["substeps"]))
    return BehindLink(**{**row, "substeps": substeps})


def _substep(row: dict[str, Any]) -> SubstepRow:
    done_at = datetime.fromisoformat(row["done_at"]) if row["done_at"] else None
    return SubstepRow(UUID(row["id"]), row["text"], done_at, row["done_by_name"])


def _step(row: dict[str, Any]) -> Step:
    to = TaskStatus(row["to_status"]) if row["to_status"] else None
    return Step(datetime.fromisoformat(row["at"]), row["person_name"], to, row["text"])
