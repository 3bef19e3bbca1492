"""Chapter 5: who comes? By calendar, by link, by a page, by mistake, too late, forged."""

from datetime import datetime

from tests.scenario.letters import FAIL, bounce, out_of_office, question, reply
from tests.scenario.people import (
    ABSENT,
    CHAIR,
    LATE,
    MEMBER,
    MINUTE_TAKER,
    OBJECTOR,
    OFFICE,
    OTHER_CHAIR,
    OTHER_MINUTES,
    STEERING,
    STRANGER,
    TRACK,
)
from tests.scenario.world import World

BY_CALENDAR = (
    CHAIR, OBJECTOR, "mona.fricke@example.org", "doerte.riechers@example.org",
    "samuel.okafor@example.org", "silke.rohde@example.org", "paul.wichmann@example.org",
    "nadja.bruening@example.org", "anke.dettmer@example.org",
)  # fmt: skip


def answers_to_the_series(world: World) -> None:
    world.chapter("Zusagen, Absagen, Irrläufer")
    for address in BY_CALENDAR:
        assert reply(world, world.post.to(address, "Einladung")[0], "ACCEPTED") == "applied"
    absent = world.post.to(ABSENT, "Einladung")[0]
    first = starts_of(world, STEERING, 0)
    assert reply(world, absent, "ACCEPTED") == "applied"
    assert (
        reply(world, absent, "DECLINED", only=first, words="An dem Tag ist Jahresgespräch.")
        == "applied"
    )
    forged(world)
    by_link(world, MEMBER)
    assert (
        out_of_office(world, world.post.to("leonie.tiedemann@example.org", "Einladung")[0])
        == "automatic"
    )
    assert (
        question(world, world.post.to(LATE, "Einladung")[0], "Ist der Parkplatz offen?") == "letter"
    )
    assert bounce(world, world.post.to("jannes.corleis@example.org", "Einladung")[0]) == "bounce"
    world.tell(
        "Zehn haben im Kalender geantwortet, eine im Netz; eine Fälschung wartet auf ein Ja."
    )


def forged(world: World) -> None:
    """Somebody else says no for the minute-taker: nothing changes until a person decides."""
    letter = world.post.to(MINUTE_TAKER, "Einladung")[0]
    assert reply(world, letter, "DECLINED", kind="forged", proof=FAIL) == "held"
    office = world.visitor(OFFICE)
    office.open("/posteingang")
    assert "Selma" in office.leaf.text
    assert reply(world, letter, "ACCEPTED") == "applied"


def by_link(world: World, address: str) -> None:
    """One link, one circle, one button."""
    visitor = world.visitor()
    visitor.open(world.post.to(address, "Einladung")[0].path("/a/"))
    visitor.press("Antwort senden", {"Ich komme": True})
    assert visitor.pressed == 1
    world.clicked["answer"] += 1


def answers_to_a_meeting(world: World, group: str, number: int, *, no: str = "") -> None:
    """Everybody who was written to presses yes in the calendar, one presses no."""
    (title,) = world.sql(
        f"SELECT title FROM meeting WHERE id = '{world.meetings[group][number][-36:]}'"
    )
    addresses = world.sql(
        "SELECT p.email FROM invitation i JOIN person p ON p.id = i.person"
        f" WHERE i.meeting = '{world.meetings[group][number][-36:]}' AND i.answer = 'open' ORDER BY 1"
    )
    for row in addresses:
        letters = [each for each in world.post.to(row["email"], "Einladung") if title["title"] in str(each.message)]  # fmt: skip
        if letters:
            answer = "DECLINED" if row["email"] == no else "ACCEPTED"
            assert reply(world, letters[-1], answer) == "applied"


def starts_of(world: World, group: str, number: int) -> datetime:
    path = world.meetings[group][number]
    (row,) = world.sql(f"SELECT starts_at FROM meeting WHERE id = '{path[-36:]}'")
    return datetime.fromisoformat(row["starts_at"])


def answers_in_beispielau(world: World) -> None:
    for address in (OTHER_CHAIR, OTHER_MINUTES, STRANGER):
        assert (
            reply(world, world.post.to(address, f"Einladung: {TRACK}")[0], "ACCEPTED") == "applied"
        )


def too_late(world: World) -> None:
    """An answer after the meeting is over."""
    outcome = reply(world, world.post.to(LATE, "Einladung")[0], "ACCEPTED", kind="late", only=starts_of(world, STEERING, 0))  # fmt: skip
    world.tell(f"Eine Zusage kommt nach der Sitzung ({outcome}).")
