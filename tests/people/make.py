from typing import Any

from app.people.tables import Affiliation, Person, Traeger
from tests.cast import Cast


async def make_affiliation(person: Person, traeger: Traeger, **columns: Any) -> Affiliation:
    affiliation = Affiliation(person=person.id, traeger=traeger.id, **columns)
    await affiliation.save()
    return affiliation


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    affiliation = await make_affiliation(cast.carla, cast.traeger, function="Geschäftsführung")
    world["person_id"] = str(cast.id("carla"))
    world["traeger_id"] = str(cast.traeger.id)
    world["affiliation_id"] = str(affiliation.id)
