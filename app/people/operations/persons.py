"""People: entered, corrected, blocked."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import NotFound, RuleViolation, StaleVersion
from app.outbox.bounces import forget_of
from app.people import access
from app.people.forms.affiliations import AffiliationData
from app.people.forms.persons import PersonData
from app.people.operations.addresses import check_free, lock_addresses
from app.people.operations.affiliations import affiliate
from app.people.tables import OfficeRole, Person

CHANGED = (
    "Inzwischen hat jemand anders diese Angaben geändert. Beide Fassungen stehen nebeneinander."
)
CHANGEABLE = [
    Person.title, Person.phone, Person.given_name, Person.family_name, Person.email, Person.version,
]  # fmt: skip
HAS_OFFICE = "Diese Person hat noch ein Amt. Der Betrieb muss sie zuerst davon entbinden."


@inside_transaction
async def add_person(
    actor: Actor, person_id: UUID, body_id: UUID, data: PersonData, *, now: datetime
) -> Person:
    """The caller has checked that the actor may: the office here, who leads a group in groups.

    The same id a second time gives the first person. Raises EmailTaken.
    """
    await lock_addresses()
    known = await Person.objects().where(Person.id == person_id).first()
    if known is not None:
        if known.body != body_id:
            raise NotFound
        return known
    await check_free(data.email, body_id, person_id=person_id)
    person = Person(
        id=person_id,
        body=body_id,
        given_name=data.given_name,
        family_name=data.family_name,
        title=data.title,
        email=data.email,
        phone=data.phone,
        created_at=now,
    )
    await person.save()
    await audit.record(actor, "person.created", person.id, body_id=body_id)
    return person


@opens_transaction
async def create_person(
    actor: Actor,
    person_id: UUID,
    body_id: UUID,
    data: PersonData,
    affiliation: AffiliationData | None = None,
    *,
    now: datetime,
) -> Person:
    """Raises EmailTaken."""
    access.check_office(actor, body_id)
    person = await add_person(actor, person_id, body_id, data, now=now)
    if affiliation:  # its id follows from the person's, so that two submits at once make one
        await affiliate(actor, person, replace(affiliation, id=uuid5(person.id, "affiliation")))
    return person


@opens_transaction
async def change_person(actor: Actor, person_id: UUID, data: PersonData, *, version: int) -> None:
    """`version` is the one that was read. Raises StaleVersion, EmailTaken."""
    await lock_addresses()
    person = await access.person_to_change(actor, person_id)
    if person.version != version:
        raise StaleVersion(CHANGED)
    mail_changed = person.email != data.email
    if mail_changed:
        await check_free(data.email, person.body, person_id=person_id)
        await forget_of(person_id)
    person.title, person.phone, person.email = data.title, data.phone, data.email
    person.given_name, person.family_name = data.given_name, data.family_name
    person.version += 1
    await person.save(CHANGEABLE)
    await audit.record(
        actor, "person.changed", person_id, body_id=person.body, email_changed=mail_changed
    )


@opens_transaction
async def block_person(actor: Actor, person_id: UUID, *, blocked: bool) -> None:
    """Blocked: cannot log in and is not offered for anything new. Raises RuleViolation."""
    person = await access.person_to_change(actor, person_id)
    if person.blocked == blocked:
        return
    if blocked and await OfficeRole.exists().where(OfficeRole.person == person_id):
        raise RuleViolation(HAS_OFFICE)
    person.blocked, person.version = blocked, person.version + 1
    await person.save([Person.blocked, Person.version])
    action = "person.blocked" if blocked else "person.unblocked"
    await audit.record(actor, action, person_id, body_id=person.body)
