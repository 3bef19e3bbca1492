"""Auskunft: reads everything and notes that it was given."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor, system
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import RuleViolation
from app.people.access import person_to_read
from app.people.queries.bodies import stored_body
from app.people.tables import Person
from app.privacy import access
from app.privacy.packing import file_name, packed
from app.privacy.queries.about import sections_about
from app.privacy.queries.people import person_by_address


@dataclass(frozen=True)
class Export:
    name: str
    content: bytes  # a ZIP


@opens_transaction
async def export_person(email: str, *, now: datetime) -> Export:
    """For the command line; by any of the person's addresses. Raises RuleViolation for nobody."""
    person = await person_by_address(email)
    if person is None:
        raise RuleViolation(f"Zu {email} gibt es niemanden.")
    return await _export(system("Kommandozeile"), person, now)


@opens_transaction
async def export_for_office(actor: Actor, person_id: UUID, *, now: datetime) -> Export:
    person = await person_to_read(actor, person_id)
    await access.check_fresh(actor, now)
    return await _export(actor, person, now)


@opens_transaction
async def export_own(actor: Actor, *, now: datetime) -> Export:
    person = await access.own_entry(actor)
    await access.check_fresh(actor, now)
    return await _export(actor, person, now)


@inside_transaction
async def _export(actor: Actor, person: Person, now: datetime) -> Export:
    body = await stored_body(person.body)
    content = packed(person, body, await sections_about(person), now=now)
    await audit.record(actor, "person.exported", person.id, body_id=body.id)
    return Export(file_name(person, now), content)
