"""What axe finds on a page, wide and narrow, light and dark, and whether it scrolls sideways."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = ((1280, 900), (320, 700))


def findings(page: Page, axe: Axe, path: str) -> list[str]:
    wrong, before = [], page.viewport_size
    for width, height in WIDTHS:
        page.set_viewport_size({"width": width, "height": height})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wrong.append(f"{path} at {width}: scrolls sideways")
        wrong += violations(page, axe, f"{path} at {width}")
    page.emulate_media(color_scheme="dark")
    wrong += violations(page, axe, f"{path} in the dark")
    page.emulate_media(color_scheme="light")
    if before:
        page.set_viewport_size(before)
    return wrong


def violations(page: Page, axe: Axe, where: str) -> list[str]:
    return [
        f"{where}: {found['id']} {found['nodes'][0]['html'][:160]}"
        for found in axe.run(page).response["violations"]
    ]
