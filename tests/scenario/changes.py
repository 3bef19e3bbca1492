"""What changes on the way: somebody leaves, somebody comes, a name, a date, the hour."""

import re
from datetime import date, timedelta

from app.core.clock import BERLIN
from tests.calendar_clients import by_library, written
from tests.scenario.answers import starts_of
from tests.scenario.letters import reply
from tests.scenario.people import (
    CHAIR,
    JOINER,
    LEAVER,
    MEMBER,
    MINUTE_TAKER,
    OBJECTOR,
    OFFICE,
    RENAMED,
    STEERING,
)
from tests.scenario.world import World

SEAT = "Sozialraumleitungen der elf Sozialraumträger"


def one_leaves_one_comes(world: World) -> None:
    office, group = world.visitor(OFFICE), world.places[STEERING]
    (seat,) = world.sql(
        "SELECT m.id FROM membership m JOIN person p ON p.id = m.person"
        f" WHERE p.email = '{LEAVER}' AND m.\"group\" = '{group[-36:]}'"
    )
    office.open(f"{group}/mitglieder/{seat['id']}")
    office.press("Mitgliedschaft speichern", {"Letzter Tag": "2027-02-28"})
    assert "absagen?" in office.leaf.heading, office.leaf.heading
    office.press("Jetzt absagen")
    world.rest()
    assert world.post.to(LEAVER, "Ihre Termine entfallen"), "who leaves is told"
    office.open(f"{group}/mitglieder/neu")
    office.press(
        "Mitglied aufnehmen",
        {"Person aus der Liste": "Lohmann, Kai", "Sitz nach Besetzungsregel": SEAT, "Seit": "2027-03-01"},
    )  # fmt: skip
    assert "einladen?" in office.leaf.heading, office.leaf.heading
    office.press("Jetzt einladen")
    world.rest()
    invitation = world.post.to(JOINER, "Einladung")[-1]
    assert reply(world, invitation, "ACCEPTED") == "applied"
    world.tell(
        "Frau Fricke geht Ende Februar, Herr Lohmann kommt; beide wissen, was das für sie heißt."
    )


def a_new_name(world: World) -> None:
    world.go_to(date(2027, 3, 1))
    office, group = world.visitor(OFFICE), world.places[STEERING]
    office.open(f"{group}/umbenennung")
    office.press(
        "Umbenennen", {"Neuer Name": RENAMED, "Gilt ab": "2027-03-01", "Vorlage": "2026/214"}
    )
    office.open(f"{world.meetings[STEERING][0]}/protokoll")
    assert STEERING in office.leaf.text, "old minutes keep the name of their day"
    office.open(f"/suche?q={STEERING.split()[0]}")
    assert RENAMED in office.leaf.text, "the old name is found"
    world.tell(
        f"Aus der Lenkungsgruppe wird die „{RENAMED}“; das alte Protokoll heißt weiter wie damals."
    )


def another_day(world: World) -> None:
    """The fourth meeting of the series moves by a day; whoever had said yes is asked again."""
    office, path = world.visitor(OFFICE), world.meetings[STEERING][3]
    world.go_to(date(2027, 3, 4))
    office.open(f"{path}/bearbeiten")
    office.press("Weiter", {"Datum": "2027-03-12", "Beginn": "10:00", "Ende": "12:00"})
    if any(button.words == "Weiter" for form in office.leaf.forms for button in form.buttons):
        office.press("Weiter", {"Nur diese": True})
    office.press(re.compile(r"^Änderung an \d+ Person"))
    world.rest()
    for address in (CHAIR, MINUTE_TAKER, MEMBER, OBJECTOR, JOINER):
        letter = world.post.to(address, "Verlegt")[-1]
        assert reply(world, letter, "ACCEPTED") == "applied"
    world.tell("Die Sitzung vom 11. März ist auf den 12. verlegt; fünf antworten noch einmal.")


def summer_time(world: World) -> None:
    """At two o'clock, on the wall, before and after the night of the 28th of March."""
    world.go_to(date(2027, 3, 29))
    first, last = starts_of(world, STEERING, 0), starts_of(world, STEERING, 5)
    assert [each.astimezone(BERLIN).hour for each in (first, last)] == [14, 14]
    assert first.utcoffset() == last.utcoffset(), "both are read as UTC"
    assert (last - first) % timedelta(days=1) == timedelta(hours=23), "one hour was skipped"
    office = world.visitor(OFFICE)
    office.open(world.meetings[STEERING][5])
    assert office.leaf.heading == "Donnerstag, 8. April 2027, 14:00–16:00 Uhr"
    answer = office.client.get(f"{world.meetings[STEERING][5]}.ics")
    assert written([last])[0] in by_library(answer.content)
    world.tell("Die Uhr ist umgestellt: Die Sitzung im April beginnt weiter um 14 Uhr.")
