"""What the menu asks for when it opens."""

import re

from playwright.sync_api import Browser, expect

from tests.e2e.conftest import Server
from tests.e2e.mailbox import press


def test_the_menu_says_how_many_mails_wait(server: Server, browser: Browser) -> None:
    context = browser.new_context(locale="de-DE")
    page = context.new_page()
    page.goto(server.login_link("claudia.brandt@example.org"))
    press(page, re.compile("anmelden"))
    page.get_by_text("Mehr", exact=True).first.click()
    expect(page.get_by_role("link", name=re.compile(r"^Posteingang\s\(\d\)$"))).to_be_visible()
    context.close()
