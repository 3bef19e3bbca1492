"""The pictures of the handbook: who is signed in, which page of the scenario, which part of it."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.scenario.beginnings import TEXTS
from tests.scenario.people import COUNCILLOR, OBJECTOR, OFFICE, OVERDUE

Step = Callable[[Page], None]


@dataclass(frozen=True)
class Shot:
    """name.png and name.txt in docs/handbuch/bilder. {Places} of the page are those of the scenario."""

    name: str
    who: str  # their address
    page: str
    parts: tuple[str, ...]  # CSS within main; the picture goes around all of them
    steps: tuple[Step, ...] = ()  # nothing that writes
    width: int = 720
    height: int = 560  # at most


def typed(field: str, text: str) -> Step:
    return lambda page: page.locator(field).first.fill(text)


def opened(text: str) -> Step:
    return lambda page: page.locator("main summary", has_text=text).first.click()


def clicked(part: str) -> Step:
    return lambda page: page.locator(part).first.click()


def under(heading: str) -> str:
    return f"section:has(#h-{heading})"


NOBODY = ""
PAPER = (TEXTS / "jugendraeume.txt").read_text("utf-8")
LINE = "A: Rohde – Entwurf Budget – bis Ende Mai"
SHOTS = (
    Shot("vorlage-einlesen", OFFICE, "/vorlagen/einlesen", ("h1", "#text")),
    Shot("vorlage-pruefen", OFFICE, "/vorlagen/einlesen", ("h2:text-is('Erkannte Angaben')", "fieldset >> nth=0"), (typed("#text", PAPER), clicked("button:has-text('Lesen und prüfen')")), height=640),
    Shot("gruppe-einrichten", OFFICE, "{Beschlusspunkt}/gruppe", (".sw-head", "form")),
    Shot("besetzung", OFFICE, "{Unterarbeitsgruppe Finanzen}", (under("besetzung"),), (opened("Besetzungsregeln"),)),
    Shot("regel", OFFICE, "{Unterarbeitsgruppe Finanzen}/besetzung/neu", ("form", "fieldset >> nth=0"), height=660),
    Shot("mitglied-aufnehmen", OFFICE, "{Lenkungsgruppe Sozialraum}/mitglieder/neu", (".sw-head", "fieldset.sw-box")),
    Shot("liste-einlesen", OFFICE, "/personen/einlesen", (under("wissen"),)),
    Shot("termin-stand", OFFICE, "{Laufende Terminabfrage}", (".sw-best", "ol.sw-rows")),
    Shot("sitzung-anlegen", OFFICE, "{Lenkungsgruppe Sozialraum}/sitzungen/neu", (".sw-head", "form")),
    Shot("einladen", OFFICE, "{Geplante Sitzung}/einladen", (".sw-head", "fieldset >> nth=0")),
    Shot("einladen-mail", OFFICE, "{Geplante Sitzung}/einladen", ("#h-mail", "form > .sw-actions")),
    Shot("tagesordnung", OFFICE, "{Kommende Sitzung}/tagesordnung", ("#h-punkte", "ol.sw-agenda--full"), height=480),
    Shot("absagen", OFFICE, "{Kommende Sitzung}/absage", (".sw-head", "form")),
    Shot("reihe", OFFICE, "{Geplante Reihe}", (".sw-head", "table")),
    Shot("antworten", OFFICE, "{Kommende Sitzung}", (under("antworten"),), height=480),
    Shot("posteingang", OFFICE, "/posteingang", ("h2:text-is('Was Sie entscheiden')", "li.sw-row >> nth=1"), height=620),
    Shot("beschlusskontrolle", OFFICE, "/beschlusskontrolle", (".kern-table-responsive",), width=960),
    Shot("bericht", OFFICE, "{Berichtsentwurf}", ("section.sw-part >> nth=1",)),
    Shot("digest-vorschau", OFFICE, "{Zusammenfassung}", (under("vorschau"),), height=720),
    Shot("uebergabe", OFFICE, "{Lenkungsgruppe Sozialraum}/uebergabe", ("form",), height=720),
    Shot("loeschen", OFFICE, "{Ausgeschiedene Person}/loeschen", (under("geschieht"),)),
    Shot("anmelden", NOBODY, "/anmelden", ("h1", "form")),
    Shot("antwort", OVERDUE, "{Kommende Sitzung}", (under("eigene"),), (opened("Vertretung"),)),
    Shot("kalender", OVERDUE, "/kalender", (under("neu"),)),
    Shot("aufgaben", OVERDUE, "/aufgaben", ("h1", "section >> nth=0"), height=640),
    Shot("top-vorschlagen", OVERDUE, "{Kommende Sitzung}/vorschlaege", (under("neu"),), height=760),
    Shot("einwand", OBJECTOR, "{Einwand erheben}", (".sw-head", "form"), height=700),
    Shot("benachrichtigungen", OVERDUE, "/einstellungen/benachrichtigungen", (under("wahl"),)),
    Shot("protokoll-schreiben", OFFICE, "{Laufende Sitzung}/protokoll", ("section[id^='top-'] >> nth=0",), (clicked("trix-editor"),), height=560),
    Shot("protokoll-zeile", OFFICE, "{Laufende Sitzung}/protokoll", ("section[id^='aufgaben-'] >> nth=0",), (typed("input[list=leute]", LINE),)),
    Shot("anwesenheit", OFFICE, "{Laufende Sitzung}/protokoll/anwesenheit", ("fieldset >> nth=0", "fieldset >> nth=3")),
    Shot("textbausteine", OFFICE, "{Unterarbeitsgruppe Finanzen}/textbausteine", ("h2 >> nth=0", "#neu")),
    Shot("protokoll-versenden", OFFICE, "{Laufende Sitzung}/protokoll/versand", (".sw-head", "form")),
    Shot("einwand-entscheiden", OFFICE, "{Einwand}", (".sw-head", "form >> nth=1"), height=760),
    Shot("rhythmus", COUNCILLOR, "/digests", (under("wahl"),)),
    Shot("zusammenfassung", COUNCILLOR, "{Erhaltene Zusammenfassung}", (".sw-head", "section >> nth=1"), height=640),
    Shot("kette", COUNCILLOR, "{Beschlusspunkt}", (f"{under('kette')} section >> nth=1",), height=940),
)  # fmt: skip
