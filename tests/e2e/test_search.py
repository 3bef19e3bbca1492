"""The search by keyboard, without a mouse, and as axe sees it."""

import re
from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.barriers import findings
from tests.e2e.conftest import Server, watch

ASKED = ("", "Steuerungsgruppe", "Steuerungsgrupe", "gibtesnicht", "%3F")


def test_searching_from_any_page_by_keyboard(server: Server, log_in: Callable[[str], Page]) -> None:
    page = log_in("claudia.brandt@example.org")
    noise = watch(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(server.base + "/aufgaben")
    field = page.get_by_role("searchbox", name=re.compile("Suche in"))
    field.focus()
    page.keyboard.type("steuerungsgr")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Treffer zu „steuerungsgr“")
    assert page.title().startswith(page.get_by_role("heading", level=1).inner_text())
    expect(page.get_by_label("Suchbegriff")).to_have_value("steuerungsgr")
    results = page.get_by_role("list", name="Treffer")
    expect(results.get_by_role("heading", level=2).first).to_be_visible()
    page.get_by_role("navigation", name="Art der Treffer").get_by_role("link").nth(1).click()
    expect(page.locator(".sw-tabs [aria-current]")).not_to_have_text(re.compile("^Alle"))
    assert noise == []


def test_phone_reaches_the_search_by_its_sign(
    server: Server, log_in: Callable[[str], Page]
) -> None:
    page = log_in("tobias.krueger@example.org")
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(server.base + "/aufgaben")
    page.get_by_role("link", name="Suche", exact=True).click()
    page.get_by_label("Suchbegriff").fill("Projektsteuerungsgrupe")
    page.get_by_role("button", name="Suchen").click()
    page.get_by_role("link", name=re.compile("Projektsteuerungsgruppe")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Treffer")


def test_pages_of_the_search_have_no_barriers(
    server: Server, log_in: Callable[[str], Page]
) -> None:
    page, axe = log_in("claudia.brandt@example.org"), Axe()
    wrong: list[str] = []
    for asked in ASKED:
        page.goto(f"{server.base}/suche?q={asked}")
        wrong += findings(page, axe, f"/suche?q={asked}")
    assert wrong == [], "\n".join(wrong)
