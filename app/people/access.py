from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from piccolo.columns import Column, Where
from piccolo.columns.combination import WhereRaw
from piccolo.query import OrderByRaw

from app.core.actor import Actor, check_any_office
from app.core.errors import Forbidden, NotFound, existing
from app.people.tables import Affiliation, Body, Person, Region, Traeger, TraegerSet

BY_NAME = OrderByRaw("din5007(name), name")


def in_offices_of(actor: Actor, body: Column) -> Where | WhereRaw:
    """Rows of the bodies whose Koordination the actor is."""
    if not actor.office_of:
        return WhereRaw("false")
    return body.is_in(list(actor.office_of))


def check_office(actor: Actor, body_id: UUID) -> None:
    """404 for a body the actor has nothing to do with, 403 for one whose office they are not."""
    if body_id not in actor.bodies:
        raise NotFound
    if body_id not in actor.office_of:
        raise Forbidden


@dataclass(frozen=True)
class Desk:
    """The body a Koordination works for on this page, and all it could work for, by name."""

    body: Body
    bodies: tuple[Body, ...]


def kept_in_address(actor: Actor, body_id: UUID) -> str:
    """The query that keeps a body chosen; empty for who has no choice."""
    return f"?koerperschaft={body_id}" if len(actor.office_of) > 1 else ""


async def desk_of(actor: Actor, wanted: str = "") -> Desk:
    """`wanted` stands in the address; without it the first body by name.

    Raises Forbidden for who is no Koordination; NotFound or Forbidden for another body.
    """
    check_any_office(actor)
    rows = Body.objects().where(Body.id.is_in(list(actor.office_of))).order_by(BY_NAME)
    bodies = {body.id: body for body in await rows}
    first = next(iter(bodies.values()))
    if not wanted:
        return Desk(first, tuple(bodies.values()))
    try:
        chosen = UUID(wanted)
    except ValueError:
        raise NotFound from None
    check_office(actor, chosen)
    return Desk(bodies[chosen], tuple(bodies.values()))


async def body_of_office(actor: Actor, wanted: str = "") -> Body:
    """As `desk_of`, without what else could be chosen."""
    return (await desk_of(actor, wanted)).body


async def body_to_read(actor: Actor, body_id: UUID) -> Body:
    """The Betrieb keeps all bodies, a Koordination its own."""
    body = existing(await Body.objects().where(Body.id == body_id).first())
    _check_keeps(actor, body_id)
    return body


async def body_to_change(actor: Actor, body_id: UUID) -> Body:
    """Locked so that rows pointing to it may still be written."""
    body = existing(
        await Body.objects().where(Body.id == body_id).lock_rows("NO KEY UPDATE").first()
    )
    _check_keeps(actor, body_id)
    return body


def _check_keeps(actor: Actor, body_id: UUID) -> None:
    if not actor.operator:
        check_office(actor, body_id)


def check_operator(actor: Actor) -> None:
    if not actor.operator:
        raise Forbidden


Kept = TypeVar("Kept", Person, Traeger, Region, TraegerSet)


async def _of_office(actor: Actor, table: type[Kept], row_id: UUID, *, lock: bool = False) -> Kept:
    """Entries of the directory: only the office that keeps them. Locked inside a transaction."""
    rows = table.objects().where(table.id == row_id)
    row = existing(await (rows.lock_rows("UPDATE") if lock else rows).first())
    check_office(actor, row.body)
    return row


async def person_to_read(actor: Actor, person_id: UUID) -> Person:
    """With the contact data; also who is erased and has only a pseudonym left."""
    return await _of_office(actor, Person, person_id)


async def person_to_change(actor: Actor, person_id: UUID) -> Person:
    person = await _of_office(actor, Person, person_id, lock=True)
    if person.erased_at is not None:
        raise NotFound
    return person


async def traeger_to_read(actor: Actor, traeger_id: UUID) -> Traeger:
    return await _of_office(actor, Traeger, traeger_id)


async def traeger_to_change(actor: Actor, traeger_id: UUID) -> Traeger:
    return await _of_office(actor, Traeger, traeger_id, lock=True)


async def region_to_read(actor: Actor, region_id: UUID) -> Region:
    return await _of_office(actor, Region, region_id)


async def region_to_change(actor: Actor, region_id: UUID) -> Region:
    """Locked against new rows that point to it."""
    return await _of_office(actor, Region, region_id, lock=True)


async def set_to_read(actor: Actor, set_id: UUID) -> TraegerSet:
    return await _of_office(actor, TraegerSet, set_id)


async def set_to_change(actor: Actor, set_id: UUID) -> TraegerSet:
    """Locked against new rows that point to it."""
    return await _of_office(actor, TraegerSet, set_id, lock=True)


async def affiliation_of(person_id: UUID, affiliation_id: UUID) -> Affiliation:
    """Only through its own person, whom the caller has loaded by right."""
    return existing(
        await Affiliation.objects()
        .where(Affiliation.id == affiliation_id, Affiliation.person == person_id)
        .first()
    )
