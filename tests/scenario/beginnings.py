"""Chapter 1: two counties, their offices, committees, Träger and people."""

from pathlib import Path

from tests.scenario.people import (
    BEISPIELAU,
    JHA,
    MUSTERLAND,
    OFFICE,
    OPERATOR,
    OTHER_COMMITTEE,
    OTHER_OFFICE,
    SOZIALRAUMTRAEGER,
)
from tests.scenario.visitor import Visitor
from tests.scenario.world import World

TEXTS = Path(__file__).parent / "texts"


def two_counties(world: World) -> None:
    world.chapter("Zwei Landkreise richten sich ein")
    world.cli("operator", OPERATOR, "Torben", "Vogt", "--body", MUSTERLAND)
    operator = world.visitor(OPERATOR)
    operator.open("/koerperschaften/neu")
    operator.press("Körperschaft anlegen", {"Name": BEISPIELAU})
    appoint(operator, MUSTERLAND, OFFICE, "Hanna", "Petersen")
    appoint(operator, BEISPIELAU, OTHER_OFFICE, "Wiebke", "Sander")
    committees_and_people(world)


def appoint(operator: Visitor, body: str, email: str, given: str, family: str) -> None:
    operator.open("/koerperschaften")
    operator.follow(body)
    who = {"E-Mail-Adresse": email, "Vorname": given, "Nachname": family}
    operator.press("Berufen", {**who, "Amt": "Koordination"})


def committees_and_people(world: World) -> None:
    office, other = world.visitor(OFFICE), world.visitor(OTHER_OFFICE)
    for region in ("Nord", "Mitte", "Süd"):
        office.open("/traeger")
        office.press("Region hinzufügen", {"Name der Region": region})
    for visitor, name in ((office, JHA), (other, OTHER_COMMITTEE)):
        visitor.open("/gruppen/neu")
        visitor.press("Gruppe einrichten", {"Name": name, "Art": "Ausschuss"})
        world.places[name] = visitor.leaf.path
    office.open("/gruppen/neu")
    office.press("Gruppe einrichten", {"Name": "Kreistag Musterland", "Art": "Kreistag"})
    take_in(world, office, "/personen/einlesen", "personen.csv")
    take_in(world, other, "/personen/einlesen", "beispielau.csv")
    office.open("/traeger/listen/neu")
    ticked = dict.fromkeys(SOZIALRAUMTRAEGER, True)
    office.press("Liste anlegen", {"Name der Liste": "Sozialraumträger", **ticked})
    (count,) = world.sql("SELECT count(*) AS people FROM person")
    world.tell(
        f"{count['people']} Menschen und {len(SOZIALRAUMTRAEGER)} Sozialraumträger stehen in der Liste."
    )


def take_in(world: World, office: Visitor, page: str, file: str) -> None:
    """A list from a spreadsheet: preview, done."""
    office.open(page)
    office.press("Lesen und prüfen", {"Datei": (file, (TEXTS / file).read_bytes())})
    assert "Alle Zeilen sind in Ordnung." in office.leaf.text, office.leaf.text
    office.press("Übernehmen")
    world.rest()
    office.open(office.leaf.path)
    assert "eingelesen" in office.leaf.text
