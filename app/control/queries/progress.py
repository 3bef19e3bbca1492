"""How mandates and tasks moved over time: of a Vorlage, or of a group."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from app.control.rules.picture import Picture, mandates_drawn, tasks_drawn
from app.control.rules.series import Change, Column, columns, sentence
from app.core import clock
from app.core.actor import Actor
from app.groups import access as groups
from app.groups.tables import Group
from app.mandates.tables import Mandate

Row = dict[str, Any]

MANDATES = """
SELECT m.id, coalesce(s.at, m.created_at) AS at, coalesce(s.to_status, m.status) AS state
FROM mandate m LEFT JOIN mandate_step s ON s.mandate = m.id
WHERE {where} ORDER BY m.id, at, s.id
"""
TASKS = """
SELECT t.id, at, state, g.id AS group_id, g.body AS body_id FROM task t
JOIN steering_group g ON g.id = t."group"
CROSS JOIN LATERAL (SELECT t.created_at AS at, 'open' AS state, 0 AS nth
  UNION ALL SELECT at, to_status, 1 FROM task_step WHERE task = t.id AND to_status <> ''
  UNION ALL SELECT coalesce(t.done_at, t.created_at), t.status, 2 WHERE t.status <> 'open'
    AND NOT EXISTS (SELECT FROM task_step WHERE task = t.id AND to_status <> '')) told
WHERE {where} ORDER BY t.id, at, nth
"""
OF_PAPER = "decision_point IN (SELECT id FROM decision_point WHERE vorlage = {})"
MANDATES_OF_PAPER = MANDATES.format(where=f"m.{OF_PAPER}")
MANDATES_OF_GROUP = MANDATES.format(where='m."group" = {}')
TASKS_OF_PAPER = TASKS.format(where=f"t.mandate IN (SELECT id FROM mandate WHERE {OF_PAPER})")
TASKS_OF_GROUP = TASKS.format(where='t."group" = {}')


@dataclass(frozen=True)
class Progress:
    columns: list[Column]
    counts_tasks: bool  # the reader reads a group whose tasks these are

    @property
    def sentence(self) -> str:
        return sentence(self.columns)

    @cached_property
    def mandates(self) -> Picture:
        return mandates_drawn(self.columns)

    @cached_property
    def tasks(self) -> Picture | None:
        given = any(column.given for column in self.columns)
        return tasks_drawn(self.columns) if given else None


async def progress_of_paper(actor: Actor, vorlage_id: UUID) -> Progress:
    """For callers whose access function found the Vorlage: states of mandates are for all its readers."""
    return _progress(
        actor,
        await Mandate.raw(MANDATES_OF_PAPER, vorlage_id),
        await Mandate.raw(TASKS_OF_PAPER, vorlage_id),
    )


async def progress_of_group(actor: Actor, group_id: UUID) -> Progress:
    """For callers whose access function found the group."""
    return _progress(
        actor,
        await Mandate.raw(MANDATES_OF_GROUP, group_id),
        await Mandate.raw(TASKS_OF_GROUP, group_id),
    )


def _progress(actor: Actor, mandates: list[Row], tasks: list[Row]) -> Progress:
    mine = [
        row
        for row in tasks
        if groups.may_read(actor, Group(id=row["group_id"], body=row["body_id"]))
    ]
    found = columns(_changes(mandates), _changes(mine), clock.today())
    return Progress(found, len(mine) == len(tasks))


def _changes(rows: list[Row]) -> list[Change]:
    return [Change(row["id"], clock.berlin(row["at"]).date(), row["state"]) for row in rows]
