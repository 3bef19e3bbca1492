"""Addresses of people: each belongs to one person, whether as the first or as a further one."""

from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import NotFound, existing
from app.outbox.bounces import forget_of
from app.people import access, rules
from app.people.queries.addresses import owner_of
from app.people.tables import Person, PersonAddress

LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('addresses of people', 0))"
OWN = (
    "Diese Adresse steht schon bei der Person. Wählen Sie dort „Für Einladungen verwenden“, wenn "
    "die Einladungen an sie gehen sollen."
)


@inside_transaction
async def lock_addresses() -> None:
    """One writer at a time over both tables. Take it before the row of a person."""
    await Person.raw(LOCK)


@inside_transaction
async def check_free(email: str, body_id: UUID, *, person_id: UUID) -> None:
    """Under the lock. Raises EmailTaken, naming the owner only within the same body."""
    owner = await owner_of(email)
    if owner is None:
        return
    if owner.id == person_id:
        raise rules.EmailTaken(OWN)
    raise rules.email_taken(owner.name if owner.body_id == body_id else None)


@opens_transaction
async def add_address(actor: Actor, person_id: UUID, address_id: UUID, email: str) -> None:
    """The same id a second time changes nothing. Raises EmailTaken."""
    await lock_addresses()
    person = await access.person_to_change(actor, person_id)
    known = await PersonAddress.objects().where(PersonAddress.id == address_id).first()
    if known is not None:
        if known.person != person_id:
            raise NotFound
        return
    await check_free(email, person.body, person_id=person_id)
    await PersonAddress(id=address_id, person=person_id, email=email).save()
    await audit.record(actor, "person.address_added", person_id, body_id=person.body)


@opens_transaction
async def remove_address(actor: Actor, person_id: UUID, address_id: UUID) -> None:
    person = await access.person_to_change(actor, person_id)
    address = await _of(person_id, address_id)
    await PersonAddress.delete().where(PersonAddress.id == address.id)
    await audit.record(actor, "person.address_removed", person_id, body_id=person.body)


@opens_transaction
async def prefer_address(actor: Actor, person_id: UUID, address_id: UUID) -> str:
    """Invitations go there from now on; the old one becomes a further address."""
    await lock_addresses()
    person = await access.person_to_change(actor, person_id)
    address = await _of(person_id, address_id)
    await forget_of(person_id)
    person.email, address.email = address.email, person.email
    person.version += 1
    await person.save([Person.email, Person.version])
    await address.save([PersonAddress.email])
    await audit.record(actor, "person.address_preferred", person_id, body_id=person.body)
    return person.email


async def _of(person_id: UUID, address_id: UUID) -> PersonAddress:
    return existing(
        await PersonAddress.objects()
        .where(PersonAddress.id == address_id, PersonAddress.person == person_id)
        .first()
    )
