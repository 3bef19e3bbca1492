"""Two people write the same minutes in two browsers; a connection that breaks loses no word."""

import re
import subprocess
import time
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from app.core.postgres import EmbeddedPostgres, tool
from tests.e2e.barriers import findings
from tests.e2e.conftest import Server, watch

WRITERS = ("miriam.yildiz@example.org", "claudia.brandt@example.org")
DRAFT = (
    "SELECT mt.id FROM minutes mi JOIN meeting mt ON mt.id = mi.meeting"
    " WHERE mi.status = 'draft' ORDER BY mt.starts_at LIMIT 1"
)


@pytest.fixture
def writers(browser: Browser, server: Server) -> Iterator[tuple[Page, Page]]:
    """Two browsers with the same minutes open."""
    contexts = [browser.new_context(locale="de-DE", timezone_id="Europe/Berlin") for _ in WRITERS]
    first, second = (
        minutes_of(server, context, email) for context, email in zip(contexts, WRITERS, strict=True)
    )
    yield first, second
    for context in contexts:
        context.close()


def draft(server: Server) -> str:
    """The demo's minutes that are not sent yet."""
    place = EmbeddedPostgres(server.home / "postgres").socket
    command = tool("psql", "-h", str(place), "-U", "app", "-d", "app", "-tAc", DRAFT)
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def minutes_of(server: Server, context: BrowserContext, email: str) -> Page:
    page = context.new_page()
    page.goto(server.login_link(email))
    page.get_by_role("button", name="anmelden").click()
    page.wait_for_url(f"{server.base}/")
    page.goto(f"{server.base}/sitzungen/{draft(server)}/protokoll")
    expect(page.locator("trix-editor").first).to_be_visible()
    return page


def text_of(page: Page, number: int) -> Locator:
    """The editor of that agenda item."""
    return item_of(page, number).get_by_label("Verlauf")


def write(page: Page, number: int, words: str) -> None:
    """At the end of what stands there."""
    text_of(page, number).press("Control+End")
    page.keyboard.type(words)


def saved(page: Page) -> None:
    expect(page.locator("#gespeichert")).to_have_text(re.compile(r"^Gespeichert um \d\d:\d\d Uhr$"))
    expect(page.locator("form[data-changed]")).to_have_count(0, timeout=15_000)


def test_two_writers_and_a_broken_line(writers: tuple[Page, Page]) -> None:
    first, second = writers
    noise = [watch(page) for page in writers]
    for page, number, words in ((first, 1, " Eins von Miriam."), (second, 2, " Zwei von Claudia.")):
        write(page, number, words)
    for page in writers:
        saved(page)
    for page in writers:
        page.reload()
    for page in writers:
        expect(text_of(page, 1)).to_contain_text("Eins von Miriam.")
        expect(text_of(page, 2)).to_contain_text("Zwei von Claudia.")
    text_appears(first, second)
    results_appear(first, second)
    people_appear(first, second)
    both_write_one_item(first, second)
    line_breaks(first)
    looks_are_kept(first)
    assert findings(first, Axe(), "/sitzungen/…/protokoll with its editors") == []
    said = [words for one in noise for words in one if "Failed to fetch" not in words]
    assert said == [], "but for the line that was cut"


def text_appears(first: Page, second: Page) -> None:
    """Without a reload, and in front of somebody who only looks; then they go on where it ends."""
    write(first, 2, " Von selbst.")
    expect(text_of(second, 2)).to_contain_text("Zwei von Claudia. Von selbst.", timeout=15_000)
    write(second, 2, " Und weiter.")
    expect(text_of(first, 2)).to_contain_text("Von selbst. Und weiter.", timeout=15_000)
    for page in (first, second):
        saved(page)


def item_of(page: Page, number: int) -> Locator:
    return page.locator("section[id^='top-']").nth(number - 1)


def take_line(page: Page, number: int, line: str) -> None:
    field = item_of(page, number).get_by_label("Neue Zeile")
    field.fill(line)
    field.press("Enter")
    expect(field).to_have_value("")


def resize(page: Page, number: int) -> None:
    """As browsers do when somebody drags a field's corner: no swap may copy that style (CSP)."""
    field = item_of(page, number).get_by_label("Neue Zeile")
    field.evaluate("field => { field.style.width = '20rem'; }")


