"""What a worker does to a run, each in a small transaction; the ticket decides who may."""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from app.core.db import inside_transaction, opens_transaction
from app.importers.rules.entries import PageRead
from app.importers.rules.runs import (
    LEASE,
    MOST_FAILURES,
    MOST_TROUBLES,
    Claimed,
    pause_after,
    watermark,
)
from app.importers.tables import OparlRun, OparlSource, RunState, SourceKind

CLAIM = """
WITH due AS (
    SELECT id FROM oparl_run WHERE ended_at IS NULL AND due_at <= now()
    ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
)
UPDATE oparl_run AS run SET due_at = now() + {}, attempts = run.attempts + 1
FROM due, oparl_source AS source WHERE run.id = due.id AND source.id = run.source
RETURNING run.id, run.attempts AS ticket, source.id AS source_id, source.body AS body_id, source.kind, source.start,
    run.next_page, run.seen, run.objects_read, run.troubles
"""
HOLD = """
UPDATE oparl_run SET due_at = now() + {}
WHERE id = {} AND attempts = {} AND ended_at IS NULL RETURNING id
"""
RELEASE = "UPDATE oparl_run SET due_at = now(), troubles = 0 WHERE id = {}"
WAIT = "UPDATE oparl_run SET due_at = now() + {}, troubles = {} WHERE id = {}"


class LostLease(Exception):
    """Too slow: another worker has the run now, or it is over."""


@opens_transaction
async def claim() -> Claimed | None:
    """A run that is due, for one worker alone; a crash lets the lease run out."""
    for row in await OparlRun.raw(CLAIM, LEASE):
        seen = tuple(json.loads(row["seen"]))
        return Claimed(**{**row, "kind": SourceKind(row["kind"]), "seen": seen})
    return None


@inside_transaction
async def hold(run: Claimed) -> None:
    """Locks the run and keeps it for another while. Raises LostLease."""
    if not await OparlRun.raw(HOLD, LEASE, run.id, run.ticket):
        raise LostLease


@inside_transaction
async def release(run: Claimed) -> None:
    """Whoever comes next goes on; something went well."""
    await OparlRun.raw(RELEASE, run.id)


@opens_transaction
async def renew(run: Claimed) -> None:
    await hold(run)


@opens_transaction
async def hand_back(run: Claimed) -> None:
    await hold(run)
    await release(run)


@opens_transaction
async def note_trouble(run: Claimed, address: str, sentence: str, *, now: datetime) -> None:
    """Tries again later, in the end gives up; what is read stays."""
    await hold(run)
    await note_failures(run, address, [sentence])
    if run.troubles + 1 >= MOST_TROUBLES:
        await _end(run, RunState.FAILED, now)
        return
    await OparlRun.raw(WAIT, pause_after(run.troubles + 1), run.troubles + 1, run.id)


@opens_transaction
async def finish(run: Claimed, *, now: datetime) -> None:
    """Done, or paused with the page at which the next run goes on."""
    await hold(run)
    await _end(run, RunState.PAUSED if run.next_page else RunState.DONE, now)


@opens_transaction
async def give_up(run: Claimed, sentence: str, *, now: datetime) -> None:
    """The page is of no use, and asking again would not help: the next run begins anew."""
    await hold(run)
    await note_failures(run, run.next_page, [sentence])
    await OparlRun.update({OparlRun.stop_reason: sentence[:500], OparlRun.next_page: ""}).where(
        OparlRun.id == run.id
    )
    await _end(run, RunState.FAILED, now)


@inside_transaction
async def _end(run: Claimed, state: RunState, now: datetime) -> None:
    row = await OparlRun.objects().where(OparlRun.id == run.id).first()
    source = await OparlSource.objects().where(OparlSource.id == run.source_id).first()
    assert row is not None
    assert source is not None
    row.state, row.ended_at = RunState.FAILED if row.stop_reason else state, now
    await row.save([OparlRun.state, OparlRun.ended_at])
    source.continue_at = row.next_page
    if row.state == RunState.DONE:
        empty = source.watermark is not None and row.objects_read == 0
        source.watermark = watermark(source.series_began_at, row.newest, empty=empty)
    await source.save([OparlSource.continue_at, OparlSource.watermark])


@inside_transaction
async def note_failures(run: Claimed, address: str, sentences: Sequence[str]) -> None:
    """Each once, at most a hundred."""
    row = await OparlRun.select(OparlRun.failures).where(OparlRun.id == run.id).first()
    known = json.loads(row["failures"]) if row else []
    fresh = [{"address": address, "sentence": sentence} for sentence in sentences]
    both = known + [entry for entry in fresh if entry not in known]
    if len(both) > len(known):
        await OparlRun.update({OparlRun.failures: json.dumps(both[:MOST_FAILURES])}).where(
            OparlRun.id == run.id
        )


@inside_transaction
async def note_page(run: Claimed, page: PageRead, *, withdrawn: int) -> None:
    """The page is read; the next step begins behind it."""
    newest = max(filter(None, (entry.changed_at for entry in page.entries)), default=None)
    row = await OparlRun.objects().where(OparlRun.id == run.id).first()
    assert row is not None
    row.next_page, row.stop_reason = page.following, page.stop_reason[:500]
    row.seen = json.dumps([*run.seen, page.address])
    row.objects_read += len(page.entries)
    row.objects_total = page.total if page.total is not None else row.objects_total
    row.papers_withdrawn += withdrawn
    row.newest = max(filter(None, (row.newest, newest)), default=None)
    await row.save(
        [
            OparlRun.next_page,
            OparlRun.stop_reason,
            OparlRun.seen,
            OparlRun.objects_read,
            OparlRun.objects_total,
            OparlRun.papers_withdrawn,
            OparlRun.newest,
        ]
    )


@inside_transaction
async def count_paper(run_id: UUID, *, new: bool, changed: bool) -> None:
    await OparlRun.update(
        {
            OparlRun.papers_new: OparlRun.papers_new + int(new),
            OparlRun.papers_changed: OparlRun.papers_changed + int(changed),
        }
    ).where(OparlRun.id == run_id)
