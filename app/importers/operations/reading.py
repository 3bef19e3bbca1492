"""What was read from a source goes into the list of papers to take over; never into a Vorlage."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID, uuid4

from app.audit import operations as audit
from app.core import clock
from app.core.actor import system
from app.core.db import inside_transaction, opens_transaction
from app.importers.operations import runs
from app.importers.rules.entries import Entry, PageRead
from app.importers.rules.mapping import Mapped
from app.importers.rules.objects import plain
from app.importers.rules.runs import Claimed
from app.importers.tables import OparlPaper, PaperState
from app.reading.paper import Paper
from app.vorlagen.operations.drafts import NewDraft, keep_draft
from app.vorlagen.tables import PaperDraft, Vorlage

Rows = Mapping[str, OparlPaper]  # by OParl id


@opens_transaction
async def store_page(run: Claimed, page: PageRead, *, now: datetime) -> None:
    """Remembers what is new or changed, to be read to its end; marks what was withdrawn."""
    await runs.hold(run)
    known = await _known(run, [entry.address for entry in page.entries])
    await _add([entry for entry in page.entries if _is_new(entry, known)], run)
    withdrawn = 0
    for entry in page.entries:
        row = known.get(entry.address)
        if row is None:
            continue
        if entry.is_deleted:
            withdrawn += await _withdraw(row, entry, now)
        else:
            await _update(row, entry)
    await runs.note_failures(run, page.address, page.problems)
    await runs.note_page(run, page, withdrawn=withdrawn)
    await runs.release(run)


async def _known(run: Claimed, addresses: list[str]) -> Rows:
    rows = (
        await OparlPaper.objects()
        .where(OparlPaper.source == run.source_id, OparlPaper.address.is_in(addresses))
        .lock_rows("UPDATE")
        if addresses
        else []
    )
    return {row.address: row for row in rows}


def _is_new(entry: Entry, known: Rows) -> bool:
    return not entry.is_deleted and entry.address not in known


@inside_transaction
async def _add(entries: list[Entry], run: Claimed) -> None:
    rows = [
        OparlPaper(
            id=uuid4(),
            source=run.source_id,
            address=entry.address,
            object=json.dumps(entry.found),
            object_sha256=entry.sha256,
            modified=entry.modified,
            title=plain(entry.found.get("name")) or "",
        )
        for entry in entries
    ]
    if rows:
        await OparlPaper.insert(*rows)


@inside_transaction
async def _update(row: OparlPaper, entry: Entry) -> None:
    """A new stamp alone may mean a result in the meeting; so what it points to is read again."""
    same = (row.object_sha256, row.modified) == (entry.sha256, entry.modified)
    if same and row.state != PaperState.WITHDRAWN:
        return
    row.object = json.dumps(entry.found)
    row.object_sha256, row.modified = entry.sha256, entry.modified
    row.is_pending, row.attempts = True, 0
    await row.save(
        [
            OparlPaper.object,
            OparlPaper.object_sha256,
            OparlPaper.modified,
            OparlPaper.is_pending,
            OparlPaper.attempts,
        ]
    )


@inside_transaction
async def _withdraw(row: OparlPaper, entry: Entry, now: datetime) -> bool:
    """A note at the Vorlage; what people added to it stays."""
    if row.state == PaperState.WITHDRAWN:
        return False
    row.state, row.is_pending = PaperState.WITHDRAWN, False
    row.withdrawn_on = date.fromisoformat(
        entry.withdrawn_on or clock.berlin(now).date().isoformat()
    )
    await row.save([OparlPaper.state, OparlPaper.is_pending, OparlPaper.withdrawn_on])
    note = f"Die Quelle hat diese Vorlage am {row.withdrawn_on:%d.%m.%Y} zurückgezogen."
    vorlage_id = await _note(row, note)
    if vorlage_id:
        await audit.record(system("OParl-Abgleich"), "vorlage.withdrawn_at_source", vorlage_id)
    return True


@inside_transaction
async def _note(row: OparlPaper, note: str) -> UUID | None:
    """At the Vorlage that the paper became, if it did; returns its id."""
    draft = await PaperDraft.objects().where(PaperDraft.id == row.draft).first()
    if draft is None or draft.vorlage is None:
        return None
    await Vorlage.update({Vorlage.source_note: note}).where(Vorlage.id == draft.vorlage)
    return UUID(str(draft.vorlage))


@opens_transaction
async def store_paper(run: Claimed, paper_id: UUID, read: Mapped, *, now: datetime) -> None:
    """Read to its end. Counts as changed only where a person would see a difference."""
    await runs.hold(run)
    row = await OparlPaper.objects().where(OparlPaper.id == paper_id).lock_rows("UPDATE").first()
    if row is None or not row.is_pending:
        return
    new = NewDraft(row.id, run.body_id, row.address, read.source, read.resolutions, read.status)
    changed = await keep_draft(new, now=now)
    await runs.count_paper(run.id, new=row.draft is None, changed=changed)
    if row.state == PaperState.WITHDRAWN:
        await _note(row, "")
        row.state, row.withdrawn_on = PaperState.WAITING, None
    _fill(row, read.source.result.paper)
    row.draft, row.is_pending = row.id, False
    await row.save()


def _fill(row: OparlPaper, paper: Paper) -> None:
    row.reference = paper["reference"] or ""
    row.title = paper["title"] or ""
    row.paper_type = paper["paper_type"]["raw"] if paper["paper_type"] else ""
    row.dated_on = date.fromisoformat(paper["date"]) if paper["date"] else None
    row.is_open = any(step["result"] is None for step in paper["consultations"])


@opens_transaction
async def note_attempt(run: Claimed, paper_id: UUID) -> None:
    """Something behind the paper could not be read this time."""
    await runs.hold(run)
    await OparlPaper.update({OparlPaper.attempts: OparlPaper.attempts + 1}).where(
        OparlPaper.id == paper_id
    )
