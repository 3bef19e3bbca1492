"""The handbook in a browser, and that a picture of yesterday would be found."""

from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as PlaywrightError

from tests.e2e.barriers import findings
from tests.e2e.conftest import Server, watch
from tests.e2e.people import OFFICE
from tests.handbook.camera import Camera, signed_in
from tests.handbook.shots import SHOTS

# Lists, code, no picture.
LOOKED_AT = ("koordination/einladen", "protokoll/schreiben", "it/aufsetzen")


def test_a_stale_picture_and_a_part_that_is_gone_are_found(
    server: Server, browser: Browser
) -> None:
    """That none is stale the scenario finds out, whose pages they show."""
    camera = Camera(server.base, {}, signed_in(browser, server.base, server.login_link))
    shot = replace(SHOTS[0], who=OFFICE)
    assert camera.difference(shot) == ""
    elsewhere = replace(shot, page="/gruppen/neu", parts=("h1", "form"))
    assert "Vorlage einlesen" in camera.difference(elsewhere)
    assert "Gruppe einrichten" in camera.difference(elsewhere)
    with pytest.raises(PlaywrightError):
        camera.difference(replace(shot, parts=("#gibt-es-nicht",)))


def test_chapters_are_for_everybody(server: Server, page: Page) -> None:
    noise = watch(page)
    wrong = []
    for path in ("/hilfe?q=Protokoll", *(f"/hilfe/{name}" for name in LOOKED_AT)):
        page.goto(server.base + path)
        wrong += findings(page, Axe(), path)
    assert wrong == []
    assert noise == []


def test_pictures_arrive(server: Server, page: Page) -> None:
    page.goto(f"{server.base}/hilfe/koordination/einladen")
    for picture in page.locator(".sw-handbook img").all():
        picture.scroll_into_view_if_needed()
        page.wait_for_function("picture => picture.complete", arg=picture.element_handle())
        assert picture.evaluate("picture => picture.naturalWidth") > 300
