"""What a phone folds, and a wide window shows at once."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Server


def test_the_page_of_a_group_fits_five_screens_of_a_phone(
    server: Server, log_in: Callable[[str], Page]
) -> None:
    page = log_in("claudia.brandt@example.org")
    page.goto(f"{server.base}/gruppen")
    page.get_by_role("link", name="Projektsteuerungsgruppe", exact=True).click()
    person = page.get_by_role("table", name=re.compile("^Mitglieder")).get_by_text("Lena Voss")
    folded = page.locator("summary", has_text=re.compile(r"^\d+ Personen$"))
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(person).to_be_visible()
    expect(folded).to_be_hidden()
    page.set_viewport_size({"width": 390, "height": 844})
    expect(person).to_be_hidden()
    expect(page.locator("#h-auftraege")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollHeight") < 5 * 844
    folded.click()
    expect(person).to_be_visible()
