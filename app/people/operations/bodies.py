"""Bodies of the installation, and who keeps their office."""

from datetime import datetime
from uuid import UUID, uuid4

from app.audit import operations as audit
from app.core.actor import Actor, system
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import RuleViolation, existing
from app.people import access
from app.people.forms.bodies import Appointment, BodyData
from app.people.forms.persons import PersonData
from app.people.operations.addresses import lock_addresses
from app.people.operations.persons import add_person
from app.people.queries.addresses import person_with_address
from app.people.tables import Body, Office, OfficeRole, Person

CHANGEABLE = [
    Body.name, Body.office_name, Body.contact_name, Body.contact_mail, Body.contact_phone,
    Body.postal_address, Body.land,
]  # fmt: skip
LAST = {
    Office.COORDINATION: "Das ist die letzte Koordination dieser Körperschaft. Berufen Sie zuerst "
    "eine andere Person.",
    Office.OPERATOR: "Das ist die letzte Person im Betrieb dieser Körperschaft. Berufen Sie zuerst "
    "eine andere.",
}
BLOCKED = "Diese Person ist gesperrt. Die Koordination muss die Sperre zuerst aufheben."


class NameNeeded(RuleViolation):
    """Nobody has the address yet: a new entry needs a name."""

    def __init__(self) -> None:
        super().__init__(
            "Diese Adresse kennt Spurwerk noch nicht. Bitte geben Sie auch den Namen der Person an."
        )


@opens_transaction
async def create_body(actor: Actor, body_id: UUID, data: BodyData) -> None:
    """The same id a second time changes nothing."""
    access.check_operator(actor)
    body = _filled(Body(id=body_id), data)
    if await Body.insert(body).on_conflict(action="DO NOTHING"):
        await audit.record(actor, "body.created", body_id, body_id=body_id)


@opens_transaction
async def change_body(actor: Actor, body_id: UUID, data: BodyData) -> None:
    body = await access.body_to_change(actor, body_id)
    await _filled(body, data).save(CHANGEABLE)
    await audit.record(actor, "body.changed", body_id, body_id=body_id)


def _filled(body: Body, data: BodyData) -> Body:
    body.name, body.office_name, body.land = data.name, data.office_name, data.land
    body.contact_name, body.contact_mail = data.contact_name, data.contact_mail
    body.contact_phone, body.postal_address = data.contact_phone, data.postal_address
    return body


@opens_transaction
async def appoint(
    actor: Actor, body_id: UUID, new_person_id: UUID, data: Appointment, *, now: datetime
) -> None:
    """Whoever has the address, else a new entry of this body. Twice changes nothing.

    Raises NameNeeded, RuleViolation for a blocked person.
    """
    access.check_operator(actor)
    await lock_addresses()
    body = await access.body_to_change(actor, body_id)
    await _give_office(actor, body.id, new_person_id, data, now=now)


@opens_transaction
async def install(body_name: str, data: Appointment, *, now: datetime) -> None:
    """From the operator's terminal, where nobody is logged in yet: a body and its first office.

    Whatever is there already stays. Raises RuleViolation for a blocked person.
    """
    actor = system("Befehlszeile")
    await lock_addresses()
    body = await Body.objects().where(Body.name == body_name).first()
    if body is None:
        body = Body(id=uuid4(), name=body_name)
        await body.save()
        await audit.record(actor, "body.created", body.id, body_id=body.id)
    await _give_office(actor, body.id, uuid4(), data, now=now)


@inside_transaction
async def _give_office(
    actor: Actor, body_id: UUID, new_person_id: UUID, data: Appointment, *, now: datetime
) -> None:
    person = await person_with_address(data.email)
    if person is None:
        person = await _new_person(actor, new_person_id, body_id, data, now=now)
    if person.blocked:
        raise RuleViolation(BLOCKED)
    same = (OfficeRole.body == body_id) & (OfficeRole.person == person.id)
    if await OfficeRole.exists().where(same, OfficeRole.office == data.office):
        return
    await OfficeRole(person=person.id, body=body_id, office=data.office).save()
    await audit.record(
        actor, "office.given", person.id, body_id=body_id, office=data.office
    )  # fmt: skip


@inside_transaction
async def _new_person(
    actor: Actor, person_id: UUID, body_id: UUID, data: Appointment, *, now: datetime
) -> Person:
    if not (data.given_name and data.family_name):
        raise NameNeeded
    entry = PersonData(given_name=data.given_name, family_name=data.family_name, email=data.email)
    return await add_person(actor, person_id, body_id, entry, now=now)


@opens_transaction
async def dismiss(actor: Actor, body_id: UUID, role_id: UUID) -> None:
    """Raises RuleViolation for the last one in the office."""
    access.check_operator(actor)
    await access.body_to_change(actor, body_id)  # one after the other, or two last ones could go
    role = existing(
        await OfficeRole.objects()
        .where(OfficeRole.id == role_id, OfficeRole.body == body_id)
        .first()
    )
    office = Office(role.office)
    others = await OfficeRole.count().where(
        OfficeRole.body == body_id,
        OfficeRole.office == office,
        OfficeRole.person != role.person,
    )
    if not others:
        raise RuleViolation(LAST[office])
    await OfficeRole.delete().where(OfficeRole.id == role_id)
    await audit.record(actor, "office.taken", role.person, body_id=body_id, office=office)
