"""The first county: a Vorlage of 2025, a steering group renamed since, a finance group with an open seat."""

from dataclasses import dataclass
from datetime import timedelta

from app.core.clock import now
from app.demo import history as add
from app.demo import people
from app.demo.history import History, Reading
from app.groups.tables import Group, GroupKind, Role, Standing
from app.people.tables import Body, Office, OfficeRole, Person, Region, Traeger
from app.vorlagen.tables import DecisionPoint, GroupOrigin


@dataclass(frozen=True)
class County:
    body: Body
    coordination: Person
    steering_people: list[Person]
    committee_people: list[Person]
    traeger: list[Traeger]
    committee: Group
    kreistag: Group
    steering: Group
    finance: Group
    points: list[DecisionPoint]


async def load(history: History, reading: Reading) -> County:
    body = Body(
        name="Landkreis Musterland",
        office_name="Jugendhilfeplanung",
        contact_name="Claudia Brandt",
        contact_mail="jugendhilfeplanung@example.org",
        contact_phone="04999 12-345",
        postal_address="Landkreis Musterland\nAm Markt 1\n29999 Musterstadt",
    )
    await body.save()
    traeger = await _traeger(body)
    coordination = await _coordination(body, traeger)
    steering_people = [await _worker(body, traeger, *entry[:4]) for entry in people.STEERING]
    committee_people = [await add.add_person(body, *name) for name in people.COMMITTEE]
    committee, kreistag = await _committees(body, history)
    vorlage, points = await add.add_vorlage(
        reading, body, committee, {committee.name: committee, kreistag.name: kreistag}
    )
    steering, finance = await _groups(body, history, points)
    county = County(
        body, coordination, steering_people, committee_people, traeger, committee, kreistag,
        steering, finance, points,
    )  # fmt: skip
    assert vorlage.id
    await _seats(county, history)
    return county


async def _traeger(body: Body) -> list[Traeger]:
    regions = {}
    for name, towns in (
        ("Nord", "Ostheide\nHeidedorf"), ("Mitte", "Neuenfelde"), ("Süd", "Süderbach\nMarienau"),
    ):  # fmt: skip
        regions[name] = Region(body=body.id, name=name, municipalities=towns)
        await regions[name].save()
    rows = [
        Traeger(body=body.id, name=name, side=side, region=regions[region].id if region else None)
        for name, side, region in people.TRAEGER
    ]
    await Traeger.insert(*rows)
    return rows


async def _worker(
    body: Body, traeger: list[Traeger], given: str, family: str, employer: int, function: str
) -> Person:
    person = await add.add_person(body, given, family)
    await add.add_affiliation(person, traeger[employer].id, function)
    return person


async def _coordination(body: Body, traeger: list[Traeger]) -> Person:
    person = await _worker(body, traeger, *people.COORDINATION)
    await OfficeRole(person=person.id, body=body.id, office=Office.COORDINATION).save()
    return person


async def _committees(body: Body, history: History) -> tuple[Group, Group]:
    start = history.day(-900)
    committee = Group(
        body=body.id, name="Jugendhilfeausschuss", kind=GroupKind.AUSSCHUSS, starts_on=start,
        purpose="Beschließt über die Jugendhilfe des Landkreises (§ 71 SGB VIII).",
    )  # fmt: skip
    kreistag = Group(body=body.id, name="Kreistag", kind=GroupKind.KREISTAG, starts_on=start)
    await committee.save()
    await kreistag.save()
    return committee, kreistag


async def _groups(body: Body, history: History, points: list[DecisionPoint]) -> tuple[Group, Group]:
    steering = Group(
        body=body.id,
        name="Projektsteuerungsgruppe",
        former_names="Lenkungsgruppe",
        kind=GroupKind.STEUERUNGSGRUPPE,
        starts_on=history.day(-240),
        purpose="Stellt offene Fragen, Probleme und Aufgaben fest, erarbeitet Lösungen und schließt sie ab.",
        seat_rules="Leitung des Jugendamtes\nGeschäftsführungen der Sozialraumträger\nzwei Vertretungen der Gemeinden",
    )
    await steering.save()
    finance = Group(
        body=body.id,
        name="Unterarbeitsgruppe Finanzen",
        kind=GroupKind.UNTERARBEITSGRUPPE,
        parent=steering.id,
        starts_on=history.day(-190),
        purpose="Bereitet die neue Finanzierung der Sozialräume vor.",
        seat_rules="\n".join(people.FINANCE_SEATS),
    )
    await finance.save()
    await GroupOrigin(group=steering.id, decision_point=points[0].id).save()
    await GroupOrigin(group=finance.id, decision_point=points[2].id).save()
    return steering, finance


async def _seats(county: County, history: History) -> None:
    since, finance_since = history.day(-240), history.day(-190)
    await add.add_member(
        county.steering, county.coordination, since, role=Role.KOORDINATION,
        standing=Standing.ADVISORY,
    )  # fmt: skip
    for person, (_, _, employer, _, role) in zip(
        county.steering_people, people.STEERING, strict=True
    ):
        await add.add_member(
            county.steering, person, since, role=role, traeger=county.traeger[employer].id
        )
    guest = await _worker(county.body, county.traeger, *people.GUEST)
    adviser = await _worker(county.body, county.traeger, *people.ADVISER)
    await add.add_member(
        county.steering, guest, since, standing=Standing.GUEST, traeger=county.traeger[11].id
    )
    await add.add_member(
        county.steering, adviser, since, role=Role.MODERATION, standing=Standing.ADVISORY,
        traeger=county.traeger[10].id,
    )  # fmt: skip
    for person in county.committee_people:
        await add.add_member(county.committee, person, history.day(-900))
    for index, role in people.FINANCE:
        employer = people.STEERING[index][2]
        await add.add_member(
            county.finance, county.steering_people[index], finance_since, role=role,
            traeger=county.traeger[employer].id, seat=people.FINANCE_SEATS[1] if employer else "",
        )  # fmt: skip
    for person in county.committee_people[:2]:
        await add.add_member(county.finance, person, finance_since, seat=people.FINANCE_SEATS[0])
    await add.add_member(  # the third seat of the JHA is open since
        county.finance, county.committee_people[2], finance_since, seat=people.FINANCE_SEATS[0],
        until=now().date() - timedelta(days=60),
    )  # fmt: skip
