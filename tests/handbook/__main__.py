"""`make handbook`: starts the application with the data of the demo and takes every picture anew."""

import shutil

from playwright.sync_api import sync_playwright

from tests.e2e.conftest import FLAGS, running_server, running_sink
from tests.handbook.camera import Camera, signed_in
from tests.handbook.places import PEOPLE, found_in_the_demo


def main() -> None:
    with running_sink() as sink, running_server(sink) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=FLAGS,
        )
        page_of = signed_in(browser, server.base, server.login_link, PEOPLE)
        Camera(server.base, found_in_the_demo(server.base, page_of), page_of).take_all()
        browser.close()


if __name__ == "__main__":
    main()
