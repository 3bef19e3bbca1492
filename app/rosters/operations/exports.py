"""Who took a list of people out of the house is written down."""

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import opens_transaction
from app.groups.tables import Group


@opens_transaction
async def note_export(actor: Actor, group: Group, *, shape: str, people: int) -> None:
    """Shape: xlsx, vcf or pdf."""
    await audit.record(
        actor, "members.exported", group.id, body_id=group.body, shape=shape, people=people
    )
