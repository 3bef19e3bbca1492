"""From the file to the point where all rows may be taken over."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import opens_transaction
from app.core.errors import NotFound, RuleViolation
from app.groups.access import group_to_change
from app.people.access import check_office
from app.rosters.access import roster_to_change
from app.rosters.rules.fields import (
    Cells,
    Field,
    check_mapping,
    check_rows,
    first_mapping,
    head_of,
    is_clear,
)
from app.rosters.tables import RosterImport, RosterState

OVER = (
    "Diese Liste ist schon eingelesen oder wird es gerade. Zum Ändern lesen Sie die Datei neu ein."
)
NO_SUCH_SHEET = "Dieses Blatt gibt es in der Datei nicht."
NO_SUCH_CELL = "Diese Zelle gibt es in der Datei nicht."
OPEN = (RosterState.MAPPING, RosterState.CHECKED, RosterState.FAILED)
LONGEST_CELL = 300

Sheets = Sequence[tuple[str, Cells]]


@dataclass(frozen=True)
class NewImport:
    """`sheets`: more than one where a choice is still to be made. group: only its members."""

    id: UUID
    body: UUID
    group: UUID | None
    file_name: str
    sheets: Sheets


@opens_transaction
async def start(actor: Actor, new: NewImport, *, now: datetime) -> None:
    """The same id a second time changes nothing. Raises RuleViolation for a sheet without data."""
    body = new.body
    if new.group:
        body = (await group_to_change(actor, new.group)).body
    else:
        check_office(actor, body)
    if await _already_there(actor, new):
        return
    roster = RosterImport(
        id=new.id, body=body, group=new.group, file_name=new.file_name[:255], created_at=now,
        created_by=actor.person_id,
    )  # fmt: skip
    if len(new.sheets) == 1:
        _fill(roster, new.sheets[0][1])
    else:
        roster.cells = json.dumps({"sheets": list(new.sheets)})
    if await RosterImport.insert(roster).on_conflict(action="DO NOTHING"):
        await audit.record(actor, "roster.uploaded", new.id, body_id=body, group=new.group)


async def _already_there(actor: Actor, new: NewImport) -> bool:
    known = await RosterImport.objects().where(RosterImport.id == new.id).first()
    if known is not None and known.created_by != actor.person_id:
        raise NotFound
    return known is not None


def _fill(roster: RosterImport, cells: Cells) -> None:
    roster.total_rows = check_rows(cells)
    roster.cells = json.dumps(cells)
    head = cells[head_of(cells)]
    roster.mapping = json.dumps(first_mapping(head))
    if is_clear(head, of_one_group=roster.group is not None):
        roster.state = RosterState.CHECKED


@opens_transaction
async def choose_sheet(actor: Actor, import_id: UUID, name: str) -> None:
    """Raises RuleViolation for one that is not there or holds no data."""
    roster = await _open(actor, import_id)
    sheets = json.loads(roster.cells)
    if isinstance(sheets, list):
        return  # chosen before
    chosen = next((cells for title, cells in sheets["sheets"] if title == name), None)
    if chosen is None:
        raise RuleViolation(NO_SUCH_SHEET)
    _fill(roster, chosen)
    await roster.save(
        [RosterImport.cells, RosterImport.mapping, RosterImport.total_rows, RosterImport.state]
    )


@opens_transaction
async def map_columns(actor: Actor, import_id: UUID, mapping: Mapping[Field, int]) -> None:
    """Raises RuleViolation where a row could not tell whom it is about."""
    roster = await _open(actor, import_id)
    check_mapping(mapping, of_one_group=roster.group is not None)
    roster.mapping, roster.state = json.dumps(mapping), RosterState.CHECKED
    roster.stop_reason = ""
    await roster.save([RosterImport.mapping, RosterImport.state, RosterImport.stop_reason])


@opens_transaction
async def correct(actor: Actor, import_id: UUID, cells: Mapping[tuple[int, int], str]) -> None:
    """(row, column) → text, both from 0 and below the head. Raises RuleViolation."""
    roster = await _open(actor, import_id)
    rows: Any = json.loads(roster.cells)
    head = head_of(rows)
    for (row, column), text in cells.items():
        if not head < row < len(rows) or not 0 <= column < len(rows[head]):
            raise RuleViolation(NO_SUCH_CELL)
        rows[row] += [""] * (column + 1 - len(rows[row]))
        rows[row][column] = text[:LONGEST_CELL]
    roster.cells = json.dumps(rows)
    await roster.save([RosterImport.cells])


async def _open(actor: Actor, import_id: UUID) -> RosterImport:
    roster = await roster_to_change(actor, import_id)
    if roster.state not in OPEN:
        raise RuleViolation(OVER)
    return roster


@opens_transaction
async def discard(actor: Actor, import_id: UUID) -> None:
    """Nothing of the file stays. Raises RuleViolation once it is being taken over."""
    roster = await _open(actor, import_id)
    await RosterImport.delete().where(RosterImport.id == import_id)
    await audit.record(actor, "roster.discarded", import_id, body_id=roster.body)
