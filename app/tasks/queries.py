"""Tasks as screens, mails and other features see them: frozen values, no rows."""

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.words import Visibility
from app.groups.queries.names import berlin_day, name_on
from app.groups.tables import Group
from app.mandates.tables import Mandate
from app.tasks import access
from app.tasks.tables import Priority, Task, TaskStatus
from app.vorlagen.rules.points import point_label

NOBODY = UUID(int=0)

TASK = """t.id, t.title, t.status, t.starts_on, t.due_on, t.priority, t.done_at, t.done_note, t.visibility, t.created_at,
  t.agenda_item AS agenda_item_id, t.mandate AS mandate_id, t.person AS person_id,
  concat_ws(' ', p.given_name, p.family_name) AS person_name, t.traeger AS traeger_id,
  coalesce(tr.name, '') AS traeger_name, g.id AS group_id, g.name AS group_name, b.name AS body_name,
  dp.id AS point_id, dp.marker AS point_marker, dp.position AS point_position,
  v.id AS vorlage_id, v.reference, v.title AS vorlage_title, v.visibility AS vorlage_visibility,
  v.body AS vorlage_body, v.committee,
  (SELECT coalesce(json_agg(json_build_array(op.id, concat_ws(' ', op.given_name, op.family_name))
    ORDER BY din5007(op.family_name), op.id), '[]')
    FROM task_responsible tp JOIN person op ON op.id = tp.person WHERE tp.task = t.id) AS beside,
  (SELECT json_build_array(count(s.done_at), count(*)) FROM task_substep s
    WHERE s.task = t.id) AS substeps"""
TASKS = """
FROM task t JOIN steering_group g ON g.id = t."group" JOIN body b ON b.id = g.body
LEFT JOIN person p ON p.id = t.person
LEFT JOIN traeger tr ON tr.id = t.traeger
LEFT JOIN mandate m ON m.id = t.mandate
LEFT JOIN group_origin o ON o."group" = g.id
LEFT JOIN decision_point dp ON dp.id = coalesce(m.decision_point, o.decision_point)
LEFT JOIN vorlage v ON v.id = dp.vorlage
"""
# The rest of the way back to the Vorlage. First value: the reader's id.
ONE_TASK = f"""
SELECT {TASK}, g.body AS group_body, coalesce(mt."group", g.id) AS way_group,
  coalesce({name_on("wg", berlin_day("mt.starts_at"))}, g.name) AS way_name,
  ai.id AS item_id,
  (SELECT n.label FROM agenda_numbers(mt.id) n WHERE n.item = ai.id) AS item_label, ai.title AS item_title,
  mt.id AS meeting_id, mt.title AS meeting_title, mt.starts_at AS meeting_at,
  EXISTS (SELECT 1 FROM invitation i WHERE i.meeting = mt.id AND i.person = {{}}
    AND i.revoked_at IS NULL) AS invited,
  m.kind AS mandate_kind, m.title AS mandate_title
{TASKS} LEFT JOIN agenda_item ai ON ai.id = t.agenda_item
LEFT JOIN meeting mt ON mt.id = ai.meeting LEFT JOIN steering_group wg ON wg.id = mt."group"
WHERE t.id = {{}}
"""

# Whose task `t` is, alone or beside others. Values: the person, twice.
RESPONSIBLE = """(t.person = {} OR EXISTS (SELECT FROM task_responsible tp
  WHERE tp.task = t.id AND tp.person = {}))"""
# The same from the person's rows, so that a list of own tasks costs nothing for those of others.
OF_PERSON = """t.id IN (SELECT o.id FROM task o WHERE o.person = {}
  UNION ALL SELECT tp.task FROM task_responsible tp WHERE tp.person = {})"""
# Own, or nobody's yet of the Träger for whom the reader sits in the group.
# Values: reader, reader, reader, day, day.
OWN_TASKS = """t.id IN (
  SELECT o.id FROM task o WHERE o.person = {}
  UNION ALL SELECT tp.task FROM task_responsible tp WHERE tp.person = {}
  UNION ALL SELECT o.id FROM membership s
    JOIN task o ON o."group" = s."group" AND o.traeger = s.traeger AND o.person IS NULL
    WHERE s.person = {} AND s.since <= {} AND (s.until IS NULL OR s.until >= {}))"""
