"""Chapter 4: twelve meetings are called: a series, single ones, one out of the poll."""

import re
from datetime import date

from tests.scenario.people import FINANCE, OFFICE, OTHER_OFFICE, STEERING, TRACK
from tests.scenario.visitor import Visitor
from tests.scenario.world import World

AGENDA = (
    "Begrüßung und Beschlussfähigkeit\nStand der Aufträge\nBedarf in den Regionen\nVerschiedenes"
)
SINGLES = (
    (FINANCE, "2. Sitzung zum Budget", date(2027, 3, 3)),
    (FINANCE, "3. Sitzung zum Budget", date(2027, 3, 31)),
)
OTHERS = (
    (TRACK, "1. Treffen", date(2027, 1, 26)),
    (TRACK, "2. Treffen", date(2027, 2, 23)),
    (TRACK, "3. Treffen", date(2027, 4, 13)),
)


def call_the_meetings(world: World) -> None:
    world.chapter("Zwölf Sitzungen")
    a_series(world, world.visitor(OFFICE))
    for group, title, day in OTHERS[:1]:
        a_meeting(world, world.visitor(OTHER_OFFICE), group, title, day)


def call_the_rest(world: World) -> None:
    for group, title, day in SINGLES:
        a_meeting(world, world.visitor(OFFICE), group, title, day)
    for group, title, day in OTHERS[1:]:
        a_meeting(world, world.visitor(OTHER_OFFICE), group, title, day)


def a_series(world: World, office: Visitor) -> None:
    """Six Thursdays at two o'clock; the last one lies behind the change to summer time."""
    office.open(f"{world.places[STEERING]}/reihen/neu")
    series = {
        "Bezeichnung": "Sitzung der Lenkungsgruppe", "Beginnt am": "2027-01-28", "Beginn": "14:00",
        "Ende": "16:00", "alle … Wochen": True, "Abstand": "2", "Donnerstag": True,
        "Wie viele Termine?": "6", "Ort": "Kreishaus Musterland", "Raum": "Raum 204",
        "Tagesordnung": AGENDA,
    }  # fmt: skip
    office.press("Vorschau zeigen", series)
    office.press("Reihe anlegen")
    world.places["Reihe"] = office.leaf.path
    for words, href in office.leaf.links:
        if words.startswith("Donnerstag, "):
            world.add_meeting(STEERING, href)
    office.follow("Zur Reihe einladen")
    office.press(re.compile("Einladungen senden"))
    world.rest()
    world.tell("Zu sechs Donnerstagen sind 16 Menschen mit je einer E-Mail eingeladen.")


def a_meeting(world: World, office: Visitor, group: str, title: str, day: date) -> None:
    office.open(f"{world.places[group]}/sitzungen/neu")
    office.press(
        "Sitzung anlegen",
        {"Bezeichnung": title, "Datum": day.isoformat(), "Beginn": "10:00", "Ende": "12:00",
         "Ort": "Kreishaus", "Raum": "Raum 12"},
    )  # fmt: skip
    world.add_meeting(group, office.leaf.path)
    office.follow("Einladen")
    office.press(re.compile("Einladungen senden"))
    world.rest()
    world.tell(f"{group}, {title} am {day:%d.%m.}: die Einladungen sind hinaus.")
