"""What the pages about one file show; the caller has checked the right to read."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.core.paging import PER_PAGE, pages_of
from app.rosters.queries.known import Scope, known_to
from app.rosters.rules.deeds import Step
from app.rosters.rules.fields import Cells, Field, head_of
from app.rosters.rules.plan import Plan, plan_of
from app.rosters.rules.rows import Row, rows_of
from app.rosters.tables import RosterImport, RosterState

LAST = """
SELECT r.id, r.file_name, r.state, r.created_at, r.ended_at, r.outcome, r.total_rows,
  p.given_name || ' ' || p.family_name AS who
FROM roster_import r LEFT JOIN person p ON p.id = r.created_by
WHERE r.body = {} AND r."group" IS NOT DISTINCT FROM {}
ORDER BY r.created_at DESC, r.id LIMIT 10
"""
SAMPLES = 3  # rows beside each heading


@dataclass(frozen=True)
class PastRow:
    id: UUID
    file_name: str
    state: RosterState
    created_at: datetime
    total_rows: int
    who: str


@dataclass(frozen=True)
class Heading:
    """A column of the file with what stands in its first rows."""

    position: int
    text: str
    samples: Sequence[str]


@dataclass(frozen=True)
class File:
    """`cells` as read; `sheets`: names to choose from, then there are no cells yet."""

    cells: Cells
    sheets: Sequence[str]
    mapping: dict[Field, int]

    @property
    def headings(self) -> list[Heading]:
        head = head_of(self.cells)
        below = [row for row in self.cells[head + 1 :] if row][: SAMPLES * 10]
        return [
            Heading(at, text or f"Spalte {at + 1}", _samples(below, at))
            for at, text in enumerate(self.cells[head] if self.cells else [])
        ]


def _samples(rows: Cells, at: int) -> list[str]:
    found = (row[at] for row in rows if at < len(row) and row[at])
    return list(dict.fromkeys(found))[:SAMPLES]


@dataclass(frozen=True)
class Preview:
    plan: Plan
    steps: Sequence[Step]  # of this page
    number: int
    pages: int
    only_wrong: bool


def file_of(roster: RosterImport) -> File:
    found = json.loads(roster.cells)
    if isinstance(found, dict):
        return File([], [name for name, _ in found["sheets"]], {})
    mapping = {Field(name): column for name, column in json.loads(roster.mapping).items()}
    return File(found, [], mapping)


async def last_imports(body_id: UUID, group_id: UUID | None) -> list[PastRow]:
    rows = await RosterImport.raw(LAST, body_id, group_id)
    names = ("id", "file_name", "created_at", "total_rows")
    return [
        PastRow(
            **{name: row[name] for name in names},
            state=RosterState(row["state"]),
            who=row["who"] or "",
        )
        for row in rows
    ]


async def preview(file: File, scope: Scope, number: int, *, only_wrong: bool) -> Preview:
    """A page beyond the end gives the last one."""
    plan = await dry_run(file, scope)
    chosen = plan.wrong if only_wrong else plan.steps
    pages = pages_of(len(chosen))
    number = min(number, pages)
    shown = chosen[(number - 1) * PER_PAGE : number * PER_PAGE]
    return Preview(plan, shown, number, pages, only_wrong)


async def dry_run(file: File, scope: Scope) -> Plan:
    """Nothing is written; long files are read beside the loop."""
    rows = await asyncio.to_thread(lambda: list(rows_of(file.cells, file.mapping)))
    return await planned(rows, scope)


async def planned(rows: Sequence[Row], scope: Scope) -> Plan:
    return await asyncio.to_thread(plan_of, rows, await known_to(scope, rows))


def scope_of(roster: RosterImport, *, is_office: bool, today: date) -> Scope:
    return Scope(roster.body, roster.group, roster.id, is_office, today)


@dataclass(frozen=True)
class Result:
    new: int = 0
    extended: int = 0
    same: int = 0


def outcome_of(roster: RosterImport) -> Result:
    return Result(**json.loads(roster.outcome))
