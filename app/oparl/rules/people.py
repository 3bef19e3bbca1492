"""Committees, the Träger that send people into them, and who sits there for whom."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.groups.tables import GroupKind, Role, Standing
from app.oparl.rules import addresses
from app.oparl.rules.shapes import Json, Stamp, Stamps, inside, shown, urls
from app.oparl.tables import Kind
from app.people.tables import Side

CLASSES = {GroupKind.KREISTAG: "Parlament", GroupKind.AUSSCHUSS: "Ausschuss"}  # words of the spec
MEMBERS = {
    Standing.VOTING: "Mitglied",
    Standing.ADVISORY: "beratendes Mitglied",
    Standing.DEPUTY: "stellvertretendes Mitglied",
}


@dataclass(frozen=True)
class CommitteeRow:
    id: UUID
    body_id: UUID
    name: str
    kind: GroupKind
    starts_on: date | None
    ends_on: date | None
    parent: UUID | None
    seats: tuple[UUID, ...]


@dataclass(frozen=True)
class TraegerRow:
    id: UUID
    body_id: UUID
    name: str
    side: Side


@dataclass(frozen=True)
class Seat:
    """A public membership; `traeger`: for whom."""

    id: UUID
    person_id: UUID
    committee_id: UUID
    role: Role
    standing: Standing
    since: date
    until: date | None
    traeger: UUID | None


@dataclass(frozen=True)
class PersonRow:
    """Nothing but the name: no address, no phone, no function."""

    id: UUID
    body_id: UUID
    given_name: str
    family_name: str
    title: str
    seats: tuple[Seat, ...]


def committee(stamp: Stamp, row: CommitteeRow) -> Json:
    return shown(
        stamp,
        body=addresses.of(Kind.BODY, row.body_id),
        name=row.name,
        organizationType="Gremium",
        classification=CLASSES[row.kind],
        startDate=row.starts_on.isoformat() if row.starts_on else None,
        endDate=row.ends_on.isoformat() if row.ends_on else None,
        subOrganizationOf=addresses.of(Kind.ORGANIZATION, row.parent) if row.parent else None,
        membership=urls(Kind.MEMBERSHIP, row.seats),
        **{
            name: addresses.part(Kind.ORGANIZATION, row.id, name)
            for name in addresses.ORGANIZATION_LISTS
        },
    )


def traeger(stamp: Stamp, row: TraegerRow) -> Json:
    return shown(
        stamp,
        body=addresses.of(Kind.BODY, row.body_id),
        name=row.name,
        organizationType="externes Gremium",
        classification=row.side.label,
    )


def person(stamp: Stamp, row: PersonRow, stamps: Stamps) -> Json:
    seats = [(stamps.get((Kind.MEMBERSHIP, seat.id)), seat) for seat in row.seats]
    name = " ".join(filter(None, (row.title, row.given_name, row.family_name)))
    return shown(
        stamp,
        body=addresses.of(Kind.BODY, row.body_id),
        name=name,
        familyName=row.family_name,
        givenName=row.given_name,
        title=[row.title] if row.title else None,
        membership=[inside(membership(mark, seat), "person") for mark, seat in seats if mark],
    )


def membership(stamp: Stamp, seat: Seat) -> Json:
    return shown(
        stamp,
        person=addresses.of(Kind.PERSON, seat.person_id),
        organization=addresses.of(Kind.ORGANIZATION, seat.committee_id),
        role=role_of(seat),
        votingRight=seat.standing is Standing.VOTING,
        startDate=seat.since.isoformat(),
        endDate=seat.until.isoformat() if seat.until else None,
        onBehalfOf=addresses.of(Kind.ORGANIZATION, seat.traeger) if seat.traeger else None,
    )


def role_of(seat: Seat) -> str:
    return Role.LEITUNG.label if seat.role is Role.LEITUNG else MEMBERS[seat.standing]
