"""One decision point with the whole chain: groups, mandates, meetings, decisions, tasks."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from app.control.queries.entries import Entry, Work
from app.control.queries.loading import Row, opens, point_of
from app.control.rules.days import Shown
from app.core import clock
from app.core.actor import Actor
from app.core.words import Badge
from app.decisions.rules import number_label
from app.decisions.tables import Outcome
from app.groups.tables import Group
from app.mandates.rules import BADGES
from app.mandates.tables import Mandate, MandateStatus
from app.minutes import access as minutes
from app.minutes.tables import Minutes
from app.tasks.tables import TaskStatus

# Mandates, then the instant six times: steps; items of agendas with their decisions; tasks.
HISTORY = """
WITH mine AS (SELECT m.id, m."group" FROM mandate m WHERE m.id = ANY({})),
met AS (SELECT DISTINCT mandate, agenda_item FROM (
    SELECT mandate, agenda_item FROM agenda_link WHERE mandate IN (SELECT id FROM mine)
    UNION ALL SELECT mandate, agenda_item FROM mandate_step
      WHERE mandate IN (SELECT id FROM mine) AND at <= {}) both_ways WHERE agenda_item IS NOT NULL)
SELECT 'step' AS sort, s.mandate, s.id, s.at, s.to_status AS state, s.sentence AS text,
  s.person_name AS who, mt.id AS meeting_id, mt.title AS meeting_title, mt.starts_at,
  NULL::text AS minutes_status, item.id AS item_id, item.title AS item_title, NULL::integer AS number,
  NULL::integer AS year, NULL::uuid AS entry_id, NULL::date AS due_on, g.id AS group_id, g.body AS body_id
FROM mandate_step s JOIN mine ON mine.id = s.mandate JOIN steering_group g ON g.id = mine."group"
LEFT JOIN meeting mt ON mt.id = s.meeting LEFT JOIN agenda_item item ON item.id = s.agenda_item
WHERE s.at <= {}
UNION ALL
SELECT 'item', met.mandate, coalesce(d.id, item.id), mt.starts_at, d.outcome, d.text, '', mt.id,
  mt.title, mt.starts_at, mi.status, item.id, item.title, e.number, e.year, e.id, NULL, g.id, g.body
FROM met JOIN agenda_item item ON item.id = met.agenda_item JOIN meeting mt ON mt.id = item.meeting
JOIN steering_group g ON g.id = mt."group" LEFT JOIN minutes mi ON mi.meeting = mt.id
LEFT JOIN decision d ON d.agenda_item = item.id AND d.created_at <= {}
LEFT JOIN register_entry e ON e.decision = d.id
WHERE mt.status <> 'cancelled' AND mt.created_at <= {}
UNION ALL
SELECT 'task', t.mandate, t.id, t.created_at, coalesce(told.to_status, t.status), t.title, '',
  NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, t.due_on, g.id, g.body
FROM task t JOIN mine ON mine.id = t.mandate JOIN steering_group g ON g.id = t."group"
LEFT JOIN LATERAL (SELECT to_status FROM task_step WHERE task = t.id AND to_status <> '' AND at <= {}
  ORDER BY at DESC, id LIMIT 1) told ON true
WHERE t.created_at <= {}
ORDER BY at, sort, id
"""
INSTANTS = 6
OPEN = (TaskStatus.OPEN, TaskStatus.IN_PROGRESS)


@dataclass(frozen=True)
class Decided:
    text: str
    outcome: Outcome
    label: str  # 3/2026
    href: str | None


@dataclass
class Event:
    """A step, or an item on the agenda of a meeting; either may have both."""

    on: date
    state: Badge | None
    sentence: str
    who: str
    place: tuple[str, str] | None  # meeting and item, its address
    decisions: list[Decided] = field(default_factory=list)


@dataclass(frozen=True)
class TaskLine:
    id: UUID
    title: str
    status: TaskStatus
    due_on: date | None
    overdue: bool


@dataclass(frozen=True)
class Strand:
    """A mandate with what happened to it, the oldest first; empty for who does not read its group."""

    work: Work
    events: list[Event]
    tasks: list[TaskLine]

    @property
    def state(self) -> Badge:
        return BADGES[self.work.status]


@dataclass(frozen=True)
class Chain:
    entry: Entry
    strands: list[Strand]


async def chain_of(actor: Actor, shown: Shown, point_id: UUID) -> Chain:
    """Five statements. Raises NotFound, also for a point that was not there on the day."""
    entry = await point_of(actor, shown, point_id)
    ids = [one.id for one in entry.work if one.opens]
    rows = await Mandate.raw(HISTORY, ids, *[shown.at] * INSTANTS) if ids else []
    rows = [row for row in rows if opens(actor, row)]
    strands = [
        Strand(
            one,
            _events(actor, [row for row in rows if row["mandate"] == one.id]),
            [
                _task(row, shown.on)
                for row in rows
                if row["mandate"] == one.id and row["sort"] == "task"
            ],
        )
        for one in entry.work
    ]
    return Chain(_counted(entry, strands), strands)


def _events(actor: Actor, rows: list[Row]) -> list[Event]:
    """Steps in an item of a meeting carry its decisions; other items stand for themselves."""
    events: list[Event] = []
    by_item: dict[UUID, Event] = {}
    for row in rows:
        if row["sort"] == "step":
            events.append(_step(row))
            by_item[row["item_id"]] = events[-1]
    for row in rows:
        if row["sort"] == "item":
            if row["item_id"] not in by_item:
                events.append(_met(row))
                by_item[row["item_id"]] = events[-1]
            if row["state"] and _reads_minutes(actor, row):
                by_item[row["item_id"]].decisions.append(_decided(row))
    return sorted(events, key=lambda event: event.on)


def _step(row: Row) -> Event:
    state = BADGES[MandateStatus(row["state"])]
    return Event(clock.berlin(row["at"]).date(), state, row["text"], row["who"], _place(row))


def _met(row: Row) -> Event:
    """On the agenda, without a step."""
    return Event(clock.berlin(row["starts_at"]).date(), None, "", "", _place(row))


def _reads_minutes(actor: Actor, row: Row) -> bool:
    group = Group(id=row["group_id"], body=row["body_id"])
    status = row["minutes_status"]
    kept = Minutes(meeting=row["meeting_id"], status=status) if status else None
    return minutes.may_read(actor, group, kept)


def _place(row: Row) -> tuple[str, str] | None:
    if not row["meeting_id"]:
        return None
    words = ", ".join(word for word in (row["item_title"], row["meeting_title"]) if word)
    anchor = f"#punkt-{row['item_id']}" if row["item_id"] else ""
    return words or "Sitzung", f"/sitzungen/{row['meeting_id']}{anchor}"


def _decided(row: Row) -> Decided:
    number = number_label(row["number"], row["year"]) if row["number"] else ""
    href = f"/beschluesse/{row['entry_id']}" if row["entry_id"] else None
    return Decided(row["text"], Outcome(row["state"]), number, href)


def _task(row: Row, today: date) -> TaskLine:
    status = TaskStatus(row["state"])
    late = status in OPEN and row["due_on"] is not None and row["due_on"] < today
    return TaskLine(row["id"], row["text"], status, row["due_on"], late)


def _counted(entry: Entry, strands: list[Strand]) -> Entry:
    tasks = [task for strand in strands for task in strand.tasks]
    entry.tasks.open = sum(task.status in OPEN for task in tasks)
    entry.tasks.done = sum(task.status == TaskStatus.DONE for task in tasks)
    entry.tasks.overdue = sum(task.overdue for task in tasks)
    return entry
