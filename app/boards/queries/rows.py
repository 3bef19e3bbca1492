"""Tasks as lists, boards and files show them."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.boards import access
from app.boards.access import Scope
from app.boards.rules import UNDATED, Wanted
from app.core import clock
from app.core.actor import Actor
from app.core.paging import PER_PAGE
from app.core.words import Visibility
from app.tasks import access as tasks
from app.tasks.queries import OPEN
from app.tasks.rules import ACTIVE
from app.tasks.tables import Priority, Task, TaskStatus
from app.vorlagen.rules.points import point_label

AT_A_TIME = 500  # rows of a file

# Values: what Asked.values gives.
ASKED = """(SELECT {}::text[] AS states, {}::uuid AS of_group, {}::text AS priority,
  {}::date AS since, {}::date AS before, {}::boolean AS undated, {}::uuid AS person,
  {}::boolean AS unassigned, {}::text[] AS words, {}::date AS today) a"""
MATCHES = """t.status = ANY(a.states) AND (a.of_group IS NULL OR t."group" = a.of_group)
  AND (a.priority = '' OR t.priority = a.priority)
  AND (a.since IS NULL OR t.due_on >= a.since) AND (a.before IS NULL OR t.due_on < a.before)
  AND (NOT a.undated OR t.due_on IS NULL)
  AND (a.person IS NULL OR t.person = a.person OR EXISTS (SELECT FROM task_responsible tp
    WHERE tp.task = t.id AND tp.person = a.person))
  AND (NOT a.unassigned OR (t.person IS NULL AND t.traeger IS NULL))
  AND NOT EXISTS (SELECT FROM unnest(a.words) word WHERE strpos(lower(t.title), word) = 0)"""
# Open ones by due date with the pressing first and those asleep last; done ones newest first.
ORDER = f"""({OPEN}) DESC, (t.starts_on IS NOT NULL AND t.starts_on > a.today),
  t.done_at DESC NULLS LAST, t.due_on NULLS LAST,
  array_position(ARRAY['high', 'normal', 'low'], t.priority::text), t.created_at, t.id"""
COLUMNS = """t.id, t.title, t.status, t.due_on, t.starts_on, t.priority, t.done_at, t.done_note,
  t.visibility, t.version, t.person AS person_id, concat_ws(' ', p.given_name, p.family_name)
  AS person_name, coalesce(tr.name, '') AS traeger_name, g.id AS group_id, g.name AS group_name,
  g.body AS group_body, dp.id AS point_id, dp.marker AS point_marker, dp.position AS point_position,
  v.id AS vorlage_id, v.reference, v.title AS vorlage_title, v.visibility AS vorlage_visibility,
  v.body AS vorlage_body, v.committee,
  (SELECT string_agg(concat_ws(' ', q.given_name, q.family_name), ', '
    ORDER BY din5007(q.family_name), q.id)
   FROM task_responsible tp JOIN person q ON q.id = tp.person WHERE tp.task = t.id) AS others"""
JOINED = f"""JOIN steering_group g ON g.id = t."group" CROSS JOIN {ASKED}
LEFT JOIN person p ON p.id = t.person
LEFT JOIN traeger tr ON tr.id = t.traeger
LEFT JOIN mandate m ON m.id = t.mandate
LEFT JOIN group_origin o ON o."group" = g.id
LEFT JOIN decision_point dp ON dp.id = coalesce(m.decision_point, o.decision_point)
LEFT JOIN vorlage v ON v.id = dp.vorlage"""


def _listed(source: str, condition: str) -> str:
    """Values: of the source, of ASKED, of the condition, limit, offset."""
    return f"""SELECT {COLUMNS}, count(*) OVER () AS total
FROM {source} t {JOINED} WHERE {condition} AND {MATCHES} ORDER BY {ORDER} LIMIT {{}} OFFSET {{}}"""


OWN_LIST = _listed(access.OWN_ROWS, access.OWN_GROUPS)
GROUP_LIST = _listed("task", access.OF_GROUP)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A task in a list; hashable, for a row is drawn once for equal values.

    `others` are responsible beside the first person; `origin` is the decision point: "2024/012,
    Punkt 3", with an address only where the reader may open it.
    """

    id: UUID
    title: str
    status: TaskStatus
    due_on: date | None
    starts_on: date | None
    priority: Priority
    done_at: datetime | None
    done_note: str
    visibility: Visibility
    version: int
    person_id: UUID | None
    person_name: str
    traeger_name: str
    others: str
    group_id: UUID
    group_name: str
    group_body: UUID
    origin: str
    origin_href: str | None

    @property
    def responsible(self) -> str:
        """All of them."""
        return ", ".join(filter(None, (self.person_name or self.traeger_name, self.others)))

    @property
    def is_open(self) -> bool:
        return self.status in ACTIVE

    def sleeps(self, today: date) -> bool:
        """Until its Wiedervorlage."""
        return self.starts_on is not None and self.starts_on > today


AS_READ = Entry.__dataclass_fields__.keys() - {
    "status", "priority", "visibility", "others", "origin", "origin_href",
}  # fmt: skip


@dataclass(frozen=True)
class Page:
    rows: list[Entry] = field(default_factory=list)
    total: int = 0


def asked(wanted: Wanted, today: date) -> tuple[Any, ...]:
    """Values of ASKED."""
    since, before = wanted.due_between(today)
    return (
        wanted.asked_states, wanted.group_id, wanted.priority, since, before,
        wanted.due == UNDATED, wanted.person_id, wanted.unassigned, list(wanted.words), today,
    )  # fmt: skip


def entry(row: dict[str, Any], actor: Actor) -> Entry:
    point = point_label(row["point_marker"], row["point_position"]) if row["point_id"] else ""
    return Entry(
        **{name: row[name] for name in AS_READ},
        status=TaskStatus(row["status"]),
        priority=Priority(row["priority"]),
        visibility=Visibility(row["visibility"]),
        others=row["others"] or "",
        origin=f"{row['reference'] or tasks.paper_label(actor, row)}, {point}" if point else "",
        origin_href=tasks.point_href(actor, row) if point else None,
    )


async def entries(scope: Scope, wanted: Wanted, number: int, limit: int = PER_PAGE) -> Page:
    """`number` of the page, from 1. One statement."""
    today = clock.today()
    values = (*asked(wanted, today), *scope.condition, limit, limit * (number - 1))
    if scope.group:
        found = await Task.raw(GROUP_LIST, *values)
    else:
        found = await Task.raw(OWN_LIST, *scope.source(today), *values)
    rows = [entry(row, scope.actor) for row in found]
    return Page(rows, found[0]["total"] if found else 0)


async def all_entries(scope: Scope, wanted: Wanted) -> AsyncIterator[list[Entry]]:
    """For files, some at a time."""
    number = 1
    while rows := (await entries(scope, wanted, number, AT_A_TIME)).rows:
        yield rows
        number += 1
