"""Files in a browser: dropped, sent one by one with a word for each, and without JavaScript."""

import re
from collections.abc import Callable
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.barriers import findings
from tests.e2e.conftest import Server

OFFICE = "claudia.brandt@example.org"
PDF = b"%PDF-1.7\n%%EOF\n"
DROP = """() => {
  const carried = new DataTransfer();
  carried.items.add(new File(["%PDF-1.7 x"], "gezogen.pdf", { type: "application/pdf" }));
  const place = document.querySelector("[data-drop]");
  for (const name of ["dragover", "drop"])
    place.dispatchEvent(new DragEvent(name, { dataTransfer: carried, bubbles: true, cancelable: true }));
}"""


def meeting_of(page: Page, server: Server) -> str:
    """The address of its attachments."""
    page.goto(f"{server.base}/sitzungen")
    found = page.eval_on_selector_all("main a", "all => all.map(a => a.getAttribute('href'))")
    meeting = next(path for path in found if re.fullmatch(r"/sitzungen/[0-9a-f-]{36}", path))
    return f"{server.base}{meeting}/anlagen"


def some_files(folder: Path) -> tuple[Path, Path]:
    good, bad = folder / "Raumliste.pdf", folder / "bild.png"
    good.write_bytes(PDF + bytes(2_000_000))
    bad.write_bytes(b"<svg/>")
    return good, bad


def test_each_file_has_its_word_and_only_the_refused_one_stays(
    server: Server, log_in: Callable[[str], Page], tmp_path: Path
) -> None:
    page, (good, bad) = log_in(OFFICE), some_files(tmp_path)
    page.goto(meeting_of(page, server))
    page.set_input_files("#files", [bad, good])
    page.get_by_role("button", name="Dateien hinterlegen").click()
    expect(
        page.locator("#anlagen").get_by_role("link", name="Raumliste.pdf", exact=True)
    ).to_be_visible()
    told = page.locator("#fortschritt li").all_inner_texts()
    assert "innen etwas anderes" in told[0]
    assert "ist hinterlegt" in told[1]
    assert page.evaluate("[...document.querySelector('#files').files].map(f => f.name)") == [
        "bild.png"
    ]
    assert findings(page, Axe(), "Anlagen") == []


def test_a_dropped_file_is_sent_and_can_be_taken_back(
    server: Server, log_in: Callable[[str], Page]
) -> None:
    page = log_in(OFFICE)
    page.goto(meeting_of(page, server))
    page.evaluate(DROP)
    page.get_by_role("button", name="Dateien hinterlegen").click()
    expect(page.locator("#meldungen")).to_contain_text("„gezogen.pdf“ ist hinterlegt.")
    page.get_by_role("button", name="Entfernen: gezogen.pdf").click()
    page.get_by_role("button", name="Rückgängig: gezogen.pdf").click()
    expect(
        page.locator("#anlagen").get_by_role("link", name="gezogen.pdf", exact=True)
    ).to_be_visible()


def test_without_javascript_all_go_at_once(
    server: Server, browser: Browser, log_in: Callable[[str], Page], tmp_path: Path
) -> None:
    known, (good, bad) = log_in(OFFICE), some_files(tmp_path)
    address, kept = meeting_of(known, server), known.context.storage_state()
    page = browser.new_context(
        java_script_enabled=False, storage_state=kept, locale="de-DE"
    ).new_page()
    page.goto(address)
    page.set_input_files("#files", [good, bad])
    page.get_by_role("button", name="Dateien hinterlegen").click()
    expect(page.locator(".kern-error")).to_contain_text("„bild.png“ ist innen etwas anderes")
    page.set_input_files("#files", [good])
    page.get_by_role("button", name="Dateien hinterlegen").click()
    expect(page.locator("#meldungen")).to_contain_text("„Raumliste.pdf“ ist hinterlegt.")
    with page.expect_download() as loaded:
        page.locator("#anlagen").get_by_role("link", name="Raumliste.pdf", exact=True).first.click()
    assert loaded.value.suggested_filename == "Raumliste.pdf"
    page.context.close()


def unfold(page: Page) -> None:
    """The form of a task is folded, and comes with the list."""
    page.locator("summary", has_text="Dateien hinterlegen").click()


def test_files_go_up_from_the_page_of_a_task(
    server: Server, log_in: Callable[[str], Page], tmp_path: Path
) -> None:
    """Form and list are loaded into it; one file leads back to the task, several stay on it."""
    page, (good, bad) = log_in(OFFICE), some_files(tmp_path)
    page.goto(f"{server.base}/suche?q=Fragebogen+Gemeinden")
    page.locator("a[href^='/aufgaben/']").first.click()
    task = page.url.split("#")[0].split("/anlagen")[0]
    page.goto(task)
    page.locator("#anlagen").wait_for()
    expect(page.locator("body")).to_be_focused()  # what loads by itself leaves the reader alone
    unfold(page)
    page.evaluate(DROP)
    assert page.evaluate("document.querySelector('#files').files.length") == 1
    page.get_by_role("button", name="Dateien hinterlegen").click()
    there = page.locator("#anlagen").get_by_role("link", name="gezogen.pdf", exact=True)
    expect(there).to_be_visible()
    assert page.url.split("#")[0] == task
    unfold(page)
    page.set_input_files("#files", [bad, good])
    page.get_by_role("button", name="Dateien hinterlegen").click()
    expect(
        page.locator("#anlagen").get_by_role("link", name="Raumliste.pdf", exact=True)
    ).to_be_visible()
    assert "innen etwas anderes" in page.locator("#fortschritt li").all_inner_texts()[0]
    assert findings(page, Axe(), "Dateien der Aufgabe") == []
    page.get_by_role("button", name="Entfernen: gezogen.pdf").click()
    page.get_by_role("button", name="Rückgängig").click()
    expect(there).to_be_visible()
