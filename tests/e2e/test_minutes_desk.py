"""Text blocks at the caret, and a clock that two browsers show alike."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Server, watch
from tests.e2e.test_minutes_live import WRITERS, minutes_of, saved, text_of

BLOCK = (
    "Die Leitung stellt fest, dass ordnungsgemäß geladen wurde und die Gruppe beschlussfähig ist."
)


def item(page: Page, number: int) -> str:
    """The id of that agenda item."""
    section = page.locator("section[id^='top-']").nth(number - 1)
    return (section.get_attribute("id") or "").removeprefix("top-")


def clock(page: Page, number: int) -> str:
    return f"#uhr-{item(page, number)} p"


def insert(page: Page, number: int, title: str) -> None:
    page.locator("section[id^='top-']").nth(number - 1).get_by_label("Textbaustein").select_option(
        label=title
    )
    page.get_by_role("button", name=f"Baustein einfügen: TOP {number}").click()


def test_block_goes_to_the_caret_and_the_clock_runs_everywhere(
    server: Server, browser: Browser
) -> None:
    first, second = (
        minutes_of(server, browser.new_context(locale="de-DE"), email) for email in WRITERS
    )
    noise = watch(first)
    editor = text_of(first, 3)
    editor.press("Control+Home")
    first.keyboard.type("Anfang. ")  # in front of what stands there
    insert(first, 3, "Beschlussfähigkeit")
    expect(editor).to_contain_text(f"Anfang. {BLOCK}")
    expect(editor).to_be_focused()
    editor.hover()
    expect(editor).to_have_css("padding-top", "10px")  # the text does not jump to the edge
    first.keyboard.type(" Ende.")
    expect(editor).to_contain_text(f"Anfang. {BLOCK} Ende.")
    saved(first)

    first.get_by_role("button", name="Uhr starten: TOP 4").click()
    expect(first.locator(clock(first, 4))).to_have_text(
        re.compile(r"läuft seit \d\d:\d\d, \d von 30 Min\.")
    )
    first.get_by_role("button", name="Weiter mit TOP 5").click()
    expect(first.locator(clock(first, 5))).to_have_text(re.compile("^läuft seit"))
    expect(first.locator(clock(first, 4))).to_have_text(re.compile("^besprochen"))

    second.reload()
    expect(second.locator(clock(second, 5))).to_have_text(re.compile("^läuft seit"))
    expect(text_of(second, 3)).to_contain_text(f"Anfang. {BLOCK} Ende.")
    assert noise == []
    for page in (first, second):
        page.context.close()
