from dataclasses import dataclass
from uuid import UUID

from app.core.actor import Actor
from app.people.rules import full_name
from app.people.tables import Body, Land, Office, OfficeRole

OFFICES = """
SELECT o.id, o.office, o.person AS person_id, p.title, p.given_name, p.family_name, p.email
FROM office_role o JOIN person p ON p.id = o.person
WHERE o.body = {}
ORDER BY o.office, din5007(p.family_name), din5007(p.given_name), o.id
"""
BODIES = """
SELECT b.id, b.name, b.office_name, b.land,
  coalesce((SELECT string_agg(concat_ws(' ', p.given_name, p.family_name), ', '
      ORDER BY din5007(p.family_name), din5007(p.given_name))
    FROM office_role o JOIN person p ON p.id = o.person
    WHERE o.body = b.id AND o.office = 'coordination'), '') AS coordination
FROM body b
WHERE {} OR b.id = ANY({})
ORDER BY din5007(b.name), b.name
"""


@dataclass(frozen=True)
class BodyHead:
    id: UUID
    name: str
    office_name: str
    contact_name: str
    contact_mail: str
    contact_phone: str


@dataclass(frozen=True)
class BodyRow:
    """coordination: names, "Anna Albers, Bernd Brandt"."""

    id: UUID
    name: str
    office_name: str
    land: Land
    coordination: str


@dataclass(frozen=True)
class OfficeRow:
    id: UUID
    office: Office
    person_id: UUID
    name: str
    email: str


async def stored_body(body_id: UUID) -> Body:
    body = await Body.objects().where(Body.id == body_id).first()
    assert body is not None, "every row with a body holds a foreign key to it"
    return body


async def body_of(body_id: UUID) -> BodyHead:
    """Who signs mails and whom to ask; the name also stands on top of each page."""
    body = await stored_body(body_id)
    return BodyHead(
        id=body.id,
        name=body.name,
        office_name=body.office_name,
        contact_name=body.contact_name,
        contact_mail=body.contact_mail,
        contact_phone=body.contact_phone,
    )


async def kept_bodies(actor: Actor) -> list[BodyRow]:
    """All for the Betrieb, else those whose Koordination the actor is."""
    rows = await Body.raw(BODIES, actor.operator, list(actor.office_of))
    return [BodyRow(**{**row, "land": Land(row["land"])}) for row in rows]


async def offices_of(body_id: UUID) -> list[OfficeRow]:
    """The Koordination first, then the Betrieb, each by name."""
    rows = await OfficeRole.raw(OFFICES, body_id)
    return [
        OfficeRow(
            id=row["id"],
            office=Office(row["office"]),
            person_id=row["person_id"],
            name=full_name(row["title"], row["given_name"], row["family_name"]),
            email=row["email"],
        )
        for row in rows
    ]
