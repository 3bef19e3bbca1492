"""A county whose list of people is as long as lists get: 20,000 with a Träger and a function each."""

from uuid import UUID

from app.people.tables import (
    Affiliation,
    Body,
    Office,
    OfficeRole,
    Person,
    Region,
    Side,
    Traeger,
    TraegerRegion,
)
from bench.rows import Rows

PEOPLE, TRAEGER, REGIONS = 20_000, 200, 8
GIVEN = ("Anna", "Bernd", "Çelik", "Dörte", "Ewa", "Fatma", "Grete")
FAMILY = ("Müller", "Özdemir", "Weiß", "Abel", "Schröder", "Zimmer", "Ünal", "Yıldız", "Krause")
FUNCTIONS = ("Geschäftsführung", "Sozialraumleitung", "Vorstand", "Fachberatung", "")


def add_crowd(rows: Rows) -> UUID:
    """The Koordination of that county."""
    body = rows.add(
        Body, name="Landkreis Menge", office_name="Jugendhilfeplanung",
        contact_name="Claudia Brandt", contact_mail="planung@example.org",
    )  # fmt: skip
    sides = list(Side)
    regions = [rows.add(Region, body=body, name=f"Region {n}") for n in range(REGIONS)]
    traeger = [
        rows.add(Traeger, body=body, name=f"Träger Nr. {n}", side=sides[n % len(sides)])
        for n in range(TRAEGER)
    ]
    for n, one in enumerate(traeger):
        rows.add(TraegerRegion, traeger=one, region=regions[n % REGIONS])
    people = [_person(rows, body, n) for n in range(PEOPLE)]
    for n, person in enumerate(people):
        function = FUNCTIONS[n % len(FUNCTIONS)]
        rows.add(Affiliation, person=person, traeger=traeger[n * 7 % TRAEGER], function=function)
    rows.add(OfficeRole, person=people[0], body=body, office=Office.COORDINATION)
    return people[0]


def _person(rows: Rows, body: UUID, n: int) -> UUID:
    return rows.add(
        Person, body=body, given_name=GIVEN[n % len(GIVEN)],
        family_name=f"{FAMILY[n % len(FAMILY)]}-{n // len(FAMILY)}",
        email=f"mensch{n}@menge.example.org",
    )  # fmt: skip
