"""Tasks as screens, mails and other features see them: frozen values, no rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.paging import PER_PAGE
from app.core.words import Visibility
from app.groups.queries.names import berlin_day, name_on
from app.groups.tables import Group
from app.tasks import access
from app.tasks.tables import Task, TaskStatus, TaskStep
from app.vorlagen.rules.points import point_label

NOBODY = UUID(int=0)

TASK = """t.id, t.title, t.status, t.due_on, t.done_at, t.done_note, t.visibility, t.created_at,
  t.agenda_item AS agenda_item_id, t.mandate AS mandate_id, t.person AS person_id,
  concat_ws(' ', p.given_name, p.family_name) AS person_name, t.traeger AS traeger_id,
  coalesce(tr.name, '') AS traeger_name, g.id AS group_id, g.name AS group_name, b.name AS body_name,
  dp.id AS point_id, dp.marker AS point_marker, dp.position AS point_position,
  v.id AS vorlage_id, v.reference, v.title AS vorlage_title, v.visibility AS vorlage_visibility,
  v.body AS vorlage_body, v.committee"""
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

# Own, or nobody's yet of the Träger for whom the reader sits in the group; and the reader still
# belongs to it. Values: reader, reader, day, day, groups, bodies.
MINE = """
(t.person = {} OR (t.person IS NULL AND EXISTS (SELECT 1 FROM membership s
  WHERE s.person = {} AND s."group" = t."group" AND s.traeger = t.traeger
    AND s.since <= {} AND (s.until IS NULL OR s.until >= {}))))
AND (g.id = ANY({}::uuid[]) OR g.body = ANY({}::uuid[]))
"""
OPEN = "t.status IN ('open', 'in_progress')"
# Open ones by due date, then done ones newest first.
SORTED = (
    f" ORDER BY ({OPEN}) DESC, t.done_at DESC NULLS LAST, t.due_on NULLS LAST, t.created_at, t.id"
)
MY_TASKS = f"""SELECT {TASK} {TASKS} WHERE {MINE} AND ({OPEN}) = {{}} AND ({{}}::uuid IS NULL OR g.id = {{}})
{SORTED} LIMIT {{}} OFFSET {{}}"""
MY_COUNTS = f"""
SELECT g.id, g.name, count(*) FILTER (WHERE {OPEN}) AS open,
  count(*) FILTER (WHERE NOT {OPEN}) AS closed,
  count(*) FILTER (WHERE {OPEN} AND t.due_on < {{}}) AS overdue
FROM task t JOIN steering_group g ON g.id = t."group" WHERE {MINE}
GROUP BY g.id ORDER BY din5007(g.name)
"""
GROUP_TASKS = f"""SELECT {TASK}, count(*) OVER () AS total {TASKS} WHERE g.id = {{}} AND t.status = ANY({{}}::text[])
AND ({{}}::date IS NULL OR t.due_on < {{}}) {SORTED} LIMIT {{}} OFFSET {{}}"""
ASSIGNEES = """
SELECT DISTINCT ON (din5007(p.family_name), din5007(p.given_name), p.id)
  p.id AS person_id, p.given_name, p.family_name, coalesce(tr.name, '') AS traeger,
  m.traeger AS traeger_id
FROM person p
LEFT JOIN membership m ON m.person = p.id AND m."group" = {}
  AND m.since <= {} AND (m.until IS NULL OR m.until >= {})
LEFT JOIN traeger tr ON tr.id = m.traeger
WHERE NOT p.blocked AND (m.id IS NOT NULL OR EXISTS (SELECT 1 FROM office_role o
  WHERE o.person = p.id AND o.body = {} AND o.office = 'coordination'))