def results_appear(first: Page, second: Page) -> None:
    """Beside a line and a form that the other one is typing into, and these stay."""
    there = item_of(second, 2)
    resize(first, 2)
    there.get_by_label("Neue Zeile").press_sequentially("B: Angefangen")
    take_line(first, 2, "B: Beide Räume werden gebraucht")
    expect(there.get_by_text("Beide Räume werden gebraucht")).to_have_count(1, timeout=15_000)
    there.get_by_role("link", name=re.compile("Beschluss 1 ändern")).click()
    there.get_by_label("Wortlaut").press_sequentially("Noch offen. ")
    take_line(first, 2, "B: Ein Schlüssel fehlt")
    take_line(first, 2, "A: Miriam Yıldız – Schlüssel suchen – 12.12.2030")
    expect(there.get_by_text("Ein Schlüssel fehlt")).to_have_count(1, timeout=15_000)
    expect(there.get_by_role("link", name="Schlüssel suchen")).to_have_count(1)
    expect(there.get_by_label("Wortlaut")).to_have_value(re.compile("Noch offen. "))
    expect(there.get_by_label("Neue Zeile")).to_have_value("B: Angefangen")
    for page in (first, second):
        expect(item_of(page, 2).get_by_text("Ein Schlüssel fehlt")).to_have_count(1)
    there.get_by_role("link", name="Abbrechen").click()
    expect(there.get_by_label("Wortlaut")).to_have_count(0)
    there.get_by_label("Neue Zeile").fill("")
    there.locator("summary").filter(has_text="Vorgeschichte").click()
    expect(there.locator("[data-hx-get$='/vorgeschichte']")).not_to_contain_text("ansehen")


def people_appear(first: Page, second: Page) -> None:
    strip = second.locator("#anwesend")
    before = strip.inner_text()
    first.get_by_role("link", name=re.compile("^Anwesenheit (ändern|erfassen)")).click()
    first.get_by_role("radio", name="unentschuldigt").first.check()
    first.get_by_role("radio", name="anwesend", exact=True).last.check()
    first.get_by_role("button", name="Anwesenheit speichern").click()
    expect(first.get_by_role("link", name="Anwesenheit ändern")).to_be_visible()
    expect(strip).to_contain_text("Stimmen vertreten", timeout=15_000)
    expect(strip).not_to_have_text(before)


def both_write_one_item(first: Page, second: Page) -> None:
    """The second sees both texts and what differs, and nothing is overwritten."""
    second.context.set_offline(True)
    write(second, 1, " Spät von Claudia.")
    write(first, 1, " Früh von Miriam.")
    saved(first)
    second.context.set_offline(False)
    item = item_of(second, 1)
    expect(item.get_by_text(re.compile("hat diesen Punkt um"))).to_be_visible(timeout=15_000)
    expect(item.locator(".sw-quote")).to_contain_text("Früh von Miriam.")
    expect(text_of(second, 1)).to_contain_text("Spät von Claudia.")
    assert findings(second, Axe(), "/sitzungen/…/protokoll with a conflict") == []
    write(second, 1, " Früh von Miriam.")
    item.get_by_role("button", name=re.compile("Zusammengeführten Text")).click()
    saved(second)
    first.reload()
    expect(text_of(first, 1)).to_contain_text("Spät von Claudia. Früh von Miriam.")


def line_breaks(page: Page) -> None:
    """Said in the strip; after a reload the browser still has the words and sends them."""
    page.context.set_offline(True)
    write(page, 3, " Ohne Netz.")
    strip = page.locator("#gespeichert")
    expect(strip).to_contain_text("Nicht gespeichert: Die Verbindung ist unterbrochen")
    page.context.set_offline(False)
    saved(page)
    page.context.set_offline(True)
    write(page, 3, " Noch ein Satz.")
    page.wait_for_timeout(300)
    address = page.url
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(address)
    expect(text_of(page, 3)).to_contain_text("Ohne Netz. Noch ein Satz.")
    saved(page)
    assert page.evaluate("localStorage.length") == 0
    page.reload()
    expect(text_of(page, 3)).to_contain_text("Noch ein Satz.")


def looks_are_kept(page: Page) -> None:
    write(page, 4, " ")
    page.keyboard.press("Control+B")
    page.keyboard.type("Fettes")
    page.keyboard.press("Control+B")
    expect(page.get_by_role("toolbar").get_by_role("button", name="Fett")).to_be_visible()
    saved(page)
    page.reload()
    expect(text_of(page, 4).locator("strong")).to_have_text("Fettes")


def test_slow_line_costs_no_word(writers: tuple[Page, Page]) -> None:
    """The scripts come one by one, with time to paint in between."""
    page, _ = writers
    page.route("**/*.js*", slowly)
    page.reload()
    write(page, 4, " Über eine langsame Leitung.")
    expect(page.locator("form[data-changed]")).to_have_count(1)
    saved(page)
    page.reload()
    expect(text_of(page, 4)).to_contain_text("Über eine langsame Leitung.")


def slowly(route: Route) -> None:
    time.sleep(0.3)
    route.continue_()


def test_killed_server_costs_no_word(server: Server, writers: tuple[Page, Page]) -> None:
    """What was saved is in the database; what was typed since stays in the browser until it is."""
    page, _ = writers
    write(page, 5, " Vor dem Ende gespeichert.")
    saved(page)
    write(page, 5, " Gerade getippt.")
    server.kill()
    write(page, 5, " Ohne Server.")
    expect(page.locator("#gespeichert")).to_contain_text("Nicht gespeichert", timeout=15_000)
    server.start()
    saved(page)
    page.reload()
    expect(text_of(page, 5)).to_contain_text(
        "Vor dem Ende gespeichert. Gerade getippt. Ohne Server."
    )
