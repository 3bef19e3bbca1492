"""Chapter 7: two people write the same minutes in two real browsers, and lose no word."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.scenario.minutes import times_of
from tests.scenario.people import MINUTE_TAKER, OFFICE
from tests.scenario.world import World

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE = 60_000  # milliseconds; a busy machine is no finding


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def page_of(world: World, browser: Browser, email: str) -> Page:
    """A browser of one's own, logged in by mail."""
    context = browser.new_context(locale="de-DE", timezone_id="Europe/Berlin")
    page = context.new_page()
    before = len(world.post.to(email, "Anmeldung"))
    page.goto(f"{world.base}/anmelden")
    page.get_by_label("E-Mail-Adresse").fill(email)
    page.get_by_role("button", name="E-Mail anfordern").click()
    page.get_by_role("heading", name="Bitte sehen Sie in Ihr Postfach").wait_for()
    letter = world.post.wait_for(email, "Anmeldung", before + 1)
    page.goto(world.base + letter.path("/anmelden/link/"))
    page.get_by_role("button", name=re.compile("anmelden")).click()
    page.wait_for_url(f"{world.base}/")
    return page


def two_writers(world: World, path: str) -> None:
    """The meeting runs; both type at once, both see everything without asking for it."""
    begins, _ = times_of(world, path)
    world.go_to(begins.date(), begins.time())
    with chromium() as browser:
        first, second = (page_of(world, browser, email) for email in (MINUTE_TAKER, OFFICE))
        first.goto(world.base + path)
        first.get_by_role("button", name="Sitzung beginnen").click()
        first.goto(f"{world.base}{path}/protokoll")
        if first.get_by_role("button", name="Protokoll beginnen").count():
            first.get_by_role("button", name="Protokoll beginnen").click()
        second.goto(f"{world.base}{path}/protokoll")
        write(first, 1, "Herr Wiechmann begrüßt die Runde.")
        write(second, 2, "Frau Petersen berichtet vom Stand.")
        for page in (first, second):
            saved(page)
        expect(text_of(second, 1)).to_contain_text("begrüßt die Runde", timeout=PATIENCE)
        expect(text_of(first, 2)).to_contain_text("berichtet vom Stand", timeout=PATIENCE)
        write(first, 2, " Niemand fragt nach.")
        take_line(second, 3, "A: Harmsen – Kosten der Region Nord schätzen – 01.04.2027")
        expect(item(first, 3).get_by_text("Kosten der Region Nord schätzen")).to_have_count(1, timeout=PATIENCE)  # fmt: skip
        for page in (first, second):
            saved(page)
            page.reload()
            expect(text_of(page, 1)).to_contain_text("Herr Wiechmann begrüßt die Runde.")
            expect(text_of(page, 2)).to_contain_text("berichtet vom Stand. Niemand fragt nach.")
    world.tell("Zwei Browser schreiben dasselbe Protokoll; kein Wort fehlt.")


def item(page: Page, number: int) -> Locator:
    """By its place among those that are no approval of earlier minutes."""
    own = page.locator("section[id^='top-']").filter(has_not_text="Genehmigung des Protokolls")
    return own.nth(number - 1)


def text_of(page: Page, number: int) -> Locator:
    return item(page, number).get_by_label("Verlauf")


def write(page: Page, number: int, words: str) -> None:
    """At the end of what stands there."""
    expect(text_of(page, number)).to_be_visible(timeout=PATIENCE)
    text_of(page, number).press("Control+End")
    page.keyboard.type(words)
    expect(text_of(page, number)).to_contain_text(words.strip())


def saved(page: Page) -> None:
    expect(page.locator("form[data-changed]")).to_have_count(0, timeout=PATIENCE)


def take_line(page: Page, number: int, line: str) -> None:
    field = item(page, number).get_by_label("Neue Zeile")
    field.fill(line)
    field.press("Enter")
    expect(field).to_have_value("")