ORDER BY din5007(p.family_name), din5007(p.given_name), p.id
"""


@dataclass(frozen=True, kw_only=True)
class TaskRow:
    """A task in a list or on its page. `way`: label and address, nearest first; an address only
    where the reader may open it. `origin` is the decision point: "2024/012, Punkt 3".
    """

    id: UUID
    title: str
    status: TaskStatus
    due_on: date | None
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
    way: access.Way = ()  # only of a task on a page of its own

    @property
    def responsible(self) -> str:
        return self.person_name or self.traeger_name


MADE = {"status", "visibility", "origin", "origin_href", "way"}
AS_READ = TaskRow.__dataclass_fields__.keys() - MADE


def _row(row: dict[str, Any], actor: Actor | None) -> TaskRow:
    point = point_label(row["point_marker"], row["point_position"]) if row["point_id"] else ""
    own: dict[str, Any] = {
        "status": TaskStatus(row["status"]),
        "visibility": Visibility(row["visibility"]),
        "origin": f"{row['reference'] or access.paper_label(actor, row)}, {point}" if point else "",
        "origin_href": access.point_href(actor, row),
    }
    return TaskRow(**{name: row[name] for name in AS_READ}, **own)


async def task_row(actor: Actor, task_id: UUID) -> TaskRow:
    """For a task that access has let through."""
    rows = await Task.raw(ONE_TASK, actor.person_id, task_id)
    return replace(_row(rows[0], actor), way=access.way_back(actor, rows[0]))


@dataclass(frozen=True)
class Step:
    at: datetime
    person_name: str
    to_status: TaskStatus | None
    text: str


async def history(task_id: UUID) -> list[Step]:
    """Newest first."""
    steps = (
        await TaskStep.objects()
        .where(TaskStep.task == task_id)
        .order_by(TaskStep.at, ascending=False)
    )
    return [
        Step(s.at, s.person_name, TaskStatus(s.to_status) if s.to_status else None, s.text)
        for s in steps
    ]


@dataclass(frozen=True)
class MyTasks:
    """One page of the reader's own tasks, and how many there are."""

    rows: list[TaskRow]
    open: int
    overdue: int
    closed: int
    groups: dict[str, str]  # id → name of all groups in which the reader has tasks


def _mine(actor: Actor) -> tuple[Any, ...]:
    day = clock.today()
    groups = [*actor.member_of, *actor.attends]
    return actor.person_id, actor.person_id, day, day, groups, [*actor.office_of]


async def my_tasks(
    actor: Actor, *, closed: bool = False, group_id: UUID | None = None, page: int = 1
) -> MyTasks:
    """Across all groups, or in one of them."""
    counted = await Task.raw(MY_COUNTS, clock.today(), *_mine(actor))
    chosen = [row for row in counted if group_id in (None, row["id"])]
    rows = await Task.raw(
        MY_TASKS, *_mine(actor), not closed, group_id, group_id,
        PER_PAGE, (page - 1) * PER_PAGE,
    )  # fmt: skip
    return MyTasks(
        rows=[_row(row, actor) for row in rows],
        open=sum(row["open"] for row in chosen),
        overdue=sum(row["overdue"] for row in chosen),
        closed=sum(row["closed"] for row in chosen),
        groups={str(row["id"]): row["name"] for row in counted},
    )


@dataclass(frozen=True)
class Page:
    rows: list[TaskRow]
    total: int


ACTIVE = (TaskStatus.OPEN, TaskStatus.IN_PROGRESS)
STATES: dict[str, Sequence[TaskStatus]] = {
    "offen": ACTIVE,
    "ueberfaellig": ACTIVE,
    "erledigt": (TaskStatus.DONE,),
    "verworfen": (TaskStatus.DROPPED,),
    "alle": tuple(TaskStatus),
}


async def tasks_of_group(actor: Actor, group_id: UUID, state: str, page: int = 1) -> Page:
    """For a reader of the group; `state` is a word of STATES."""
    before = clock.today() if state == "ueberfaellig" else None
    rows = await Task.raw(
        GROUP_TASKS, group_id, [str(s) for s in STATES[state]], before, before,
        PER_PAGE, (page - 1) * PER_PAGE,
    )  # fmt: skip
    return Page([_row(row, actor) for row in rows], rows[0]["total"] if rows else 0)


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
