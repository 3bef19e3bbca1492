from typing import Any

from app.people.tables import (
    Affiliation,
    Body,
    Office,
    OfficeRole,
    Person,
    PersonAddress,
    Region,
    Traeger,
    TraegerInSet,
    TraegerRegion,
    TraegerSet,
)
from tests.cast import Cast, make_person


async def make_affiliation(person: Person, traeger: Traeger, **columns: Any) -> Affiliation:
    affiliation = Affiliation(person=person.id, traeger=traeger.id, **columns)
    await affiliation.save()
    return affiliation


async def make_address(person: Person, email: str) -> PersonAddress:
    address = PersonAddress(person=person.id, email=email)
    await address.save()
    return address


async def make_region(body: Body, name: str, municipalities: str = "") -> Region:
    region = Region(body=body.id, name=name, municipalities=municipalities)
    await region.save()
    return region


async def make_set(body: Body, name: str, *traeger: Traeger) -> TraegerSet:
    made = TraegerSet(body=body.id, name=name)
    await made.save()
    for one in traeger:
        await TraegerInSet(traeger_set=made.id, traeger=one.id).save()
    return made


async def make_operator(body: Body) -> Person:
    """Oskar runs the installation and belongs to no group."""
    oskar = await make_person(body, "Oskar", "Ott")
    await OfficeRole(person=oskar.id, body=body.id, office=Office.OPERATOR).save()
    return oskar


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    affiliation = await make_affiliation(cast.carla, cast.traeger, function="Geschäftsführung")
    address = await make_address(cast.carla, "carla.privat@example.org")
    region = await make_region(cast.body, "Nord", "Amberg")
    await TraegerRegion(traeger=cast.traeger.id, region=region.id).save()
    traeger_set = await make_set(cast.body, "Sozialraumträger", cast.traeger)
    cast.people["oskar"] = await make_operator(cast.body)
    role = await OfficeRole.objects().where(OfficeRole.person == cast.id("anna")).first()
    assert role is not None
    world |= {
        "person_id": str(cast.id("carla")),
        "traeger_id": str(cast.traeger.id),
        "affiliation_id": str(affiliation.id),
        "address_id": str(address.id),
        "region_id": str(region.id),
        "set_id": str(traeger_set.id),
        "body_id": str(cast.body.id),
        "role_id": str(role.id),
    }
