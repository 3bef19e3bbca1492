"""Chapter 2: two Vorlagen become groups with seats to fill and mandates to settle."""

from tests.scenario.beginnings import TEXTS, take_in
from tests.scenario.people import (
    FINANCE,
    JHA,
    OFFICE,
    OTHER_COMMITTEE,
    OTHER_OFFICE,
    STEERING,
    TRACK,
)
from tests.scenario.visitor import Visitor
from tests.scenario.world import World

SEATS = "Leitung des Jugendamtes\nSozialraumleitungen der elf Sozialraumträger\nzwei Vertretungen der Gemeinden"


def from_papers_to_groups(world: World) -> None:
    world.chapter("Aus Vorlagen werden Gruppen")
    office, other = world.visitor(OFFICE), world.visitor(OTHER_OFFICE)
    world.places["Vorlage"] = read_in(office, "sozialraum.txt", JHA)
    world.tell("Die Vorlage 2026/214 ist aus dem Ratsinformationssystem eingefügt.")
    steering_group(world, office)
    finance_group(world, office)
    world.places["Vorlage Beispielau"] = read_in(other, "beteiligung.txt", OTHER_COMMITTEE)
    track_group(world, other)


def read_in(office: Visitor, file: str, committee: str) -> str:
    """Pasted, checked, taken over; what its sentences rule is taken over as well."""
    office.open("/vorlagen/einlesen")
    office.press("Lesen und prüfen", {"Text der Vorlage": (TEXTS / file).read_text("utf-8")})
    office.press("Vorlage übernehmen", {"Gremium, das die Berichte bekommt": committee})
    while any(
        button.words == "Übernehmen" for form in office.leaf.forms for button in form.buttons
    ):
        office.press("Übernehmen")
    return "/".join(office.leaf.path.split("/")[:3])


def steering_group(world: World, office: Visitor) -> None:
    office.open(world.places["Vorlage"])
    office.follow("Gruppe einrichten")
    mandates = {
        "Punkt 2 als": True, "Punkt 3 als": True, "Punkt 4 als": True, "Punkt 5 als": True,
        "Titel des Auftrags zu Punkt 2": "Offene Fragen benennen",
        "Titel des Auftrags zu Punkt 3": "Budget auf die Regionen verteilen",
        "Titel des Auftrags zu Punkt 4": "Bedarf in drei Regionen erheben",
        "Titel des Auftrags zu Punkt 5": "Bericht an den Jugendhilfeausschuss",
        "Frist zu Punkt 3": "2027-09-30", "Frist zu Punkt 4": "2027-04-30",
    }  # fmt: skip
    office.press(
        "Gruppe einrichten",
        {"Name": STEERING, "Art": "Lenkungsgruppe", "Beginn": "2027-01-11", "Besetzungsregeln": SEATS, **mandates},
    )  # fmt: skip
    world.places[STEERING] = office.leaf.path
    take_in(world, office, f"{office.leaf.path}/mitglieder/einlesen", "lenkungsgruppe.csv")
    office.open(world.places[STEERING])
    assert "11 von 11 Sitzen besetzt" in office.leaf.text
    world.tell(f"{STEERING}: 16 Mitglieder, alle 14 Sitze sind besetzt, vier Aufträge warten.")


def finance_group(world: World, office: Visitor) -> None:
    """Its rule comes from the paper's own sentence: three members of the JHA, one seat stays open."""
    office.open(world.places["Vorlage"])
    office.follow("Gruppe einrichten")
    office.press(
        "Gruppe einrichten",
        {"Name": FINANCE, "Art": "Unterarbeitsgruppe", "Teil von": STEERING, "Beginn": "2027-01-11"},
    )  # fmt: skip
    world.places[FINANCE] = office.leaf.path
    take_in(world, office, f"{office.leaf.path}/mitglieder/einlesen", "finanzen.csv")
    office.open(world.places[FINANCE])
    assert "2 von 3 Sitzen besetzt – 1 Sitz offen seit 11.01.2027" in office.leaf.text
    a_mandate(world, office, 3, FINANCE, "Zwei Modelle für das Budget rechnen", "2027-03-31")
    world.tell(f"{FINANCE}: zwei von drei Sitzen des Ausschusses sind besetzt.")


def a_mandate(world: World, office: Visitor, point: int, group: str, title: str, due: str) -> None:
    """From a decision point to a group that is there already."""
    vorlage = office_paper(world, group)
    (row,) = world.sql(
        f"SELECT id FROM decision_point WHERE vorlage = '{vorlage[-36:]}'"
        f" ORDER BY position OFFSET {point - 1} LIMIT 1"
    )
    office.open(f"/beschlusspunkte/{row['id']}/auftrag")
    office.press("Auftrag anlegen", {"Gruppe": group, "Worum geht es?": title, "Frist": due})


def office_paper(world: World, group: str) -> str:
    return world.places["Vorlage Beispielau" if group == TRACK else "Vorlage"]


def track_group(world: World, other: Visitor) -> None:
    other.open(world.places["Vorlage Beispielau"])
    other.follow("Gruppe einrichten")
    other.press(
        "Gruppe einrichten",
        {"Name": TRACK, "Art": "Spurgruppe", "Beginn": "2027-01-11", "Punkt 2 als": True,
         "Titel des Auftrags zu Punkt 2": "Wen erreicht die Konferenz?", "Frist zu Punkt 2": "2027-04-13"},
    )  # fmt: skip
    world.places[TRACK] = other.leaf.path
    take_in(world, other, f"{other.leaf.path}/mitglieder/einlesen", "spurgruppe.csv")
    other.open(f"{world.places[TRACK]}/bearbeiten")
    other.press("Gruppe speichern", {"Genehmigt wird das Protokoll": "stillschweigend"})
    a_mandate(world, other, 3, TRACK, "Ergebnisse dem Ausschuss vorstellen", "2027-06-30")
    world.tell(f"{TRACK}: sechs Mitglieder bereiten die Konferenz vor.")
