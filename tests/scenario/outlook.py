"""What is open on the last day; the handbook takes its pictures of it."""

import re
from datetime import date

from tests.scenario.letters import another_date, reply
from tests.scenario.meetings import a_meeting
from tests.scenario.minutes import (
    begin,
    carry_over,
    move_mandate,
    object_to,
    point,
    points_of,
    write,
)
from tests.scenario.people import (
    CHAIR,
    COUNCILLOR,
    FINANCE,
    JHA,
    JOINER,
    LEAVER,
    MEMBER,
    OBJECTOR,
    OFFICE,
    OVERDUE,
    RENAMED,
    STEERING,
    TREASURER,
)
from tests.scenario.poll import vote
from tests.scenario.visitor import Visitor
from tests.scenario.world import World

BLOCKS = {
    "Beschlussfähigkeit": "Die Leitung stellt fest, dass die Gruppe beschlussfähig ist.",
    "Nächster Termin": "Die Gruppe trifft sich wieder am",
    "Tagesordnung angenommen": "Die Tagesordnung wird ohne Änderung angenommen.",
}


def what_is_left_open(world: World) -> None:
    world.chapter("Was offen bleibt")
    office = world.visitor(OFFICE)
    a_meeting_to_come(world, office)
    a_poll_that_runs(world, office)
    a_report_to_be_written(world, office)
    what_the_digest_will_tell(world, office)
    an_objection(world, office)
    a_meeting_that_runs(world, office)
    a_series_that_nobody_is_invited_to(world, office)
    boxes(world, office)
    single_places(world)


def a_meeting_to_come(world: World, office: Visitor) -> None:
    a_meeting(world, office, STEERING, "7. Sitzung", date(2027, 5, 6))
    path = world.places["Kommende Sitzung"] = world.meetings[STEERING].pop()
    carry_over(world, office, path)
    for item, _ in points_of(world, path):
        office.open(f"{path}/tagesordnung/{item}")
        office.press("Speichern", {"Dauer in Minuten": "20"})
    letters = {
        address: world.post.to(address, f"Einladung: {RENAMED}")[-1]
        for address in (CHAIR, OBJECTOR, OVERDUE, JOINER, "anke.dettmer@example.org", "silke.rohde@example.org", MEMBER)
    }  # fmt: skip
    for address in (CHAIR, OBJECTOR, OVERDUE, JOINER):
        assert reply(world, letters[address], "ACCEPTED") == "applied"
    assert reply(world, letters["anke.dettmer@example.org"], "TENTATIVE") == "applied"
    another_date(world, letters["silke.rohde@example.org"], date(2027, 5, 7))
    away = world.visitor()
    away.open(letters[MEMBER].path("/a/"))
    away.press("Antwort senden", {"Ich komme nicht": True, "Vertretung": "Theda Janssen"})


def a_poll_that_runs(world: World, office: Visitor) -> None:
    office.open(f"{world.places[FINANCE]}/terminabfragen/neu")
    days = {"dates-0-day": "2027-05-18", "dates-1-day": "2027-05-19"}
    hours = {
        f"dates-{n}-{name}": at
        for n in (0, 1)
        for name, at in (("begins", "10:00"), ("ends", "12:00"))
    }
    office.press("Abfrage beginnen", {"Antworten bis": "2027-04-30", **days, **hours})
    world.places["Laufende Terminabfrage"] = office.leaf.path
    world.rest()
    for address, votes in (
        (TREASURER, ("yes", "if_need_be")),
        (COUNCILLOR, ("yes", "no")),
        (MEMBER, ("yes", "yes")),
    ):
        vote(world, address, votes)


def a_report_to_be_written(world: World, office: Visitor) -> None:
    office.open("/berichte/neu")
    office.follow(JHA)
    office.press("Entwurf füllen", {"Bis": world.today.isoformat()})
    world.places["Berichtsentwurf"] = office.leaf.path
    section = next(form for form in office.leaf.forms if form.has("Text dazu"))
    office.press(
        "Text speichern",
        {"Text dazu": "Der Bedarf ist in allen drei Regionen erhoben."},
        at=section.action,
    )


def what_the_digest_will_tell(world: World, office: Visitor) -> None:
    move_mandate(world, office, "Budget auf die Regionen verteilen", "Lösungsvorschlag",
                 "Ein Schlüssel für die drei Regionen liegt vor.")  # fmt: skip


def an_objection(world: World, office: Visitor) -> None:
    path = world.meetings[STEERING][-1]
    object_to(
        world, path, "Bedarf",
        "Die Ergebnisse der Regionen Nord und Mitte sind vorgestellt.",
        "Die Region Süd kam nicht mehr an die Reihe.",
    )  # fmt: skip
    world.places["Einwand erheben"] = (
        f"{path}/protokoll/punkte/{point(world, path, 'Bedarf')}/einwand"
    )
    office.open(f"{path}/protokoll/einwaende")
    world.places["Einwand"] = next(href for _, href in office.leaf.links if "/einwaende/" in href)


def a_meeting_that_runs(world: World, office: Visitor) -> None:
    for name, text in BLOCKS.items():
        office.open(f"{world.places[FINANCE]}/textbausteine")
        office.press("Baustein speichern", {"Name": name, "Text": text})
    a_meeting(world, office, FINANCE, "4. Sitzung zum Budget", date(2027, 4, 20))
    path = world.places["Laufende Sitzung"] = world.meetings[FINANCE].pop()
    carry_over(world, office, path)
    writer = world.visitor(TREASURER)
    begin(world, writer, path)
    text = "Herr Kessler begrüßt die Runde und stellt fest, dass die Gruppe beschlussfähig ist."
    write(writer, path, point(world, path, "Begrüßung"), text, [])


def a_series_that_nobody_is_invited_to(world: World, office: Visitor) -> None:
    office.open(f"{world.places[FINANCE]}/reihen/neu")
    series = {
        "Bezeichnung": "Sitzung zum Budget", "Beginnt am": "2027-05-12", "Beginn": "10:00",
        "Ende": "12:00", "an einem Wochentag im Monat": True, "Der wievielte?": "zweiten",
        "Wochentag im Monat": "Mittwoch", "Wie viele Termine?": "3", "Ort": "Kreishaus", "Raum": "Raum 12",
    }  # fmt: skip
    office.press("Vorschau zeigen", series)
    office.press("Reihe anlegen")
    world.places["Geplante Reihe"] = office.leaf.path
    office.follow("Mittwoch, ")
    world.places["Geplante Sitzung"] = office.leaf.path


def boxes(world: World, office: Visitor) -> None:
    for name, words in (("Posteingang", "Selma"), ("Postausgang", re.escape("nicht zustellbar"))):
        world.places[name] = f"/{name.lower()}"
        office.open(world.places[name])
        assert re.search(words, office.leaf.text), name


def single_places(world: World) -> None:
    (row,) = world.sql("SELECT decision_point AS id FROM mandate WHERE title LIKE 'Zwei Modelle%'")
    world.places["Beschlusspunkt"] = f"/beschlusspunkte/{row['id']}"
    (row,) = world.sql(f"SELECT id FROM person WHERE email = '{LEAVER}'")
    world.places["Ausgeschiedene Person"] = f"/personen/{row['id']}"
    councillor = world.visitor(COUNCILLOR)
    councillor.open("/digests")
    world.places["Erhaltene Zusammenfassung"] = next(
        href for words, href in councillor.leaf.links if words.startswith(JHA)
    )
