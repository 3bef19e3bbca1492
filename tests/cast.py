"""Anna coordinates, Bernd leads, Carla is a member, Dirk a stranger, Eva has left,
Frieda coordinates another county, Gustav is a guest, Jutta sits in the JHA, Paul keeps the minutes."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from app.accounts.queries import actor_from
from app.core.actor import Actor
from app.core.clock import today
from app.groups.tables import Group, GroupKind, Membership, Role, Standing
from app.people.tables import Body, Office, OfficeRole, Person, Side, Traeger


async def make_body(name: str = "Landkreis Musterland", **columns: Any) -> Body:
    columns = {
        "office_name": "Jugendhilfeplanung",
        "contact_name": "Anna Albers",
        "contact_mail": "jugendhilfeplanung@example.org",
        **columns,
    }
    body = Body(name=name, **columns)
    await body.save()
    return body


async def make_person(body: Body, given: str, family: str, **columns: Any) -> Person:
    columns.setdefault("email", f"{given}.{family}.{uuid4().hex[:4]}@example.org".lower())
    person = Person(body=body.id, given_name=given, family_name=family, **columns)
    await person.save()
    return person


async def make_traeger(body: Body, name: str = "Jugendwerk Nord e. V.", **columns: Any) -> Traeger:
    traeger = Traeger(body=body.id, name=name, **{"side": Side.FREE, **columns})
    await traeger.save()
    return traeger


async def make_group(
    body: Body, name: str = "Steuerungsgruppe Familienzentren", **columns: Any
) -> Group:
    group = Group(body=body.id, name=name, **{"kind": GroupKind.STEUERUNGSGRUPPE, **columns})
    await group.save()
    return group


async def make_member(group: Group, person: Person, **columns: Any) -> Membership:
    columns = {"role": Role.MITGLIED, "since": date(2024, 1, 1), **columns}
    membership = Membership(group=group.id, person=person.id, **columns)
    await membership.save()
    return membership


@dataclass
class Cast:
    body: Body
    other_body: Body
    group: Group
    other_group: Group
    committee: Group
    traeger: Traeger
    people: dict[str, Person] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Person:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    async def actor(self, name: str) -> Actor:
        """As the session look-up builds it, from the rows of this moment."""
        person = self.people[name]
        offices = await OfficeRole.select(OfficeRole.body, OfficeRole.office).where(
            OfficeRole.person == person.id
        )
        seats = await Membership.select(
            Membership.group, Membership.group.body.as_alias("body"), Membership.role,
            Membership.standing,
        ).where(
            Membership.person == person.id,
            Membership.since <= today(),
            (Membership.until.is_null()) | (Membership.until >= today()),
        )  # fmt: skip
        return actor_from(
            person_id=person.id,
            name=f"{person.given_name} {person.family_name}",
            offices=[(str(o["body"]), o["office"]) for o in offices],
            seats=[(str(s["group"]), str(s["body"]), s["role"], s["standing"]) for s in seats],
        )

    def id(self, name: str) -> UUID:
        return UUID(str(self.people[name].id))


NAMES = {
    "anna": "Albers", "bernd": "Brandt", "carla": "Cordes", "dirk": "Dahl", "eva": "Ebert",
    "frieda": "Falk", "gustav": "Gerdes", "jutta": "Jansen", "paul": "Petersen",
}  # fmt: skip


async def make_cast(body: Body | None = None) -> Cast:
    """`body`: the same people and groups once more in a body that is there."""
    body, other_body = body or await make_body(), await make_body("Landkreis Beispielau")
    cast = Cast(
        body=body,
        other_body=other_body,
        group=await make_group(body),
        other_group=await make_group(body, "Unterarbeitsgruppe Finanzen"),
        committee=await make_group(body, "Jugendhilfeausschuss", kind=GroupKind.AUSSCHUSS),
        traeger=await make_traeger(body),
    )
    for given, family in NAMES.items():
        home = other_body if given == "frieda" else body
        cast.people[given] = await make_person(home, given.title(), family)
    await OfficeRole(person=cast.anna.id, body=body.id, office=Office.COORDINATION).save()
    await OfficeRole(person=cast.frieda.id, body=other_body.id, office=Office.COORDINATION).save()
    await make_member(cast.group, cast.bernd, role=Role.LEITUNG)
    await make_member(cast.group, cast.carla, traeger=cast.traeger.id)
    await make_member(cast.group, cast.paul, role=Role.PROTOKOLL)
    await make_member(cast.group, cast.gustav, standing=Standing.GUEST)
    await make_member(cast.other_group, cast.dirk)
    await make_member(cast.group, cast.eva, until=date(2024, 12, 31))
    await make_member(cast.committee, cast.jutta)
    return cast


async def add_deputy_and_operator(cast: Cast) -> None:
    """Doris stands in for Carla; Oskar runs the server and sits nowhere."""
    cast.people["doris"] = await make_person(cast.body, "Doris", "Dietz")
    cast.people["oskar"] = await make_person(cast.body, "Oskar", "Ott")
    seat = Membership.objects().where(
        Membership.group == cast.group.id, Membership.person == cast.carla.id
    )
    await make_member(
        cast.group, cast.doris, standing=Standing.DEPUTY, deputy_of=await seat.first()
    )
    await OfficeRole(person=cast.oskar.id, body=cast.body.id, office=Office.OPERATOR).save()
