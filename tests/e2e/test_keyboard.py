"""The core of the work with the keyboard alone: every control is reached by Tab, and shows that it is."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.conftest import Server
from tests.e2e.test_minutes_live import draft

MOST_STEPS = 250  # a page with more controls in front of what is wanted has too many
OFFICE = "claudia.brandt@example.org"


def reach(page: Page, wanted: Locator) -> None:
    """Tab until the control has the focus, which must be seen."""
    expect(wanted).to_be_visible()
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if wanted.evaluate("control => control === document.activeElement"):
            assert wanted.evaluate("control => control.matches(':focus-visible')")
            return
    pytest.fail(f"{wanted} is not reached by Tab")


def press(page: Page, name: str | re.Pattern[str], role: str = "button") -> None:
    reach(page, page.get_by_role(role, name=name).first)  # type: ignore[arg-type]
    page.keyboard.press("Enter")


def follow(page: Page, name: str | re.Pattern[str]) -> None:
    press(page, name, "link")


def write(
    page: Page, label: str | re.Pattern[str], text: str, among: Locator | None = None
) -> None:
    reach(page, (among or page.locator("main")).get_by_label(label).first)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def test_the_core_with_the_keyboard_alone(server: Server, browser: Browser) -> None:
    context = browser.new_context(locale="de-DE", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    log_in(page, server)
    skip_to_the_content(page)
    call_and_invite(page)
    finish_a_task(page, server)
    write_minutes(page, server)
    context.close()


def log_in(page: Page, server: Server) -> None:
    page.goto(server.login_link(OFFICE))
    press(page, re.compile("anmelden"))
    page.wait_for_url(f"{server.base}/")


def skip_to_the_content(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def call_and_invite(page: Page) -> None:
    follow(page, "Gruppen")
    follow(page, re.compile("Projektsteuerungsgruppe"))
    page.wait_for_url(re.compile(r"/gruppen/[0-9a-f-]{36}"))
    page.goto(f"{page.url}/sitzungen/neu")
    reach(page, page.get_by_label("Datum"))
    page.keyboard.type("04042031")  # day and month alike: browsers ask for them in either order
    # Where hours go to 24, AM is ignored.
    for label, hour in (("Beginn", "1000AM"), ("Ende", "1130AM")):
        reach(page, page.get_by_label(label))
        page.keyboard.type(hour)
    write(page, "Ort", "Rathaus, Raum 3")
    press(page, re.compile("^Anlegen und einladen|^Sitzung anlegen"))
    page.wait_for_url(re.compile(r"/sitzungen/[0-9a-f-]{36}"))
    if not page.url.endswith("/einladen"):
        follow(page, "Einladen")
    press(page, re.compile("Einladungen senden"))
    expect(page.get_by_text("Einladungen sind auf dem Weg").first).to_be_visible()


def finish_a_task(page: Page, server: Server) -> None:
    page.goto(f"{server.base}/gruppen")
    follow(page, re.compile("Projektsteuerungsgruppe"))
    page.wait_for_url(re.compile(r"/gruppen/[0-9a-f-]{36}"))
    page.goto(f"{page.url}/aufgaben")
    follow(page, "Bedarfszahlen der Region Nord nachfordern")
    follow(page, "Als erledigt melden")
    write(page, re.compile("getan"), "Erledigt ohne Maus.")
    press(page, re.compile("Als erledigt melden|Aufgabe erledigt"))
    expect(page.get_by_text("Erledigt ohne Maus.").first).to_be_visible()


def write_minutes(page: Page, server: Server) -> None:
    page.goto(f"{server.base}/sitzungen/{draft(server)}/protokoll")
    item = page.locator("section[id^='top-']").nth(1)
    reach(page, item.get_by_label("Verlauf"))
    page.keyboard.press("Control+End")
    page.keyboard.type(" Ohne Maus geschrieben.")
    reach(page, item.get_by_label("Neue Zeile"))
    page.keyboard.type("B: Es geht auch ohne Maus 3/0/0")
    page.keyboard.press("Enter")
    expect(item.get_by_text("Es geht auch ohne Maus").first).to_be_visible()
    expect(page.locator("form[data-changed]")).to_have_count(0, timeout=15_000)
    page.reload()
    expect(item.get_by_label("Verlauf")).to_contain_text("Ohne Maus geschrieben.")
