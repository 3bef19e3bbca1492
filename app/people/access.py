from uuid import UUID

from piccolo.columns import Column, Where
from piccolo.columns.combination import WhereRaw

from app.core.actor import Actor
from app.core.errors import Forbidden, NotFound
from app.people.tables import Body, Person, Traeger


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


def check_any_office(actor: Actor) -> None:
    if not actor.office_of:
        raise Forbidden


async def body_of_office(actor: Actor) -> Body:
    """The body a Koordination works for; the first by name when there are several."""
    check_any_office(actor)
    body = (
        await Body.objects().where(Body.id.is_in(list(actor.office_of))).order_by(Body.name).first()
    )
    assert body is not None
    return body


async def person_to_read(actor: Actor, person_id: UUID) -> Person:
    """The entry with its contact data: only the office that keeps it."""
    person = await Person.objects().where(Person.id == person_id).first()
    if person is None:
        raise NotFound
    check_office(actor, person.body)
    return person


async def traeger_to_read(actor: Actor, traeger_id: UUID) -> Traeger:
    traeger = await Traeger.objects().where(Traeger.id == traeger_id).first()
    if traeger is None:
        raise NotFound
    check_office(actor, traeger.body)
    return traeger


async def person_to_change(actor: Actor, person_id: UUID) -> Person:
    person = await Person.objects().where(Person.id == person_id).lock_rows("UPDATE").first()
    if person is None:
        raise NotFound
    check_office(actor, person.body)
    return person


async def traeger_to_change(actor: Actor, traeger_id: UUID) -> Traeger:
    traeger = await Traeger.objects().where(Traeger.id == traeger_id).lock_rows("UPDATE").first()
    if traeger is None:
        raise NotFound
    check_office(actor, traeger.body)
    return traeger
