"""Taking over a checked file: short ones at once, long ones by the worker."""

import asyncio
import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.clock import berlin
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import RuleViolation
from app.outbox.operations import wake_worker
from app.rosters.access import Behalf, behalf_of, roster_to_change
from app.rosters.operations.taking_over import Taken, take_over_rows
from app.rosters.operations.writing import Tell
from app.rosters.queries.imports import file_of, scope_of
from app.rosters.rules.rows import rows_of
from app.rosters.tables import RosterImport, RosterState

AT_ONCE = 200  # rows; more are read in by the worker
LEASE = timedelta(minutes=2)  # renewed while a worker writes; after a crash another one begins anew
MOST_ATTEMPTS = 3
KEPT = timedelta(days=7)
NOT_YET = "Bitte ordnen Sie zuerst die Spalten zu."
GAVE_UP = (
    "Das Einlesen ist mehrmals abgebrochen. Es ist nichts übernommen; der Fehler ist vermerkt."
)
PUT_AWAY = "Diese Liste ist nicht übernommen worden; ihre Zeilen sind gelöscht."
CLAIM = """
WITH due AS (
    SELECT id FROM roster_import WHERE state = 'running' AND due_at <= now()
    ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
)
UPDATE roster_import AS r SET due_at = now() + {}, attempts = r.attempts + 1, done_rows = 0
FROM due WHERE r.id = due.id RETURNING r.id, r.attempts AS ticket
"""
STILL_OURS = """
SELECT id FROM roster_import WHERE id = {} AND attempts = {} AND state = 'running' FOR UPDATE
"""
TELL = """
UPDATE roster_import SET done_rows = {}, due_at = now() + {}
WHERE id = {} AND attempts = {} AND state = 'running'
"""
EMPTY = """
UPDATE roster_import SET cells = '[]', state = CASE WHEN state = 'done' THEN state ELSE 'failed' END,
    stop_reason = CASE WHEN state = 'done' THEN stop_reason ELSE {} END,
    ended_at = coalesce(ended_at, {})
WHERE state <> 'running' AND cells <> '[]' AND coalesce(ended_at, created_at) < {} RETURNING id
"""


class LostLease(Exception):
    """Too slow: another worker has the file now."""


@dataclass(frozen=True)
class Claimed:
    id: UUID
    ticket: int


@opens_transaction
async def take_over(actor: Actor, import_id: UUID, *, now: datetime) -> RosterState:
    """What it is then: done or running. A second press changes nothing. Raises RuleViolation."""
    roster = await roster_to_change(actor, import_id)
    if roster.state in {RosterState.DONE, RosterState.RUNNING}:
        return RosterState(roster.state)
    if roster.state == RosterState.MAPPING or not json.loads(roster.cells):
        raise RuleViolation(NOT_YET)
    roster.created_by = actor.person_id  # who answers for it
    if roster.total_rows > AT_ONCE:
        await _start(roster, now)
    else:
        behalf = Behalf(actor, roster.body in actor.office_of)
        await _finish(roster, await _take(roster, behalf, now), now)
    await audit.record(actor, "roster.taken_over", import_id, body_id=roster.body)
    return RosterState(roster.state)


@inside_transaction
async def _start(roster: RosterImport, now: datetime) -> None:
    roster.state, roster.due_at, roster.attempts = RosterState.RUNNING, now, 0
    roster.done_rows, roster.stop_reason = 0, ""
    await roster.save()
    await wake_worker()


@inside_transaction
async def _take(
    roster: RosterImport, behalf: Behalf, now: datetime, tell: Tell | None = None
) -> Taken:
    scope = scope_of(roster, is_office=behalf.is_office, today=berlin(now).date())
    file = file_of(roster)
    rows = await asyncio.to_thread(lambda: list(rows_of(file.cells, file.mapping)))
    told = {"tell": tell} if tell else {}
    return await take_over_rows(behalf.actor, scope, rows, now=now, **told)


@inside_transaction
async def _finish(roster: RosterImport, taken: Taken, now: datetime) -> None:
    roster.state, roster.ended_at, roster.stop_reason = RosterState.DONE, now, ""
    roster.done_rows, roster.outcome = roster.total_rows, json.dumps(asdict(taken))
    await roster.save()


@opens_transaction
async def claim(*, now: datetime) -> Claimed | None:
    """A file that is due, for one worker alone; one that broke off too often ends."""
    for row in await RosterImport.raw(CLAIM, LEASE):
        claimed = Claimed(row["id"], row["ticket"])
        if claimed.ticket <= MOST_ATTEMPTS:
            return claimed
        await _give_up(claimed, GAVE_UP, now)
    return None


@opens_transaction
async def carry_out(claimed: Claimed, tell: Tell, *, now: datetime) -> None:
    """All rows and the end of the import in one transaction.

    Raises LostLease, and RuleViolation for a row that is no longer in order.
    """
    roster = await RosterImport.objects().where(RosterImport.id == claimed.id).first()
    assert roster is not None
    behalf = await behalf_of(roster, berlin(now).date())
    taken = await _take(roster, behalf, now, tell)
    if not await RosterImport.raw(STILL_OURS, claimed.id, claimed.ticket):
        raise LostLease
    await _finish(roster, taken, now)


@opens_transaction
async def tell_progress(claimed: Claimed, done_rows: int) -> None:
    """In a transaction of its own: the one that writes is not to be seen until its end."""
    await RosterImport.raw(TELL, done_rows, LEASE, claimed.id, claimed.ticket)


@opens_transaction
async def refuse(claimed: Claimed, sentence: str, *, now: datetime) -> None:
    """Nothing was taken over; the preview tells why."""
    if await RosterImport.raw(STILL_OURS, claimed.id, claimed.ticket):
        await _give_up(claimed, sentence, now)


@inside_transaction
async def _give_up(claimed: Claimed, sentence: str, now: datetime) -> None:
    await RosterImport.update(
        {
            RosterImport.state: RosterState.FAILED,
            RosterImport.stop_reason: sentence,
            RosterImport.ended_at: now,
        }
    ).where(RosterImport.id == claimed.id)


@opens_transaction
async def empty_cells(*, now: datetime) -> int:
    """Files that ended or were left lying a week ago; how many."""
    return len(await RosterImport.raw(EMPTY, PUT_AWAY, now, now - KEPT))
