"""Every page that a link leads to: axe, no sideways scrolling, a quiet console, at two widths."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.barriers import findings
from tests.e2e.conftest import Server, watch

IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\d|(?<=^/hilfe/).+")
VISITORS = (
    ("claudia.brandt@example.org", 25),
    ("tobias.krueger@example.org", 12),
    ("bernd.ohlsen@example.org", 8),
    ("sina.petersen@example.org", 4),
    ("torben.vogt@example.org", 8),
)
PROTOKOLL = "/sitzungen/…/protokoll"
MANY_FACES = {PROTOKOLL}  # in draft, sent, approved: each leads to other pages
FORMS = {
    f"{PROTOKOLL}/{part}"
    for part in (
        "anwesenheit", "anhang", "beschluesse/…", "einwaende", "einwaende/…", "entfernung",
        "genehmigung", "informationen/…", "punkte/…/beschluesse", "punkte/…/einwand", "punkte/…/fassungen",
        "versand", "zeiten",
    )
} | {
    "/sitzungen/…/anlagen", "/sitzungen/…/anlagen/…", "/sitzungen/…/tagesordnung",
    "/sitzungen/…/tagesordnung/…", "/sitzungen/…/tagesordnung/…/verknuepfungen",
    "/sitzungen/…/tagesordnung/uebernahme", "/sitzungen/…/vorschlaege", "/sitzungen/…/vorschlaege/…",
    "/beschluesse", "/beschluesse/…", "/gruppen/…/beschluesse", "/suche",
}  # fmt: skip
NO_PAGES = re.compile(r"\.(ics|pdf|docx|txt|eml|zip|csv|xlsx|vcf|json)$|/datei$|^/static/")
PASSING_ON = {"/personen/doppelte", "/personen/…/uebergabe", "/gruppen/…/uebergabe"}


def bare(path: str) -> str:
    return path.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]


def shape(path: str) -> str:
    """One page per kind: ids, days and queries left out."""
    return IDS.sub("…", bare(path))


def face(path: str) -> str:
    """What is looked at once."""
    return bare(path) if shape(path) in MANY_FACES else shape(path)


def links(page: Page) -> list[str]:
    found = page.eval_on_selector_all("a[href^='/']", "all => all.map(a => a.getAttribute('href'))")
    return [path for path in found if not NO_PAGES.search(path.split("?")[0])]


@pytest.mark.parametrize(("email", "at_least"), VISITORS)
def test_pages_of(server: Server, log_in: Callable[[str], Page], email: str, at_least: int) -> None:
    page, axe = log_in(email), Axe()
    noise = watch(page)
    seen: set[str] = set()
    faces: set[str] = set()
    wrong: list[str] = []
    waiting = ["/", "/suche?q=Bedarf"]
    while waiting:
        path = waiting.pop(0)
        if face(path) in faces:
            continue
        faces.add(face(path))
        seen.add(shape(path))
        answer = page.goto(server.base + path)
        assert answer is not None
        if answer.status >= 400:
            wrong.append(f"{path}: {answer.status}, but a link leads there")
            continue
        if not page.locator("[data-live]").count():  # which listens as long as it is open
            page.wait_for_load_state("networkidle")
        wrong += findings(page, axe, path)
        waiting += links(page)
    assert wrong == [], "\n".join(wrong)
    assert noise == []
    assert len(seen) >= at_least, sorted(seen)
    assert email != VISITORS[0][0] or seen >= FORMS | PASSING_ON, sorted(seen)


@pytest.mark.parametrize("path", ["/anmelden", "/anmelden/code", "/hilfe", "/gibt-es-nicht"])
def test_pages_without_a_login(server: Server, page: Page, path: str) -> None:
    noise = watch(page)
    page.goto(server.base + path)
    assert findings(page, Axe(), path) == []
    assert noise == []


def test_no_page_keeps_anything_but_our_cookies(
    server: Server, log_in: Callable[[str], Page]
) -> None:
    page = log_in("tobias.krueger@example.org")
    names = {cookie["name"] for cookie in page.context.cookies()}
    assert names <= {"sid", "csrf", "pending", "flash"}
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
