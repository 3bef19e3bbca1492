"""Only the Koordination of the body sees its sources; for everybody else there is nothing."""

from uuid import UUID

from app.core.actor import Actor
from app.core.errors import NotFound
from app.importers.tables import OparlSource


async def source_to_read(actor: Actor, source_id: UUID) -> OparlSource:
    source = await OparlSource.objects().where(OparlSource.id == source_id).first()
    return _of_own_office(actor, source)


async def source_to_change(actor: Actor, source_id: UUID) -> OparlSource:
    """Locked; inside a transaction."""
    source = (
        await OparlSource.objects().where(OparlSource.id == source_id).lock_rows("UPDATE").first()
    )
    return _of_own_office(actor, source)


def _of_own_office(actor: Actor, source: OparlSource | None) -> OparlSource:
    if source is None or source.body not in actor.office_of:
        raise NotFound
    return source
