"""The bodies a reader or a command works for."""

from collections.abc import Sequence
from uuid import UUID

from app.core.actor import Actor
from app.core.errors import RuleViolation
from app.people.tables import Body


async def offices_of(actor: Actor) -> dict[str, str]:
    """Id → name of the bodies whose Koordination the actor is."""
    if not actor.office_of:
        return {}
    rows = (
        await Body.select(Body.id, Body.name)
        .where(Body.id.is_in(list(actor.office_of)))
        .order_by(Body.name)
    )
    return {str(row["id"]): row["name"] for row in rows}


async def body_name(actor: Actor, bodies: Sequence[UUID] | None = None) -> str:
    """For the head of a page about no single body; empty for who works in several."""
    ids = list(bodies if bodies is not None else actor.bodies)
    if len(ids) != 1:
        return ""
    row = await Body.select(Body.name).where(Body.id == ids[0]).first()
    return row["name"] if row else ""


async def body_named(name: str) -> UUID:
    """Without a name the only one there is; raises RuleViolation that lists them."""
    rows = await Body.select(Body.id, Body.name).order_by(Body.name)
    found = [row["id"] for row in rows if name in {"", row["name"]}]
    if len(found) != 1:
        names = ", ".join(row["name"] for row in rows) or "keine"
        raise RuleViolation(f"Bitte nennen Sie die Körperschaft mit --body. Es gibt: {names}.")
    return UUID(str(found[0]))
