"""For whom people work, in which function and when."""

from datetime import date, datetime
from uuid import UUID, uuid4

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.clock import berlin
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import NotFound
from app.people import access, rules
from app.people.forms.affiliations import AffiliationData
from app.people.tables import Affiliation, Person, Traeger


@inside_transaction
async def affiliate(actor: Actor, person: Person, data: AffiliationData) -> None:
    """The same id a second time changes nothing.

    Raises RuleViolation for another body's Träger, OverlappingWork.
    """
    affiliation_id = data.id or uuid4()
    known = await Affiliation.objects().where(Affiliation.id == affiliation_id).first()
    if known is not None:
        if known.person != person.id:
            raise NotFound
        return
    affiliation = Affiliation(id=affiliation_id, person=person.id, traeger=data.traeger_id)
    await _fill(affiliation, data, person)
    await affiliation.save()
    await audit.record(
        actor, "affiliation.begun", person.id, body_id=person.body, traeger=data.traeger_id
    )


@inside_transaction
async def _fill(affiliation: Affiliation, data: AffiliationData, person: Person) -> None:
    traeger = await Traeger.objects().where(Traeger.id == data.traeger_id).first()
    rules.check_same_body(traeger and traeger.body, person.body, rules.TRAEGER_ELSEWHERE)
    others = await Affiliation.objects().where(
        Affiliation.person == person.id, Affiliation.id != affiliation.id
    )
    rules.check_work(
        rules.Work(data.traeger_id, data.function, data.since, data.until),
        (rules.Work(one.traeger, one.function, one.since, one.until) for one in others),
    )
    affiliation.traeger, affiliation.function = data.traeger_id, data.function
    affiliation.since, affiliation.until = data.since, data.until


@opens_transaction
async def add_affiliation(actor: Actor, person_id: UUID, data: AffiliationData) -> None:
    person = await access.person_to_change(actor, person_id)
    await affiliate(actor, person, data)


@opens_transaction
async def change_affiliation(
    actor: Actor, person_id: UUID, affiliation_id: UUID, data: AffiliationData
) -> None:
    """Raises RuleViolation for another body's Träger, OverlappingWork."""
    person = await access.person_to_change(actor, person_id)
    affiliation = await access.affiliation_of(person_id, affiliation_id)
    await _fill(affiliation, data, person)
    await affiliation.save()
    await audit.record(
        actor, "affiliation.changed", person_id, body_id=person.body, traeger=data.traeger_id
    )


@opens_transaction
async def end_affiliation(
    actor: Actor, person_id: UUID, affiliation_id: UUID, *, now: datetime
) -> date:
    """The last day. One that has ended already keeps its day."""
    person = await access.person_to_change(actor, person_id)
    affiliation = await access.affiliation_of(person_id, affiliation_id)
    if affiliation.until is None:
        affiliation.until = rules.last_day(affiliation.since, berlin(now).date())
        await affiliation.save([Affiliation.until])
        await audit.record(actor, "affiliation.ended", person_id, body_id=person.body)
    return affiliation.until
