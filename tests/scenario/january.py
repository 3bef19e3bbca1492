"""January: answers come in by every way, and the first minutes go out."""

from tests.scenario.answers import answers_in_beispielau, answers_to_the_series, too_late
from tests.scenario.minutes import carry_over, hold, link_item
from tests.scenario.people import (
    CANARY,
    MINUTE_TAKER,
    OFFICE,
    OTHER_MINUTES,
    OTHER_OFFICE,
    STEERING,
    TRACK,
)
from tests.scenario.world import World


def january(world: World) -> None:
    answers_to_the_series(world)
    answers_in_beispielau(world)
    first_track_meeting(world)
    first_steering_meeting(world)


def first_track_meeting(world: World) -> None:
    path = world.meetings[TRACK][0]
    link_item(world, world.visitor(OTHER_OFFICE), path, "Stand der Aufträge", "Wen erreicht")
    hold(
        world, world.visitor(OTHER_MINUTES), path,
        {"Stand der Aufträge": ("Die Spurgruppe sammelt, wen die Konferenz braucht.",
                                ["A: Saleh – Liste der Jugendgruppen anlegen – 19.02.2027"])},
        away=["Lasse Uhlig"],
    )  # fmt: skip
    world.tell(f"{TRACK}: das erste Protokoll ist versandt.")


def first_steering_meeting(world: World) -> None:
    path, office = world.meetings[STEERING][0], world.visitor(OFFICE)
    carry_over(world, office, path)
    link_item(world, office, path, "Bedarf", "Bedarf in drei Regionen")
    hold(
        world, world.visitor(MINUTE_TAKER), path,
        {"Bedarf in den Regionen": (f"Die Regionen zählen verschieden. {CANARY}", [
            "B: Die Gruppe empfiehlt, mit der Region Nord zu beginnen 9/2/2",
            "A: Onken – Fallzahlen der Region Nord zusammenstellen – 10.02.2027",
            "A: Okafor – Bogen für die Erhebung entwerfen – 24.02.2027"]),
         "Verschiedenes": ("Drei Fragen sind notiert.", ["I: Die Moderation beginnt im Februar."])},
        away=["Enno Bargmann"],
    )  # fmt: skip
    world.tell("Lenkungsgruppe: das Protokoll geht an 16 Menschen, eigene Aufgaben stehen oben.")
    too_late(world)
