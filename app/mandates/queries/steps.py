"""The history of a mandate, with what caused each step, and the way back from there."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.core.actor import Actor
from app.core.words import Badge
from app.groups import access as groups
from app.groups.tables import Group
from app.mandates import access, rules
from app.mandates.tables import Mandate, MandateKind, MandateStatus

# The room of minutes lies above and is read by name.
STEPS = """
SELECT s.from_status, s.to_status, s.sentence, s.person_name, s.at, s.on_day, mt.id AS meeting_id,
  mt.title AS meeting, mt."group" AS group_id, g.body AS body_id, ai.id AS item_id, ai.title AS item,
  e.id AS entry_id, e.number, e.year,
  EXISTS (SELECT FROM minutes WHERE minutes.meeting = mt.id AND minutes.status <> 'draft') AS sent
FROM mandate_step s LEFT JOIN meeting mt ON mt.id = s.meeting
LEFT JOIN steering_group g ON g.id = mt."group" LEFT JOIN agenda_item ai ON ai.id = s.agenda_item
LEFT JOIN register_entry e ON e.decision = s.decision
WHERE s.mandate = {} ORDER BY s.at DESC, s.id
"""
MOVED_BY = """
SELECT m.id, m.kind, m.title, g.id AS group_id, g.body AS body_id, s.to_status, s.sentence, s.at
FROM register_entry e JOIN mandate_step s ON s.decision = e.decision JOIN mandate m ON m.id = s.mandate
JOIN steering_group g ON g.id = m."group"
WHERE e.id = {} ORDER BY s.at, s.id
"""
# What a mandate leads to; tasks and agendas lie in rooms above and are read by name. Only what belongs
# to the group that has it now: its readers may open nothing else. Values: mandate, mandate.
LINKED = """
SELECT 'task' AS sort, t.id, t.title, '/aufgaben/' || t.id AS href, t.due_on AS day,
  CASE t.status WHEN 'open' THEN 'offen' WHEN 'in_progress' THEN 'in Arbeit'
    WHEN 'done' THEN 'erledigt' ELSE 'verworfen' END AS word
FROM mandate m JOIN task t ON t.mandate = m.id AND t."group" = m."group" WHERE m.id = {}
UNION ALL
SELECT 'item', ai.id, ai.title, '/sitzungen/' || mt.id || '#punkt-' || ai.id,
  (mt.starts_at AT TIME ZONE 'Europe/Berlin')::date, mt.title
FROM mandate m JOIN agenda_link l ON l.mandate = m.id JOIN agenda_item ai ON ai.id = l.agenda_item
JOIN meeting mt ON mt.id = ai.meeting AND mt."group" = m."group" WHERE m.id = {}
ORDER BY 1, 5 NULLS LAST, 2
"""


@dataclass(frozen=True)
class Step:
    """`causes`: decision, agenda item and meeting, with addresses where the reader may open them."""

    state: Badge
    before: str
    sentence: str
    person_name: str
    at: datetime  # UTC, when it was written down
    on_day: date | None
    causes: list[tuple[str, str | None]]


@dataclass(frozen=True)
class Linked:
    """A task with its state, or an agenda item with its meeting."""

    title: str
    href: str
    day: date | None
    word: str


@dataclass(frozen=True)
class Moved:
    """By a decision."""

    id: UUID
    kind: MandateKind
    title: str
    state: Badge
    sentence: str


async def steps_of(actor: Actor, mandate_id: UUID) -> list[Step]:
    """The newest first."""
    return [_step(actor, row) for row in await Mandate.raw(STEPS, mandate_id)]


def _step(actor: Actor, row: dict[str, Any]) -> Step:
    return Step(
        state=rules.BADGES[MandateStatus(row["to_status"])],
        before=MandateStatus(row["from_status"]).label if row["from_status"] else "",
        sentence=row["sentence"],
        person_name=row["person_name"],
        at=row["at"],
        on_day=row["on_day"],
        causes=_causes(actor, row),
    )


def _causes(actor: Actor, row: dict[str, Any]) -> list[tuple[str, str | None]]:
    """A mandate that was handed on was moved in meetings that its readers may not open."""
    if not row["meeting_id"]:
        return []
    group = Group(id=row["group_id"], body=row["body_id"])
    if not groups.may_read(actor, group):
        return [("Sitzung einer anderen Gruppe", None)]
    meeting = f"/sitzungen/{row['meeting_id']}"
    found: list[tuple[str, str | None]] = []
    if row["entry_id"]:
        opens = row["sent"] or groups.may_write_minutes(actor, group)
        label = f"Beschluss {row['number']}/{row['year']}"
        found.append((label, f"/beschluesse/{row['entry_id']}" if opens else None))
    if row["item_id"]:
        found.append((f"TOP {row['item']}", f"{meeting}#punkt-{row['item_id']}"))
    return [*found, (row["meeting"], meeting)]


async def moved_by(actor: Actor, entry_id: UUID) -> list[Moved]:
    """Mandates that the decision of this entry in the register has moved, in that order."""
    rows = await Mandate.raw(MOVED_BY, entry_id)
    return [
        Moved(
            row["id"], MandateKind(row["kind"]), row["title"],
            rules.BADGES[MandateStatus(row["to_status"])], row["sentence"],
        )
        for row in rows
        if access.may_open_group(actor, row["group_id"], row["body_id"])
    ]  # fmt: skip


async def linked_to(mandate_id: UUID) -> tuple[list[Linked], list[Linked]]:
    """Tasks that serve it, and agenda items that are about it."""
    found: dict[str, list[Linked]] = {"task": [], "item": []}
    for row in await Mandate.raw(LINKED, mandate_id, mandate_id):
        found[row["sort"]].append(Linked(row["title"], row["href"], row["day"], row["word"]))
    return found["task"], found["item"]
