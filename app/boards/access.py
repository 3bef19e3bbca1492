"""Whose tasks a page shows, and what may be done with each of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from app.boards.tables import TaskFilter
from app.core.actor import Actor
from app.core.errors import existing
from app.groups import access as groups
from app.groups.tables import Group
from app.tasks.queries import RESPONSIBLE
from app.tasks.tables import Task

# The reader's own tasks: the person's, then beside others, then nobody's yet of a Träger for whom the
# reader sits in the group. Where their rows lie is gathered first, from the person's side: a condition
# on the table would let PostgreSQL read all tasks of a group. By ctid, which one statement may: by id
# each of them would go down the whole index once more, and that grows with the tasks of others.
# Values: reader, reader, reader, day, day.
OWN_ROWS = """(SELECT w.* FROM task w WHERE w.ctid = ANY(ARRAY(
  SELECT o.ctid FROM task o WHERE o.person = {}
  UNION ALL SELECT o.ctid FROM task_responsible tp JOIN task o ON o.id = tp.task WHERE tp.person = {}
  UNION ALL SELECT o.ctid FROM membership s
    JOIN task o ON o.traeger = s.traeger AND o."group" = s."group" AND o.person IS NULL
    WHERE s.person = {} AND s.since <= {} AND (s.until IS NULL OR s.until >= {}))))"""
# The reader still sits in the group, or coordinates its body.
OWN_GROUPS = "(g.id = ANY({}::uuid[]) OR g.body = ANY({}::uuid[]))"
OF_GROUP = 't."group" = {}'
# The same of one row. Values: reader, reader, reader, day, day.
IS_MINE = f"""({RESPONSIBLE} OR (t.person IS NULL AND EXISTS (SELECT FROM membership s
  WHERE s.person = {{}} AND s."group" = t."group" AND s.traeger = t.traeger
    AND s.since <= {{}} AND (s.until IS NULL OR s.until >= {{}}))))"""

# Values: tasks, those of OWN_GROUPS, those of IS_MINE.
OWN_AMONG = f"""SELECT t.id FROM task t JOIN steering_group g ON g.id = t."group"
WHERE t.id = ANY({{}}::uuid[]) AND {OWN_GROUPS} AND {IS_MINE}"""


@dataclass(frozen=True)
class Scope:
    """The reader's own tasks, or with a group all of its."""

    actor: Actor
    group: Group | None = None

    @property
    def group_id(self) -> UUID | None:
        return self.group.id if self.group else None

    @property
    def may_edit(self) -> bool:
        """All tasks of the list."""
        return self.group is not None and groups.may_write_minutes(self.actor, self.group)

    def source(self, today: date) -> tuple[Any, ...]:
        """Values of OWN_ROWS; a group's tasks are taken from the table."""
        me = self.actor.person_id
        return () if self.group else (me, me, me, today, today)

    @property
    def condition(self) -> tuple[Any, ...]:
        """Values of OF_GROUP or OWN_GROUPS."""
        actor = self.actor
        if self.group:
            return (self.group.id,)
        return [*actor.member_of, *actor.attends], [*actor.office_of]

    def own_values(self, today: date) -> tuple[Any, ...]:
        """Of IS_MINE."""
        me = self.actor.person_id
        return me, me, me, today, today


def may_edit_in(actor: Actor, group_id: UUID, body_id: UUID) -> bool:
    """As groups.may_write_minutes, of a row."""
    return body_id in actor.office_of or group_id in actor.leads or group_id in actor.writes


async def scope_of(actor: Actor, group_id: UUID | None) -> Scope:
    """Raises NotFound for a group that the reader may not read."""
    return Scope(actor, await groups.group_to_read(actor, group_id) if group_id else None)


async def own_among(scope: Scope, ids: Iterable[UUID], today: date) -> list[UUID]:
    """Which of these tasks are the reader's own."""
    rows = await Task.raw(OWN_AMONG, list(ids), *scope.condition, *scope.own_values(today))
    return [row["id"] for row in rows]


async def own_filter(actor: Actor, filter_id: UUID) -> TaskFilter:
    """Nobody sees another person's."""
    return existing(
        await TaskFilter.objects()
        .where(TaskFilter.id == filter_id, TaskFilter.person == actor.person_id)
        .first()
    )
