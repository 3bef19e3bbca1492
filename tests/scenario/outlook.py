"""What is open on the last day: a meeting to come, a date to be found, a mail to be judged."""

import re
from datetime import date

from tests.scenario.meetings import a_meeting
from tests.scenario.people import FINANCE, OFFICE, STEERING
from tests.scenario.world import World


def what_is_left_open(world: World) -> None:
    office = world.visitor(OFFICE)
    a_meeting(world, office, STEERING, "7. Sitzung", date(2027, 5, 6))
    world.places["Kommende Sitzung"] = world.meetings[STEERING].pop()
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
    for name, words in (("Posteingang", "Selma"), ("Postausgang", re.escape("nicht zustellbar"))):
        world.places[name] = f"/{name.lower()}"
        office.open(world.places[name])
        assert re.search(words, office.leaf.text), name
