"""People and for whom they work."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID, uuid4, uuid5

from asyncpg import UniqueViolationError

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.clock import berlin
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import NotFound
from app.people import access, rules
from app.people.forms import AffiliationData, PersonData
from app.people.tables import Affiliation, Person, Traeger


@inside_transaction
async def add_person(
    actor: Actor, person_id: UUID, body_id: UUID, data: PersonData, *, now: datetime
) -> Person:
    """The caller has checked that the actor may: the office here, who leads a group in groups.

    The same id a second time gives the first person. Raises EmailTaken.
    """
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
    if not await Person.insert(person).on_conflict(action="DO NOTHING"):
        return await _already_there(person)
    await audit.record(actor, "person.created", person.id, body_id=body_id)
    return person


async def _already_there(person: Person) -> Person:
    same = await Person.objects().where(Person.id == person.id).first()
    if same is None:
        raise await _email_taken(person.email, person.body)
    if same.body != person.body:
        raise NotFound
    return same


async def _email_taken(email: str, body_id: UUID) -> rules.EmailTaken:
    owner = await Person.objects().where(Person.email == email).first()
    known = owner is not None and owner.body == body_id
    return rules.email_taken(
        rules.full_name(owner.title, owner.given_name, owner.family_name)
        if owner and known
        else None
    )


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
async def change_person(actor: Actor, person_id: UUID, data: PersonData) -> None:
    """Raises EmailTaken."""
    person = await access.person_to_change(actor, person_id)
    others = Person.exists().where(Person.email == data.email, Person.id != person_id)
    if await others:
        raise await _email_taken(data.email, person.body)
    person.title, person.phone = data.title, data.phone
    person.given_name, person.family_name = data.given_name, data.family_name
    changed = [Person.title, Person.phone, Person.given_name, Person.family_name, Person.email]
    mail_changed, person.email = person.email != data.email, data.email
    try:
        await person.save(changed)
    except UniqueViolationError:  # somebody took the address since we looked
        raise rules.email_taken(None) from None
    await audit.record(
        actor, "person.changed", person_id, body_id=person.body, email_changed=mail_changed
    )


@inside_transaction
async def affiliate(actor: Actor, person: Person, data: AffiliationData) -> None:
    """The same id a second time changes nothing. Raises RuleViolation for another body's Träger."""
    traeger = await Traeger.objects().where(Traeger.id == data.traeger_id).first()
    rules.check_same_body(traeger and traeger.body, person.body, rules.TRAEGER_ELSEWHERE)
    affiliation = Affiliation(
        id=data.id or uuid4(),
        person=person.id,
        traeger=data.traeger_id,
        function=data.function,
        since=data.since,
    )
    if await Affiliation.insert(affiliation).on_conflict(action="DO NOTHING"):
        await audit.record(
            actor, "affiliation.begun", person.id, body_id=person.body, traeger=data.traeger_id
        )


@opens_transaction
async def add_affiliation(actor: Actor, person_id: UUID, data: AffiliationData) -> None:
    person = await access.person_to_change(actor, person_id)
    await affiliate(actor, person, data)


@opens_transaction
async def end_affiliation(
    actor: Actor, person_id: UUID, affiliation_id: UUID, *, now: datetime
) -> date:
    """The last day. One that has ended already keeps its day."""
    person = await access.person_to_change(actor, person_id)
    affiliation = (
        await Affiliation.objects()
        .where(Affiliation.id == affiliation_id, Affiliation.person == person_id)
        .first()
    )
    if affiliation is None:
        raise NotFound
    if affiliation.until is None:
        affiliation.until = rules.last_day(affiliation.since, berlin(now).date())
        await affiliation.save([Affiliation.until])
        await audit.record(actor, "affiliation.ended", person_id, body_id=person.body)
    return affiliation.until
