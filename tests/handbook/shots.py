"""The pictures of the handbook: who is signed in, which page, which part of it."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

Step = Callable[[Page], None]


@dataclass(frozen=True)
class Shot:
    """name.png and name.txt in docs/handbuch/bilder. {places} of the page are those of places.py."""

    name: str
    who: str
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


OFFICE, MEMBER, COMMITTEE, NOBODY = "koordination", "mitglied", "ausschuss", "niemand"
LINE = "A: Krüger – Entwurf Budget – bis Ende März"
SHOTS = (
    Shot("vorlage-einlesen", OFFICE, "/vorlagen/einlesen", ("h1", "#text")),
    Shot("vorlage-pruefen", OFFICE, "{einlesen}", ("h2:text-is('Erkannte Angaben')", "fieldset >> nth=0"), height=640),
    Shot("gruppe-einrichten", OFFICE, "{punkt}/gruppe", (".sw-head", "form")),
    Shot("besetzung", OFFICE, "{gruppe}", (under("besetzung"),)),
    Shot("regel", OFFICE, "{gruppe}/besetzung/neu", ("form", "fieldset >> nth=0"), height=660),
    Shot("mitglied-aufnehmen", OFFICE, "{gruppe}/mitglieder/neu", (".sw-head", "fieldset.sw-box")),
    Shot("liste-einlesen", OFFICE, "/personen/einlesen", (under("wissen"),)),
    Shot("termin-stand", OFFICE, "{abfrage}", (".sw-best", "ol.sw-rows")),
    Shot("sitzung-anlegen", OFFICE, "{gruppe}/sitzungen/neu", (".sw-head", "form")),
    Shot("einladen", OFFICE, "{geplant}/einladen", (".sw-head", "fieldset >> nth=0")),
    Shot("einladen-mail", OFFICE, "{geplant}/einladen", ("#h-mail", "form > .sw-actions")),
    Shot("tagesordnung", OFFICE, "{sitzung}/tagesordnung", ("#h-punkte", "ol.sw-agenda--full"), height=480),
    Shot("absagen", OFFICE, "{sitzung}/absage", (".sw-head", "form")),
    Shot("reihe", OFFICE, "{reihe}", (".sw-head", "table")),
    Shot("antworten", OFFICE, "{sitzung}", (under("antworten"),), height=480),
    Shot("posteingang", OFFICE, "/posteingang", ("h2:text-is('Was Sie entscheiden')", "h3 >> nth=2")),
    Shot("beschlusskontrolle", OFFICE, "/beschlusskontrolle", (".kern-table-responsive",), width=800),
    Shot("bericht", OFFICE, "{bericht}", ("section.sw-part >> nth=1",)),
    Shot("digest-vorschau", OFFICE, "{digest}", (under("vorschau"),)),
    Shot("uebergabe", OFFICE, "{gruppe}/uebergabe", ("form",), height=720),
    Shot("loeschen", OFFICE, "{person}/loeschen", (under("geschieht"),)),
    Shot("anmelden", NOBODY, "/anmelden", ("h1", "form")),
    Shot("antwort", MEMBER, "{sitzung}", (under("eigene"),), (opened("Vertretung"),)),
    Shot("kalender", MEMBER, "/kalender", (under("neu"),)),
    Shot("aufgaben", MEMBER, "/aufgaben", ("h1", "section >> nth=0"), height=640),
    Shot("top-vorschlagen", MEMBER, "{sitzung}/vorschlaege", (under("neu"),), height=760),
    Shot("einwand", MEMBER, "{einwand}", (".sw-head", "form"), height=700),
    Shot("benachrichtigungen", MEMBER, "/einstellungen/benachrichtigungen", (under("wahl"),)),
    Shot("protokoll-schreiben", OFFICE, "{entwurf}/protokoll", ("section[id^='top-'] >> nth=0",), (clicked("trix-editor"),), height=560),
    Shot("protokoll-zeile", OFFICE, "{entwurf}/protokoll", ("section[id^='aufgaben-'] >> nth=0",), (typed("input[list=leute]", LINE),)),
    Shot("anwesenheit", OFFICE, "{entwurf}/protokoll/anwesenheit", ("fieldset >> nth=0", "fieldset >> nth=3")),
    Shot("textbausteine", OFFICE, "{gruppe}/textbausteine", ("h2 >> nth=0", "#neu")),
    Shot("protokoll-versenden", OFFICE, "{entwurf}/protokoll/versand", (".sw-head", "form")),
    Shot("einwand-entscheiden", OFFICE, "{einwand_offen}", (".sw-head", "form >> nth=1"), height=760),
    Shot("rhythmus", COMMITTEE, "/digests", (under("wahl"),)),
    Shot("zusammenfassung", COMMITTEE, "{zusammenfassung}", (".sw-head", "section >> nth=1"), height=640),
    Shot("kette", COMMITTEE, "{punkt}", (under("kette"),), height=700),
)  # fmt: skip
