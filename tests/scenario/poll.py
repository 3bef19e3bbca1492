"""Chapter 3: a date that suits nine people, two of them guests."""

from datetime import date

from tests.scenario.people import COUNCILLOR, FINANCE, GUEST, MEMBER, MISTYPED, OFFICE, TREASURER
from tests.scenario.visitor import Visitor
from tests.scenario.world import World

DAYS = ("2027-02-02", "2027-02-03", "2027-02-04")
# What each can on the three days; the second day wins.
BALLOTS = {
    TREASURER: ("no", "yes", "yes"),
    COUNCILLOR: ("yes", "yes", "no"),
    MEMBER: ("no", "yes", "if_need_be"),
    "samuel.okafor@example.org": ("yes", "yes", "yes"),
    "silke.rohde@example.org": ("no", "if_need_be", "yes"),
    GUEST: ("yes", "yes", "no"),
}


def find_a_date(world: World) -> None:
    world.chapter("Eine Terminabfrage")
    office = world.visitor(OFFICE)
    ask(world, office)
    world.go_to(date(2027, 1, 13))
    for address, votes in BALLOTS.items():
        vote(world, address, votes)
    world.go_to(date(2027, 1, 20))
    reminded = [each for each in ("heiko.alpers@example.org", GUEST) if world.post.to(each, "Erinnerung: Terminabfrage")]  # fmt: skip
    assert reminded == ["heiko.alpers@example.org"], "only who has not answered"
    decide(world, office)


def ask(world: World, office: Visitor) -> None:
    world.post.nobody.add(MISTYPED)
    office.open(f"{world.places[FINANCE]}/terminabfragen/neu")
    dates = {
        f"dates-{number}-{name}": value
        for number, day in enumerate(DAYS)
        for name, value in (("day", day), ("begins", "10:00"), ("ends", "12:00"))
    }
    guests = f"Lars Gastmann, {GUEST}\nStine Besuch, {MISTYPED}"
    office.press(
        "Abfrage beginnen",
        {"Worum geht es?": "1. Sitzung zum Budget", "Ort": "Kreishaus Musterland", "Raum": "Raum 110",
         "Antworten bis": "2027-01-20", "Gäste": guests, "Ein Ja gilt als Zusage": True, **dates},
    )  # fmt: skip
    world.places["Terminabfrage"] = office.leaf.path
    assert "9 Personen sind gefragt" in office.leaf.text
    world.rest()
    world.tell("Neun Personen sind nach drei Terminen gefragt; eine Adresse gibt es nicht.")


def vote(world: World, address: str, votes: tuple[str, ...]) -> None:
    """By the link in the mail, without an account."""
    voter = world.visitor()
    voter.open(world.post.to(address, "Terminabfrage")[-1].path("/u/"))
    names = list(dict.fromkeys(f.name for f in voter.leaf.forms[0].fields if f.kind == "radio"))
    voter.press("Antwort senden", dict(zip(names, votes, strict=True)))
    world.clicked["poll"] += voter.pressed


def decide(world: World, office: Visitor) -> None:
    office.open(world.places["Terminabfrage"])
    assert "Am besten passt Mittwoch, 3. Februar 2027, 10:00–12:00 Uhr" in office.leaf.text
    office.follow("Diesen Termin festlegen")
    office.press("Termin festlegen und einladen")
    world.add_meeting(FINANCE, office.leaf.path)
    world.rest()
    assert world.post.to(GUEST, "Einladung"), "whom the date was asked of is invited"
    world.tell("Der 3. Februar passt am besten; wer Ja gesagt hat, hat schon zugesagt.")
