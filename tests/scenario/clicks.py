"""How many clicks the four ways take that people go most often, in a real browser."""

import re
import sys
import time
from dataclasses import dataclass, field
from datetime import date, timedelta

from playwright.sync_api import Browser, Page, expect

from tests.scenario.beginnings import TEXTS, two_counties
from tests.scenario.live import chromium, page_of
from tests.scenario.people import JHA, MEMBER, OFFICE, STEERING
from tests.scenario.story import FIRST
from tests.scenario.world import World, opened

TO_INVITATION, SECONDS_TO_INVITATION, TO_MINUTES = 12, 180, 4
MEETING = date(2027, 1, 28)


@dataclass
class Hand:
    """Counts what the mouse does; typing and pasting are no clicks."""

    page: Page
    clicks: list[str] = field(default_factory=list)

    def press(self, name: str | re.Pattern[str]) -> None:
        self._click("button", name)

    def follow(self, name: str | re.Pattern[str]) -> None:
        self._click("link", name)

    def _click(self, role: str, name: str | re.Pattern[str]) -> None:
        found = self.page.get_by_role(role, name=name)  # type: ignore[arg-type]
        found.first.click()
        self.clicks.append(str(name.pattern if isinstance(name, re.Pattern) else name))

    def tick(self, name: str) -> None:
        self.page.get_by_label(name).first.check()
        self.clicks.append(name)

    def choose_file(self, label: str, file: str) -> None:
        self.page.get_by_label(label).set_input_files(TEXTS / file)
        self.clicks.append(file)

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).first.fill(text)


def from_paper_to_invitation(world: World, browser: Browser) -> Hand:
    """The text of the paper is in the clipboard, the list of members on the computer."""
    hand = Hand(page_of(world, browser, OFFICE))
    hand.follow("Vorlage einlesen")
    hand.page.get_by_label("Text der Vorlage").fill((TEXTS / "sozialraum.txt").read_text("utf-8"))
    hand.press("Lesen und prüfen")
    hand.page.get_by_label("Gremium, das die Berichte bekommt").select_option(label=JHA)
    hand.press("Vorlage übernehmen")
    hand.follow("Gruppe einrichten")
    hand.fill("Name", STEERING)
    hand.page.get_by_label(re.compile("^Beginn")).fill("2027-01-11")
    hand.page.get_by_label(re.compile("^Besetzungsregeln")).fill(
        "Leitung des Jugendamtes\nSozialraumleitungen der elf Sozialraumträger\nzwei Vertretungen der Gemeinden"
    )
    hand.press("Gruppe einrichten")
    hand.follow("Mitglieder aus einer Liste einlesen")
    hand.choose_file("Datei", "lenkungsgruppe.csv")
    hand.press("Lesen und prüfen")
    hand.press("Übernehmen")
    expect(hand.page.get_by_text("16 neu")).to_be_visible(timeout=60_000)
    hand.follow("Sitzung anlegen")
    hand.fill("Datum", MEETING.isoformat())
    hand.fill("Beginn", "14:00")
    hand.fill("Ende", "16:00")
    hand.press("Anlegen und einladen")
    hand.press(re.compile(r"^\d+ Einladungen senden$"))
    world.post.wait_for(MEMBER, "Einladung")
    return hand


def answer(world: World, browser: Browser) -> Hand:
    """From the mail: its link says yes already, the button sends it."""
    hand = Hand(browser.new_page(locale="de-DE"))
    hand.page.goto(world.base + world.post.to(MEMBER, "Einladung")[-1].path("/a/"))
    hand.clicks.append("Link in der E-Mail")
    hand.press("Antwort senden")
    (row,) = world.sql(
        "SELECT i.answer FROM invitation i JOIN person p ON p.id = i.person"
        f" WHERE p.email = '{MEMBER}'"
    )
    assert row["answer"] == "accepted", row
    return hand


def minutes_after_the_end(world: World, browser: Browser) -> Hand:
    """Everything is written down when the meeting ends."""
    world.set_clock(world.now + timedelta(days=17, hours=6))
    page = page_of(world, browser, OFFICE)
    (meeting,) = world.sql("SELECT id FROM meeting")
    page.goto(f"{world.base}/sitzungen/{meeting['id']}")
    page.get_by_role("button", name="Sitzung beginnen").click()
    page.goto(f"{world.base}/sitzungen/{meeting['id']}/protokoll")
    if page.get_by_role("button", name="Protokoll beginnen").count():
        page.get_by_role("button", name="Protokoll beginnen").click()
    line = page.get_by_label("Neue Zeile").nth(1)
    line.fill("A: Onken – Fallzahlen der Region Nord zusammenstellen – 12.02.2027")
    line.press("Enter")
    expect(page.get_by_role("link", name="Fallzahlen der Region Nord").first).to_be_visible()
    page.goto(f"{world.base}/sitzungen/{meeting['id']}")
    hand = Hand(page)
    hand.press("Sitzung beenden")
    hand.follow(re.compile("^Protokoll$"))
    hand.follow("Protokoll versenden")
    hand.press(re.compile(r"^Protokoll an \d+ Personen senden$"))
    world.post.wait_for(MEMBER, "Protokoll")
    return hand


def tick_off(world: World, browser: Browser) -> Hand:
    hand = Hand(browser.new_page(locale="de-DE"))
    hand.page.goto(world.base + world.post.to(MEMBER, "Protokoll")[-1].path("/t/"))
    hand.clicks.append("Link in der E-Mail")
    hand.fill("Ihre Notiz", "Liegt vor.")
    hand.press("Als erledigt melden")
    expect(hand.page.get_by_role("button", name="Doch noch offen")).to_be_visible()
    return hand


def main() -> None:
    with opened(FIRST) as world:
        world.start()
        two_counties(world)
        with chromium() as browser:
            began = time.monotonic()
            way = from_paper_to_invitation(world, browser)
            seconds = time.monotonic() - began
            told = {"Vorlage → Einladung": way, "Einladung beantworten": answer(world, browser)}
            told["Sitzungsende → Protokoll versandt"] = minutes_after_the_end(world, browser)
            told["Aufgabe abhaken"] = tick_off(world, browser)
    for name, hand in told.items():
        sys.stdout.write(f"{name}: {len(hand.clicks)} Klicks ({' · '.join(hand.clicks)})\n")
    found = [len(hand.clicks) for hand in told.values()]
    assert found[0] <= TO_INVITATION, found
    assert seconds <= SECONDS_TO_INVITATION, seconds
    assert found[1] == found[3] == 2, "one click in the mail and one button"
    assert found[2] <= TO_MINUTES, found


if __name__ == "__main__":
    main()
