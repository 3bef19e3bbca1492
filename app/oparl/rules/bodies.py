"""System, Körperschaft, its address and its Wahlperioden as OParl objects."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.oparl.rules import addresses
from app.oparl.rules.shapes import Json, Stamp, Stamps, inside, moment, shown
from app.oparl.tables import Kind

_NEW_LISTS = (  # of 1.1
    "agendaItem", "consultation", "file", "locationList", "legislativeTermList", "membership",
)  # fmt: skip
_TOWN = re.compile(r"(\d{5})\s+(\S.*)")


@dataclass(frozen=True)
class Term:
    """The period of a Kreistag or Rat is the Wahlperiode."""

    id: UUID
    body_id: UUID
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class BodyRow:
    """`councils`: Kreistage or Räte. The contact's name and mail are a person's and stay here."""

    id: UUID
    name: str
    office_name: str
    postal_address: str
    terms: tuple[Term, ...]
    councils: tuple[UUID, ...]


def system(created: datetime, modified: datetime) -> Json:
    return {
        "id": addresses.system(),
        "type": f"{addresses.SCHEMA}System",
        "oparlVersion": addresses.SCHEMA,
        "name": "Spurwerk",
        "body": addresses.bodies(),
        "created": moment(created),
        "modified": moment(modified),
    }


def body(stamp: Stamp, row: BodyRow, stamps: Stamps) -> Json:
    place = stamps.get((Kind.LOCATION, row.id))
    terms = [(stamps.get((Kind.LEGISLATIVE_TERM, term.id)), term) for term in row.terms]
    return {
        **shown(
            stamp,
            system=addresses.system(),
            name=row.name,
            contactName=row.office_name,
            location=inside(location(place, row), "bodies") if place else None,
            mainOrganization=addresses.of(Kind.ORGANIZATION, row.councils[0])
            if len(row.councils) == 1
            else None,
            **{
                name: addresses.part(Kind.BODY, row.id, name.lower())
                for name in ("organization", "person", "meeting", "paper", *_NEW_LISTS)
            },
        ),
        "legislativeTerm": [inside(term(mark, found), "body") for mark, found in terms if mark],
    }


def location(stamp: Stamp, row: BodyRow) -> Json:
    """Street, number and town where the last two lines look like them."""
    lines = [line.strip() for line in row.postal_address.splitlines() if line.strip()]
    town = _TOWN.fullmatch(lines[-1]) if lines else None
    return shown(
        stamp,
        description=", ".join(lines),
        streetAddress=lines[-2] if town and len(lines) > 1 else None,
        postalCode=town[1] if town else None,
        locality=town[2] if town else None,
        bodies=[addresses.of(Kind.BODY, row.id)],
    )


def term(stamp: Stamp, row: Term) -> Json:
    years = (
        f"{row.starts_on.year}–{row.ends_on.year}" if row.ends_on else f"ab {row.starts_on.year}"
    )
    return shown(
        stamp,
        body=addresses.of(Kind.BODY, row.body_id),
        name=f"Wahlperiode {years}",
        startDate=row.starts_on.isoformat(),
        endDate=row.ends_on.isoformat() if row.ends_on else None,
    )
