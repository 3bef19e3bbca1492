"""In the demo a link leads to every page, and no link leads to a refusal; e2e looks at the pages."""

import re
from collections import Counter
from collections.abc import AsyncIterator

import pytest
from litestar import Litestar

from app.demo import start
from app.people.tables import Person
from tests.browser import Browser
from tests.conftest import empty_tables
from tests.house.test_rights import MATRIX

LINK = re.compile(r'(?:href|data-hx-get)="(/[^"#?]*)')
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\d")
SLOT = re.compile(r"\{[^}]+\}")
OF_A_KIND = 12  # pages opened: minutes in every state, meetings to come and past
WITHOUT_LOGIN = re.compile(
    r"^/(a|t|u|abmelden|anmelden|antwort|api|benachrichtigungen|hilfe/…|kalender|oparl|robots\.txt)(/|$)"
)
# Streams, downloads, and pages of a state that nothing in the demo is in.
ELSEWHERE = {
    "/aufgaben/filter", "/aufgaben/filter/neu", "/beschlusspunkte/…/nichts-zu-tun",
    "/gruppen/…/mitglieder/anwesenheitsliste.pdf", "/gruppen/…/veranstaltung",
    "/gruppen/…/veranstaltung/bearbeiten", "/gruppen/…/veranstaltung/dateien/…/datei",
    "/gruppen/…/veranstaltung/teilnehmende", "/personen/doppelte/…/…", "/personen/einlesen/…",
    "/personen/einlesen/…/fortgang", "/personen/einlesen/…/spalten", "/postausgang/adressen",
    "/serien/…/antwort", "/serien/…/einladungen/…", "/serien/…/versand", "/sitzungen/…/versand",
    "/sitzungen/…/protokoll/anhaenge/…/anhang.pdf", "/sitzungen/…/protokoll/geschehen",
    "/sitzungen/…/protokoll/punkte/…", "/vorlagen/oparl/…/lauf",
}  # fmt: skip


@pytest.fixture(scope="module")
async def demo(database: None) -> AsyncIterator[None]:
    await empty_tables()
    await start.load_if_empty()
    yield
    await empty_tables()


def shape(path: str) -> str:
    return ID.sub("…", path)


async def followed(app: Litestar, email: str) -> tuple[set[str], list[str]]:
    """Shapes of what was opened, and addresses that refused."""
    person = await Person.objects().get(Person.email == email)
    assert person is not None
    browser = await Browser(app).log_in(person.id)
    waiting, seen, kinds, refused = ["/"], {"/"}, Counter[str](), []
    while waiting:
        path = waiting.pop(0)
        kinds[shape(path)] += 1
        if kinds[shape(path)] > OF_A_KIND:
            continue
        answer = await browser.get(path)
        if answer.status_code >= 400:
            refused.append(f"{email} {path}: {answer.status_code}")
        if answer.headers.get("content-type", "").startswith("text/html"):
            links = set(LINK.findall(answer.text)) - seen
            seen |= links
            waiting += sorted(links)
    return set(kinds), refused


async def test_every_page_is_linked_and_no_link_refuses(app: Litestar, demo: None) -> None:
    found: set[str] = set()
    refused: list[str] = []
    for _, email in start.LOGINS:
        kinds, refusals = await followed(app, email)
        found |= kinds
        refused += refusals
    assert refused == []
    pages = {SLOT.sub("…", row.path) for row in MATRIX if row.method == "GET"}
    unlinked = {path for path in pages - found if not WITHOUT_LOGIN.match(path)}
    assert "\n".join(sorted(unlinked ^ ELSEWHERE)) == ""
