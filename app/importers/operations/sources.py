"""Sources are added, compared, given up."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import NotFound, RuleViolation
from app.importers import access
from app.importers.rules.addresses import since
from app.importers.rules.recognise import Recognised
from app.importers.tables import OparlPaper, OparlRun, OparlSource, PaperState, SourceKind
from app.outbox.operations import wake_worker
from app.people.access import check_office
from app.vorlagen.tables import PaperDraft

ALREADY = "Diese Schnittstelle ist schon angebunden: {name}."


@dataclass(frozen=True)
class NewSource:
    id: UUID
    body_id: UUID
    address: str
    recognised: Recognised


@opens_transaction
async def add_source(actor: Actor, data: NewSource, *, now: datetime) -> UUID:
    """With its first run. The same id a second time changes nothing. Raises RuleViolation."""
    check_office(actor, data.body_id)
    source = OparlSource(
        id=data.id,
        body=data.body_id,
        kind=data.recognised.kind,
        name=data.recognised.name,
        address=data.address,
        start=data.recognised.start,
        created_by=actor.person_id if actor.person_id.int else None,
        created_at=now,
    )
    stored = await OparlSource.insert(source).on_conflict(action="DO NOTHING")
    if not stored:
        return await _known(data)
    await audit.record(actor, "oparl_source.added", data.id, body_id=data.body_id)
    await _begin(source, now)
    return data.id


async def _known(data: NewSource) -> UUID:
    for source in await OparlSource.objects().where(
        (OparlSource.id == data.id) | (OparlSource.body == data.body_id)
    ):
        if source.id == data.id:
            if source.body != data.body_id:
                raise NotFound
            return data.id
        if source.start == data.recognised.start:
            raise RuleViolation(ALREADY.format(name=source.name))
    raise NotFound


@opens_transaction
async def start_run(actor: Actor, source_id: UUID, *, now: datetime) -> None:
    """Goes on where the last run broke off. While one is running, nothing happens."""
    source = await access.source_to_change(actor, source_id)
    if await OparlRun.exists().where(OparlRun.source == source_id, OparlRun.ended_at.is_null()):
        return
    await _begin(source, now)
    await audit.record(actor, "oparl_run.started", source_id, body_id=source.body)


@inside_transaction
async def _begin(source: OparlSource, now: datetime) -> None:
    if not source.continue_at:
        source.series_began_at = now
        await source.save([OparlSource.series_began_at])
        if source.watermark is not None:
            await _look_again_at_open_ones(source)
    await OparlPaper.update({OparlPaper.attempts: 0}).where(
        OparlPaper.source == source.id, OparlPaper.is_pending.eq(True)
    )
    newer = None if source.kind == SourceKind.PAPER else source.watermark
    await OparlRun(
        id=uuid4(),
        source=source.id,
        started_at=now,
        due_at=now,
        next_page=source.continue_at or since(source.start, newer),
    ).save()
    await wake_worker()


async def _look_again_at_open_ones(source: OparlSource) -> None:
    """A result is a change of the meeting, not of the paper: no filter by date would tell of it."""
    await OparlPaper.update({OparlPaper.is_pending: True}).where(
        OparlPaper.source == source.id,
        OparlPaper.is_open.eq(True),
        OparlPaper.state.not_in([PaperState.WITHDRAWN, PaperState.DISMISSED]),
    )


@opens_transaction
async def remove_source(actor: Actor, source_id: UUID) -> None:
    """With its runs and what waits; Vorlagen that were taken over stay as they are."""
    source = await access.source_to_change(actor, source_id)
    drafts = OparlPaper.select(OparlPaper.draft).where(OparlPaper.source == source_id)
    ids = [row["draft"] for row in await drafts if row["draft"]]
    if ids:
        await PaperDraft.delete().where(PaperDraft.id.is_in(ids))
    await OparlSource.delete().where(OparlSource.id == source_id)
    await audit.record(actor, "oparl_source.removed", source_id, body_id=source.body)
