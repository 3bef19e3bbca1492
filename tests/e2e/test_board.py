"""A card of the board goes to another column by mouse as by its button, and the focus goes with it."""

import re
from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.barriers import findings
from tests.e2e.conftest import Server, watch

PAGES = ("/aufgaben/tafel", "/aufgaben/monat", "/aufgaben?suche=gibtesnicht", "/aufgaben/filter")


def test_dragged_card_takes_the_way_of_its_button(
    server: Server, log_in: Callable[[str], Page]
) -> None:
    page = log_in("claudia.brandt@example.org")
    noise = watch(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(server.base + "/gruppen")
    page.get_by_role("link", name=re.compile("Projektsteuerungsgruppe")).first.click()
    page.get_by_role("link", name="Aufgaben", exact=True).last.click()
    page.get_by_role("link", name="Aufgabe anlegen").click()
    page.get_by_label("Was ist zu tun?").fill("Einladungskarten bestellen")
    page.get_by_role("button", name="Aufgabe anlegen").click()
    page.get_by_role("link", name="Aufgaben", exact=True).last.click()
    page.get_by_role("link", name="Tafel").click()
    cards = page.locator('[data-drag-column="open"] [data-drag-card]')
    card = cards.filter(has_text="Einladungskarten bestellen")
    name = card.get_attribute("id") or ""
    card.drag_to(
        page.locator('[data-drag-column="in_progress"]'),
        source_position={"x": 6, "y": 6},  # beside the buttons, which are pressed, not dragged
    )
    moved = page.locator(f'[data-drag-column="in_progress"] #{name}')
    expect(moved).to_be_focused()
    expect(page.locator("#status")).to_contain_text("jetzt in Arbeit")
    moved.get_by_role("button", name=re.compile("Als erledigt melden")).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Aufgabe als erledigt melden")
    assert noise == []


def test_pages_of_own_tasks_have_no_barriers(server: Server, log_in: Callable[[str], Page]) -> None:
    page, axe = log_in("claudia.brandt@example.org"), Axe()
    wrong: list[str] = []
    for path in PAGES:
        page.goto(server.base + path)
        wrong += findings(page, axe, path)
    assert wrong == [], "\n".join(wrong)
