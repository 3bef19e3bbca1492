"""The first county: a Vorlage, a steering group renamed since, a finance group with an open seat."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from app.demo import history as add
from app.demo import people, rules
from app.demo.history import History
from app.demo.papers import Reading, add_vorlage, read_paper
from app.groups.tables import FormerName, Group, GroupKind, Quorum
from app.people.tables import (
    Body,
    Office,
    OfficeRole,
    Person,
    Region,
    Side,
    Traeger,
    TraegerInSet,
    TraegerRegion,
    TraegerSet,
)
from app.vorlagen.tables import DecisionPoint, GroupOrigin, Vorlage


@dataclass
class County:
    """people: by family name."""

    body: Body
    traeger: dict[str, UUID]
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def coordination(self) -> Person:
        return self.people[people.COORDINATION.family]

    def all(self, *families: str) -> list[Person]:
        return [self.people[family] for family in families]


@dataclass(frozen=True)
class Groups:
    committee: Group
    kreistag: Group
    steering: Group
    finance: Group


@dataclass(frozen=True)
class Loaded:
    county: County
    groups: Groups
    vorlage: Vorlage
    points: list[DecisionPoint]


def read(history: History) -> Reading:
    return read_paper(
        "sozialraeume.txt", dated=history.day(-330), recommended=history.day(-300),
        decided=history.day(-270), renamed=history.day(-215),
    )  # fmt: skip


async def load(history: History, reading: Reading) -> Loaded:
    county = await _county()
    await _people(county)
    committee, kreistag = await _committees(county.body, history)
    vorlage, points = await add_vorlage(
        reading, county.body, [committee, kreistag], recorded_at=history.at(-325, 9)
    )
    groups = Groups(committee, kreistag, *await _groups(county.body, history, points))
    await _committee_seats(county, groups, history)
    await _steering_seats(county, groups, history)
    await rules.add_finance(groups.finance, committee, points[0])
    await _finance_seats(county, groups, history)
    return Loaded(county, groups, vorlage, points)


async def _county() -> County:
    body = Body(
        name="Landkreis Musterland",
        office_name="Jugendhilfeplanung",
        contact_name="Claudia Brandt",
        contact_mail="jugendhilfeplanung@example.org",
        contact_phone="04999 12-345",
        postal_address="Landkreis Musterland\nAm Markt 1\n29999 Musterstadt",
    )
    await body.save()
    regions = {
        name: Region(body=body.id, name=name, municipalities=towns)
        for name, towns in (
            ("Nord", "Ostheide\nHeidedorf"), ("Mitte", "Neuenfelde"), ("Süd", "Süderbach\nMarienau"),
        )
    }  # fmt: skip
    await Region.insert(*regions.values())
    rows = [Traeger(body=body.id, name=name, side=side) for name, side, _ in people.TRAEGER]
    await Traeger.insert(*rows)
    works_in = {
        row.id: regions[region]
        for row, (_, _, region) in zip(rows, people.TRAEGER, strict=True)
        if region
    }
    await TraegerRegion.insert(
        *(TraegerRegion(traeger=id_, region=region.id) for id_, region in works_in.items())
    )
    named = TraegerSet(body=body.id, name="Sozialraumträger")
    await named.save()
    free = (row for row in rows if row.id in works_in and row.side == Side.FREE)
    await TraegerInSet.insert(*(TraegerInSet(traeger_set=named.id, traeger=row.id) for row in free))
    return County(body, {row.name: row.id for row in rows})


async def _people(county: County) -> None:
    for worker in people.STEERING:
        person = await add.add_person(county.body, worker.given, worker.family, worker.title)
        await add.add_affiliation(person, county.traeger[worker.traeger], worker.function)
        county.people[worker.family] = person
    for given, family, sends in people.COMMITTEE:
        person = await add.add_person(county.body, given, family)
        function = "Kreistagsmitglied" if sends == people.COUNCIL else "Vorstand"
        await add.add_affiliation(person, county.traeger[sends], function)
        county.people[family] = person
    office = Office.COORDINATION
    await OfficeRole(person=county.coordination.id, body=county.body.id, office=office).save()
    operator = await add.add_person(county.body, *people.OPERATOR)
    await OfficeRole(person=operator.id, body=county.body.id, office=Office.OPERATOR).save()


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
        notice_days=10,
        quorum=Quorum.HALF,
        kind=GroupKind.STEUERUNGSGRUPPE,
        starts_on=history.day(-240),
        purpose="Stellt offene Fragen, Probleme und Aufgaben fest, erarbeitet Lösungen und schließt sie ab.",
    )
    await steering.save()
    await FormerName(
        group=steering.id, name="Lenkungsgruppe", until=history.day(-216), vorlage=points[0].vorlage
    ).save()
    finance = Group(
        body=body.id,
        name="Unterarbeitsgruppe Finanzen",
        kind=GroupKind.UNTERARBEITSGRUPPE,
        parent=steering.id,
        starts_on=history.day(-190),
        purpose="Bereitet die neue Finanzierung der Sozialräume vor.",
    )
    await finance.save()
    await GroupOrigin(group=steering.id, decision_point=points[0].id).save()
    await GroupOrigin(group=finance.id, decision_point=points[2].id).save()
    return steering, finance


async def _committee_seats(county: County, groups: Groups, history: History) -> None:
    for _, family, sends in people.COMMITTEE:
        await add.add_member(
            groups.committee, county.people[family], history.day(-900),
            traeger=county.traeger[sends],
        )  # fmt: skip


async def _steering_seats(county: County, groups: Groups, history: History) -> None:
    named = await rules.add_steering(groups.steering)
    for worker in people.STEERING:
        await add.add_member(
            groups.steering, county.people[worker.family], history.day(-240), role=worker.role,
            standing=worker.standing, rule=named.get(worker.seat), traeger=county.traeger[worker.traeger],
        )  # fmt: skip


async def _finance_seats(county: County, groups: Groups, history: History) -> None:
    """The third of the committee has left, so one of its seats is open."""
    since = history.day(-190)
    employer = {worker.family: county.traeger[worker.traeger] for worker in people.STEERING}
    for family, role, standing in people.FINANCE:
        await add.add_member(
            groups.finance, county.people[family], since, role=role, standing=standing,
            traeger=employer[family],
        )  # fmt: skip
    council = county.traeger[people.COUNCIL]
    for family, days in (("Ohlsen", None), ("Harms", None), ("Kruse", -60)):
        until = history.today + timedelta(days=days) if days else None
        await add.add_member(
            groups.finance, county.people[family], since, traeger=council, until=until
        )
