"""February: a budget is calculated, minutes are objected to, the mail server is away."""

from datetime import date

from tests.scenario.answers import answers_to_a_meeting
from tests.scenario.faults import killed_while_sending, mail_server_away, write_something
from tests.scenario.meetings import call_the_rest
from tests.scenario.minutes import (
    answer_objection,
    finish_by_link,
    hold,
    link_item,
    make_public,
    move_mandate,
    object_to,
    point,
    prepare,
    status_of,
    write,
)
from tests.scenario.people import (
    CANARY,
    CONFIDENTIAL,
    FINANCE,
    MEMBER,
    MINUTE_TAKER,
    OFFICE,
    OTHER_MINUTES,
    OTHER_OFFICE,
    STEERING,
    TRACK,
    TREASURER,
)
from tests.scenario.visitor import Visitor
from tests.scenario.world import World


def february(world: World) -> None:
    world.chapter("Februar: rechnen, einwenden, ausfallen")
    objection_to_the_first_minutes(world)
    budget_meeting(world)
    finish_by_link(
        world, MEMBER, "Protokoll: Lenkungsgruppe", "Die Zahlen liegen im Postfach der Planung."
    )
    second_steering_meeting(world)
    call_the_rest(world)
    second_track_meeting(world)
    third_steering_meeting(world)


def objection_to_the_first_minutes(world: World) -> None:
    world.go_to(date(2027, 2, 1))
    path, writer = world.meetings[STEERING][0], world.visitor(MINUTE_TAKER)
    wording = f"Die Regionen zählen verschieden; die Region Süd zählt halbjährlich. {CANARY}"
    object_to(world, path, "Bedarf", wording, "Das war der wichtigste Satz.")
    answer_objection(writer, path, accept=True)
    world.rest()
    writer.open(f"{path}/protokoll")
    assert "zählt halbjährlich" in writer.leaf.text
    office = world.visitor(OFFICE)
    move_mandate(world, office, "Bedarf in drei Regionen erheben", "in Bearbeitung",
                 "Die Erhebung beginnt in der Region Nord.")  # fmt: skip
    world.tell("Ein Einwand gegen das erste Protokoll ist übernommen, alle wissen es.")


def budget_meeting(world: World) -> None:
    path, office = world.meetings[FINANCE][0], world.visitor(OFFICE)
    link_item(world, office, path, "Stand der Aufträge", "Zwei Modelle")
    make_public(world, office, path, "Stand der Aufträge")
    add_confidential_item(office, path)
    hold(
        world, world.visitor(TREASURER), path,
        {"Stand der Aufträge": ("Zwei Modelle werden verglichen.", [
            "B: Die Gruppe empfiehlt, Modell B genauer zu rechnen 4/1/0",
            "A: Rohde – Modell B mit Zahlen von 2026 rechnen – 26.02.2027"]),
         "Vertragsfragen": (f"Zur {CONFIDENTIAL} wird nichts protokolliert.", [])},
        away=["Heiko Alpers"],
    )  # fmt: skip
    move_mandate(world, office, "Zwei Modelle für das Budget rechnen", "in Bearbeitung",
                 "Modell B wird mit den Zahlen des letzten Jahres gerechnet.")  # fmt: skip
    world.tell("Die Finanzgruppe empfiehlt, ein Modell genauer zu rechnen.")


def add_confidential_item(office: Visitor, path: str) -> None:
    office.open(f"{path}/tagesordnung")
    office.press(
        "Punkt hinzufügen",
        {"Titel": f"Vertragsfragen {CONFIDENTIAL}", "Wer darf den Punkt lesen?": "nichtöffentlich"},
    )


def second_steering_meeting(world: World) -> None:
    """Its minutes are sent on the evening on which nobody takes mail."""
    path, office = world.meetings[STEERING][1], world.visitor(OFFICE)
    world.go_to(date(2027, 2, 10))
    prepare(world, office, path, "Bedarf", "Bedarf in drei Regionen")
    write_something(world, path, (
        "B: Die Gruppe empfiehlt einen Bogen für alle drei Regionen 12/0/1",
        "A: Corleis – Bogen in der Region Süd erproben – 05.03.2027"), "Bedarf",
    )  # fmt: skip
    approve_the_last(world, path)
    mail_server_away(world, path)
    assert status_of(world, world.meetings[STEERING][0]) == "approved"
    world.tell("Das erste Protokoll ist genehmigt und eingefroren.")


def approve_the_last(world: World, path: str) -> None:
    item = point(world, path, "Genehmigung")
    line = "B: Das Protokoll wird genehmigt 12/0/1"
    write(world.visitor(MINUTE_TAKER), path, item, "", [line])


def second_track_meeting(world: World) -> None:
    path = world.meetings[TRACK][1]
    answers_to_a_meeting(world, TRACK, 1)
    prepare(world, world.visitor(OTHER_OFFICE), path, "Offene Aufgaben", "Wen erreicht")
    hold(
        world, world.visitor(OTHER_MINUTES), path,
        {"Offene Aufgaben": ("Die Liste der Jugendgruppen ist lang.", [
            "B: Die Spurgruppe empfiehlt, alle Schulen einzuladen 4/0/0",
            "A: Uhlig – Einladungstext für Schulen schreiben – 12.03.2027"])},
        away=["Amira Saleh"],
    )  # fmt: skip
    move_mandate(world, world.visitor(OTHER_OFFICE), "Wen erreicht die Konferenz?", "in Bearbeitung",
                 "Alle Schulen werden eingeladen.")  # fmt: skip


def third_steering_meeting(world: World) -> None:
    """While its minutes go out, the program is killed."""
    path, office = world.meetings[STEERING][2], world.visitor(OFFICE)
    world.go_to(date(2027, 2, 24))
    prepare(world, office, path, "Bedarf", "Bedarf in drei Regionen")
    write_something(world, path, (
        "B: Die Gruppe empfiehlt, die Erhebung bis Ostern abzuschließen 13/0/0",
        "A: Brüning – Rücklauf der Bögen zählen – 24.03.2027"), "Bedarf",
    )  # fmt: skip
    approve_the_last(world, path)
    killed_while_sending(world, path)
    assert status_of(world, world.meetings[STEERING][1]) == "approved"
