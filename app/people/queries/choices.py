"""What select fields offer: of each id the name."""

from collections.abc import Collection
from uuid import UUID

from piccolo.query import OrderByRaw

from app.core import clock
from app.people.access import BY_NAME
from app.people.rules import full_name
from app.people.tables import Person, Region, Traeger

BY_FAMILY_NAME = OrderByRaw("din5007(family_name), din5007(given_name)")


async def person_choices(body_id: UUID) -> dict[str, str]:
    """As "Cordes, Carla"; without whom the office has blocked or erased."""
    rows = (
        await Person.select(Person.id, Person.title, Person.given_name, Person.family_name)
        .where(Person.body == body_id, Person.blocked.eq(False), Person.erased_at.is_null())
        .order_by(BY_FAMILY_NAME)
    )
    return {
        str(row["id"]): f"{row['family_name']}, {full_name(row['title'], row['given_name'], '')}"
        for row in rows
    }


async def traeger_choices(body_id: UUID, keep: Collection[UUID] = ()) -> dict[str, str]:
    """Those at work today, and `keep`, which older entries name."""
    today = clock.today()
    working = (Traeger.starts_on.is_null() | (Traeger.starts_on <= today)) & (
        Traeger.ends_on.is_null() | (Traeger.ends_on >= today)
    )
    rows = (
        await Traeger.select(Traeger.id, Traeger.name)
        .where(Traeger.body == body_id, working | Traeger.id.is_in(list(keep)) if keep else working)
        .order_by(BY_NAME)
    )
    return {str(row["id"]): row["name"] for row in rows}


async def region_choices(body_id: UUID) -> dict[str, str]:
    rows = (
        await Region.select(Region.id, Region.name).where(Region.body == body_id).order_by(BY_NAME)
    )
    return {str(row["id"]): row["name"] for row in rows}
