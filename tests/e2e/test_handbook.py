"""The pictures of the handbook show the application as it is today."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.e2e.barriers import findings
from tests.e2e.conftest import Server, watch
from tests.handbook.__main__ import signed_in
from tests.handbook.camera import PICTURES, Camera
from tests.handbook.places import found_in_the_demo
from tests.handbook.shots import SHOTS

LOOKED_AT = (
    "koordination/einladen",
    "protokoll/schreiben",
    "it/aufsetzen",
)  # lists, code, no picture


def test_no_picture_is_stale(server: Server, browser: Browser) -> None:
    page_of = signed_in(browser, server)
    camera = Camera(server.base, found_in_the_demo(server.base, page_of), page_of)
    stale = []
    for shot in SHOTS:
        kept = (PICTURES / f"{shot.name}.txt").read_text("utf-8").splitlines()
        now = camera.look(shot)
        gone, new = sorted(set(kept) - set(now)), sorted(set(now) - set(kept))
        stale += [f"{shot.name}: no longer {gone}, but {new}"] if gone or new else []
    assert stale == [], "make handbook\n" + "\n".join(stale)


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
