"""`make handbook`: starts the application with the data of the demo and takes every picture anew."""

import shutil
from collections.abc import Callable

from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.conftest import FLAGS, Server, running_server, running_sink
from tests.handbook.camera import Camera
from tests.handbook.places import PEOPLE, found_in_the_demo


def signed_in(browser: Browser, server: Server) -> Callable[[str, int], Page]:
    """Pages kept by role; nobody is signed in where the role is none of PEOPLE."""
    pages: dict[str, Page] = {}

    def page_of(who: str, width: int) -> Page:
        if who not in pages:
            pages[who] = browser.new_page(locale="de-DE", timezone_id="Europe/Berlin")
            if who in PEOPLE:
                pages[who].goto(server.login_link(PEOPLE[who]))
                pages[who].get_by_role("button", name="anmelden").click()
                pages[who].wait_for_url(f"{server.base}/")
        pages[who].set_viewport_size({"width": width, "height": 900})
        return pages[who]

    return page_of


def main() -> None:
    with running_sink() as sink, running_server(sink) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=FLAGS,
        )
        page_of = signed_in(browser, server)
        Camera(server.base, found_in_the_demo(server.base, page_of), page_of).take_all()
        browser.close()


if __name__ == "__main__":
    main()
