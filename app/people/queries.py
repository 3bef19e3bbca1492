from dataclasses import dataclass
from datetime import date
from uuid import UUID

from piccolo.query import OrderByRaw

from app.core.actor import Actor
from app.core.paging import PER_PAGE, pages_of
from app.people.access import in_offices_of
from app.people.rules import full_name
from app.people.tables import Affiliation, Body, Person, Region, Side, Traeger

BY_NAME = OrderByRaw("din5007(name), name")
BY_FAMILY_NAME = OrderByRaw("din5007(family_name), din5007(given_name)")

PEOPLE = """
SELECT p.id, p.title, p.given_name, p.family_name, p.email, count(*) OVER () AS total,
  coalesce((SELECT string_agg(concat_ws(', ', t.name, nullif(a.function, '')), ' · '
      ORDER BY din5007(t.name))
    FROM affiliation a JOIN traeger t ON t.id = a.traeger
    WHERE a.person = p.id AND (a.until IS NULL OR a.until >= {})), '') AS works_for
FROM person p
WHERE p.body = ANY({})
  AND ({} = '' OR strpos(din5007(concat_ws(' ', p.given_name, p.family_name, p.email,
    (SELECT string_agg(concat_ws(' ', t.name, a.function), ' ')
      FROM affiliation a JOIN traeger t ON t.id = a.traeger WHERE a.person = p.id))),
    din5007({})) > 0)
ORDER BY din5007(p.family_name), din5007(p.given_name), p.id
LIMIT {} OFFSET {}
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
class PersonRow:
    id: UUID
    name: str
    email: str
    works_for: str  # "Träger, Funktion · Träger"


@dataclass(frozen=True)
class PeoplePage:
    rows: list[PersonRow]
    total: int
    number: int

    @property
    def pages(self) -> int:
        return pages_of(self.total)


@dataclass(frozen=True)
class AffiliationRow:
    id: UUID
    traeger_id: UUID
    traeger: str
    side: str
    function: str
    since: date | None
    until: date | None


@dataclass(frozen=True)
class TraegerRow:
    id: UUID
    name: str
    side: Side
    region: str


@dataclass(frozen=True)
class RegionRow:
    name: str
    municipalities: list[str]


async def body_of(body_id: UUID) -> BodyHead:
    """Who signs mails and whom to ask; the name also stands on top of each page."""
    body = await Body.objects().where(Body.id == body_id).first()
    assert body is not None, "every row with a body holds a foreign key to it"
    return BodyHead(
        id=body.id,
        name=body.name,
        office_name=body.office_name,
        contact_name=body.contact_name,
        contact_mail=body.contact_mail,
        contact_phone=body.contact_phone,
    )


async def person_choices(body_id: UUID) -> dict[str, str]:
    """Of each id the name, as "Cordes, Carla"; without whom the office has blocked."""
    rows = (
        await Person.select(Person.id, Person.title, Person.given_name, Person.family_name)
        .where(Person.body == body_id, Person.blocked.eq(False))
        .order_by(BY_FAMILY_NAME)
    )
    return {
        str(row["id"]): f"{row['family_name']}, {full_name(row['title'], row['given_name'], '')}"
        for row in rows
    }


async def traeger_choices(body_id: UUID) -> dict[str, str]:
    """Of each id the name."""
    rows = (
        await Traeger.select(Traeger.id, Traeger.name)
        .where(Traeger.body == body_id)
        .order_by(BY_NAME)
    )
    return {str(row["id"]): row["name"] for row in rows}


async def region_choices(body_id: UUID) -> dict[str, str]:
    rows = (
        await Region.select(Region.id, Region.name).where(Region.body == body_id).order_by(BY_NAME)
    )
    return {str(row["id"]): row["name"] for row in rows}


async def people_page(actor: Actor, q: str, number: int, *, today: date) -> PeoplePage:
    """Finds q in names, addresses, Träger and functions, in any case and with or without umlauts."""
    bodies = list(actor.office_of)
    rows = await Person.raw(PEOPLE, today, bodies, q, q, PER_PAGE, (number - 1) * PER_PAGE)
    found = [
        PersonRow(
            row["id"],
            full_name(row["title"], row["given_name"], row["family_name"]),
            row["email"],
            row["works_for"],
        )
        for row in rows
    ]
    return PeoplePage(found, rows[0]["total"] if rows else 0, number)


async def affiliations_of(person_id: UUID) -> list[AffiliationRow]:
    """The current ones first, then those that ended, the latest first."""
    rows = await Affiliation.select(
        Affiliation.id,
        Affiliation.traeger.as_alias("traeger_id"),
        Affiliation.traeger.name.as_alias("traeger"),
        Affiliation.traeger.side.as_alias("side"),
        Affiliation.function,
        Affiliation.since,
        Affiliation.until,
    ).where(Affiliation.person == person_id)
    found = [AffiliationRow(**row) for row in rows]
    current = sorted((row for row in found if row.until is None), key=lambda row: row.traeger)
    ended = (row for row in found if row.until is not None)
    return current + sorted(ended, key=lambda row: row.until or date.min, reverse=True)


async def traeger_by_side(actor: Actor) -> list[tuple[Side, list[TraegerRow]]]:
    """Only sides that have somebody, in the order of the enum."""
    rows = (
        await Traeger.select(
            Traeger.id, Traeger.name, Traeger.side, Traeger.region.name.as_alias("region")
        )
        .where(in_offices_of(actor, Traeger.body))
        .order_by(OrderByRaw("din5007(traeger.name), traeger.name"))
    )
    found = [
        TraegerRow(row["id"], row["name"], Side(row["side"]), row["region"] or "") for row in rows
    ]
    by_side = [(side, [row for row in found if row.side == side]) for side in Side]
    return [(side, members) for side, members in by_side if members]


async def regions(actor: Actor) -> list[RegionRow]:
    rows = (
        await Region.select(Region.name, Region.municipalities)
        .where(in_offices_of(actor, Region.body))
        .order_by(BY_NAME)
    )
    return [RegionRow(row["name"], row["municipalities"].splitlines()) for row in rows]
