"""A person puts papers of a source aside, or brings them back."""

from collections.abc import Sequence
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import opens_transaction
from app.importers import access
from app.importers.tables import OparlPaper, PaperState


@opens_transaction
async def put_aside(actor: Actor, source_id: UUID, ids: Sequence[UUID]) -> int:
    return await _move(actor, source_id, ids, PaperState.WAITING, PaperState.DISMISSED)


@opens_transaction
async def bring_back(actor: Actor, source_id: UUID, ids: Sequence[UUID]) -> int:
    return await _move(actor, source_id, ids, PaperState.DISMISSED, PaperState.WAITING)


async def _move(
    actor: Actor, source_id: UUID, ids: Sequence[UUID], before: PaperState, after: PaperState
) -> int:
    """Returns how many there were."""
    source = await access.source_to_change(actor, source_id)
    if not ids:
        return 0
    moved = (
        await OparlPaper.update({OparlPaper.state: after})
        .where(
            OparlPaper.source == source_id,
            OparlPaper.id.is_in(list(ids)),
            OparlPaper.state == before,
        )
        .returning(OparlPaper.id)
    )
    if moved:
        await audit.record(
            actor, f"oparl_papers.{after}", source_id, body_id=source.body, count=len(moved)
        )
    return len(moved)
