"""Where in the demo is what the handbook shows: name → address, found by following links."""

import re
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.handbook.camera import PageOf

PEOPLE = {
    "koordination": "claudia.brandt@example.org",
    "mitglied": "tobias.krueger@example.org",
    "ausschuss": "bernd.ohlsen@example.org",
}


@dataclass(frozen=True)
class Way:
    """From a page on, each step a link with these words in its text."""

    start: str
    steps: tuple[str | re.Pattern[str], ...]
    who: str = "koordination"


UNNUMBERED = re.compile(r":\s+Sitzung$")  # as all of a series are
STEERING = ("Projektsteuerungsgruppe",)
FINANCE = ("Unterarbeitsgruppe Finanzen",)
SENT = (*FINANCE, "Sitzungen", "3. Sitzung", "Protokoll", "Einwände")
WAYS = {
    "gruppe": Way("/gruppen", STEERING),
    "ausschuss": Way("/gruppen", ("Jugendhilfeausschuss",)),
    "sitzung": Way("/gruppen", (*STEERING, "Sitzungen", "5. Sitzung")),  # invited to
    "geplant": Way("/gruppen", (*FINANCE, "Sitzungen", "4. Sitzung")),  # not yet
    "entwurf": Way("/gruppen", (*STEERING, "Sitzungen", "4. Sitzung")),  # minutes being written
    "versandt": Way("/gruppen", (*FINANCE, "Sitzungen", "3. Sitzung")),  # minutes with objections
    "reihe": Way("/gruppen", (*FINANCE, "Sitzungen", UNNUMBERED, "Teil einer Reihe")),
    "abfrage": Way("/gruppen", (*FINANCE, "Sitzungen", "Abfrage öffnen")),
    "vorlage": Way("/vorlagen", ("Weiterentwicklung der sozialräumlichen",)),
    "punkt": Way("/beschlusskontrolle", ("3. Die Finanzierung",)),
    "bericht": Way("/berichte", ("2. Sachstandsbericht",)),
    "digest": Way("/digests", ("Jugendhilfeausschuss",)),
    "einlesen": Way("/vorlagen/oparl", ("Ratsinformationssystem", "Prüfen")),
    "einwand": Way("/gruppen", (*SENT, "Einwand erheben"), "mitglied"),
    "einwand_offen": Way("/gruppen", (*SENT, "Einwand von")),
    "zusammenfassung": Way("/digests", ("Jugendhilfeausschuss,",), "ausschuss"),
    "person": Way("/personen", ("Mehmet Aksoy",)),
}


def found_in_the_demo(base: str, page_of: PageOf) -> dict[str, str]:
    return {name: _followed(page_of(way.who, 1280), base, way) for name, way in WAYS.items()}


def _followed(page: Page, base: str, way: Way) -> str:
    address = way.start
    for step in way.steps:
        page.goto(base + address)
        link = page.locator("main a", has_text=step).first
        address = (link.get_attribute("href", timeout=5000) or "").split("?")[0]
    return address
