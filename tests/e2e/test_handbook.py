"""The pictures of the handbook show the application as it is today."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as PlaywrightError

from tests.e2e.barriers import findings
from tests.e2e.conftest import Server, Sink, running_server, watch
from tests.handbook.camera import Camera, signed_in
from tests.handbook.places import PEOPLE, found_in_the_demo
from tests.handbook.shots import SHOTS

LOOKED_AT = (
    "koordination/einladen",
    "protokoll/schreiben",
    "it/aufsetzen",
)  # lists, code, no picture


@pytest.fixture(scope="module")
def camera(sink: Sink, browser: Browser) -> Iterator[Camera]:
    """Of a demo that no other test has been at."""
    with running_server(sink) as untouched:
        page_of = signed_in(browser, untouched.base, untouched.login_link, PEOPLE)
        yield Camera(untouched.base, found_in_the_demo(untouched.base, page_of), page_of)


def test_no_picture_is_stale(camera: Camera) -> None:
    stale = [line for shot in SHOTS if (line := camera.difference(shot))]
    assert stale == [], "make handbook\n" + "\n".join(stale)


def test_a_stale_picture_and_a_part_that_is_gone_are_found(camera: Camera) -> None:
    elsewhere = replace(SHOTS[0], page="/gruppen/neu", parts=("h1", "form"))
    assert "Vorlage einlesen" in camera.difference(elsewhere)
    assert "Gruppe einrichten" in camera.difference(elsewhere)
    with pytest.raises(PlaywrightError):
        camera.difference(replace(SHOTS[0], parts=("#gibt-es-nicht",)))


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