OPEN = "t.status IN ('open', 'in_progress')"
# People of the group, and the office of its body. Values: group, day, day, body.
ASSIGNEES = """
SELECT DISTINCT ON (din5007(p.family_name), din5007(p.given_name), p.id)
  p.id AS person_id, p.given_name, p.family_name, coalesce(tr.name, '') AS traeger,
  able.traeger AS traeger_id
FROM (SELECT m.person, m.traeger, 1 AS rank FROM membership m
    WHERE m."group" = {} AND m.since <= {} AND (m.until IS NULL OR m.until >= {})
  UNION ALL SELECT o.person, NULL, 2 FROM office_role o
    WHERE o.body = {} AND o.office = 'coordination') AS able
JOIN person p ON p.id = able.person AND NOT p.blocked
LEFT JOIN traeger tr ON tr.id = able.traeger
ORDER BY din5007(p.family_name), din5007(p.given_name), p.id, able.rank
"""


@dataclass(frozen=True, kw_only=True)
class TaskRow:
    """A task in a list or on its page. `way`: label and address, nearest first; an address only
    where the reader may open it. `origin` is the decision point: "2024/012, Punkt 3".
    """

    id: UUID
    title: str
    status: TaskStatus
    starts_on: date | None
    due_on: date | None
    priority: Priority
    done_at: datetime | None
    done_note: str
    visibility: Visibility
    created_at: datetime
    person_id: UUID | None
    person_name: str
    traeger_id: UUID | None
    traeger_name: str
    group_id: UUID
    group_name: str
    body_name: str
    agenda_item_id: UUID | None
    mandate_id: UUID | None
    origin: str
    origin_href: str | None
    beside: tuple[tuple[UUID, str], ...]  # who is responsible with the first: id and name
    substeps: tuple[int, int]  # done, all
    way: access.Way = ()  # only of a task on a page of its own

    @property
    def responsible(self) -> str:
        people = [self.person_name, *(name for _, name in self.beside)]
        return ", ".join(filter(None, people)) or self.traeger_name

    def sleeps(self, today: date) -> bool:
        """Until its Wiedervorlage."""
        return self.starts_on is not None and self.starts_on > today


MADE = {"status", "visibility", "priority", "beside", "substeps", "origin", "origin_href", "way"}
AS_READ = TaskRow.__dataclass_fields__.keys() - MADE


def _row(row: dict[str, Any], actor: Actor | None) -> TaskRow:
    point = point_label(row["point_marker"], row["point_position"]) if row["point_id"] else ""
    own: dict[str, Any] = {
        "status": TaskStatus(row["status"]),
        "visibility": Visibility(row["visibility"]),
        "priority": Priority(row["priority"]),
        "beside": tuple((UUID(each), name) for each, name in json.loads(row["beside"])),
        "substeps": tuple(json.loads(row["substeps"])),
        "origin": f"{row['reference'] or access.paper_label(actor, row)}, {point}" if point else "",
        "origin_href": access.point_href(actor, row),
    }
    return TaskRow(**{name: row[name] for name in AS_READ}, **own)


async def task_row(actor: Actor, task_id: UUID) -> TaskRow:
    """For a task that access has let through."""
    rows = await Task.raw(ONE_TASK, actor.person_id, task_id)
    return replace(_row(rows[0], actor), way=access.way_back(actor, rows[0]))


async def origin_of(task_id: UUID) -> str:
    """2024/012, Punkt 3; for a mail: no title that its reader may not know."""
    return _row((await Task.raw(ONE_TASK, NOBODY, task_id))[0], None).origin


@dataclass(frozen=True)
class Assignee:
    """Who may be given a task of a group: its members of the day and its Koordination."""

    person_id: UUID
    given_name: str
    family_name: str
    traeger: str = ""
    traeger_id: UUID | None = None

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"


async def assignees(group: Group, day: date) -> list[Assignee]:
    """Sorted by family name."""
    rows = await Task.raw(ASSIGNEES, group.id, day, day, group.body)
    return [Assignee(**row) for row in rows]


async def mandate_of(group_id: UUID, mandate_id: UUID) -> dict[str, Any]:
    """What a new task takes over from it; nothing from one of another group."""
    found = (
        await Mandate.objects().where(Mandate.id == mandate_id, Mandate.group == group_id).first()
    )
    if found is None:
        return {}
    ahead = found.due_on if found.due_on and found.due_on >= clock.today() else None
    return {"mandate_id": found.id, "due_on": ahead}
