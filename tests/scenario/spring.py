"""March and April: a new name, a session of the committee, the summer time, the last minutes."""

from datetime import date

from tests.scenario.answers import answers_to_a_meeting
from tests.scenario.changes import a_new_name, another_day, one_leaves_one_comes, summer_time
from tests.scenario.february import approve_the_last
from tests.scenario.live import two_writers
from tests.scenario.minutes import (
    answer_objection,
    carry_over,
    end_and_send,
    finish_by_link,
    hold,
    move_mandate,
    note_attendance,
    object_to,
    prepare,
)
from tests.scenario.people import (
    FINANCE,
    MINUTE_TAKER,
    OFFICE,
    OTHER_MINUTES,
    OTHER_OFFICE,
    RENAMED,
    STEERING,
    TRACK,
    TREASURER,
)
from tests.scenario.session import (
    after_the_session,
    digest_before_the_session,
    last_digest,
    plan_the_session,
    report,
)
from tests.scenario.world import World


def march(world: World) -> None:
    world.chapter("März: gehen, kommen, umbenennen, verlegen")
    one_leaves_one_comes(world)
    a_new_name(world)
    plan_the_session(world)
    second_budget_meeting(world)
    another_day(world)
    world.go_to(date(2027, 3, 8))
    report(world)
    digest_before_the_session(world)
    meeting_of_two_writers(world)
    after_the_session(world)
    meeting_before_easter(world)
    summer_time(world)


def second_budget_meeting(world: World) -> None:
    path, office = world.meetings[FINANCE][1], world.visitor(OFFICE)
    answers_to_a_meeting(world, FINANCE, 1, no="heiko.alpers@example.org")
    finish_by_link(
        world, "silke.rohde@example.org", "Protokoll: Unterarbeitsgruppe", "Die Rechnung liegt bei."
    )
    prepare(world, office, path, "Stand der Aufträge", "Zwei Modelle")
    hold(
        world, world.visitor(TREASURER), path,
        {"Stand der Aufträge": ("Modell B ist gerechnet.", [
            "B: Die Gruppe empfiehlt Modell B 4/0/0",
            "A: Kessler – Modell B der Lenkungsgruppe vorstellen – 25.03.2027"]),
         "Genehmigung": ("", ["B: Das Protokoll wird genehmigt 4/0/0"])},
        away=["Heiko Alpers"],
    )  # fmt: skip
    move_mandate(world, office, "Zwei Modelle für das Budget rechnen", "Lösungsvorschlag",
                 "Modell B wird empfohlen.")  # fmt: skip
    move_mandate(world, office, "Budget auf die Regionen verteilen", "in Bearbeitung",
                 "Der Vorschlag der Finanzgruppe wird in den Regionen beraten.")  # fmt: skip


def meeting_of_two_writers(world: World) -> None:
    path, office, writer = (
        world.meetings[STEERING][3],
        world.visitor(OFFICE),
        world.visitor(MINUTE_TAKER),
    )
    prepare(world, office, path, "Stand der Aufträge", "Budget auf die Regionen")
    two_writers(world, path)
    approve_the_last(world, path)
    note_attendance(writer, path, ["Rolf Meiners"])
    count = end_and_send(world, writer, path)
    assert count == 16, "the one who left is no longer told, the one who came is"


def meeting_before_easter(world: World) -> None:
    path, office, writer = (
        world.meetings[STEERING][4],
        world.visitor(OFFICE),
        world.visitor(MINUTE_TAKER),
    )
    object_to(
        world,
        world.meetings[STEERING][3],
        "Stand der Aufträge",
        "Niemand fragte nach Geld.",
        "So war es.",
    )
    answer_objection(writer, world.meetings[STEERING][3], accept=False)
    finish_by_link(world, "jannes.corleis@example.org", "Erinnerung", "Erprobt, es klappt.")
    prepare(world, office, path, "Bedarf", "Bedarf in drei Regionen")
    hold(
        world, writer, path,
        {"Bedarf": ("Der Rücklauf ist hoch.", [
            "B: Die Gruppe empfiehlt, die Ergebnisse je Region vorzustellen 11/1/1",
            "A: Lohmann – Ergebnisse der Region Nord aufbereiten – 07.04.2027"]),
         "Genehmigung": ("", ["B: Das Protokoll wird genehmigt 12/0/1"])},
    )  # fmt: skip
    move_mandate(world, office, "Bedarf in drei Regionen erheben", "Lösungsvorschlag",
                 "Die Ergebnisse liegen je Region vor.")  # fmt: skip
    world.tell(f"{RENAMED}: die Erhebung ist ausgewertet.")


def april(world: World) -> None:
    world.chapter("April: abschließen")
    last_budget_meeting(world)
    last_steering_meeting(world)
    last_track_meeting(world)
    world.go_to(date(2027, 4, 15))
    last_digest(world)


def last_budget_meeting(world: World) -> None:
    path, office = world.meetings[FINANCE][2], world.visitor(OFFICE)
    answers_to_a_meeting(world, FINANCE, 2)
    carry_over(world, office, path)
    hold(
        world, world.visitor(TREASURER), path,
        {"Stand der Aufträge": ("Der Vorschlag ist vorgestellt.", [
            "A: Behnke – Beratung im Ausschuss anmelden – 20.04.2027"]),
         "Genehmigung": ("", ["B: Das Protokoll wird genehmigt 5/0/0"])},
    )  # fmt: skip
    move_mandate(world, office, "Zwei Modelle für das Budget rechnen", "finalisiert",
                 "Modell B geht in die Beratung.")  # fmt: skip


def last_steering_meeting(world: World) -> None:
    path, office = world.meetings[STEERING][5], world.visitor(OFFICE)
    finish_by_link(
        world, "kai.lohmann@example.org", "Protokoll: Projektsteuerung", "Die Folien sind fertig."
    )
    prepare(world, office, path, "Bedarf", "Bedarf in drei Regionen")
    hold(
        world, world.visitor(MINUTE_TAKER), path,
        {"Bedarf": ("Die Ergebnisse sind vorgestellt.", [
            "B: Die Gruppe empfiehlt, die Erhebung jährlich zu wiederholen 13/0/0",
            "A: Arslan – Ergebnisse ins Netz stellen – 30.04.2027"]),
         "Genehmigung": ("", ["B: Das Protokoll wird genehmigt 13/0/0"])},
        away=["Silke Rohde"],
    )  # fmt: skip
    move_mandate(world, office, "Bedarf in drei Regionen erheben", "finalisiert",
                 "Der Bedarf ist für alle drei Regionen erhoben.")  # fmt: skip
    world.tell("Der Bedarf ist erhoben, der Auftrag ist abgeschlossen.")


def last_track_meeting(world: World) -> None:
    path, other = world.meetings[TRACK][2], world.visitor(OTHER_OFFICE)
    answers_to_a_meeting(world, TRACK, 2)
    prepare(world, other, path, "Stand der Aufträge", "Wen erreicht")
    hold(
        world, world.visitor(OTHER_MINUTES), path,
        {"Stand der Aufträge": ("Die Einladungen sind verteilt.", [
            "A: Zander – Räume für die Werkstätten buchen – 30.04.2027"])},
    )  # fmt: skip
    move_mandate(world, other, "Wen erreicht die Konferenz?", "Lösungsvorschlag",
                 "Alle Schulen sind eingeladen.")  # fmt: skip
