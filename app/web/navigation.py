"""The six main entries and what stands under "Mehr"; what a person may not open is left out."""

from dataclasses import dataclass

from app.core.actor import Actor


@dataclass(frozen=True)
class Entry:
    label: str
    href: str
    area: str
    counted: bool = False  # how many wait is asked for when the menu opens


MAIN = (
    Entry("Start", "/", "start"),
    Entry("Vorlagen", "/vorlagen", "vorlagen"),
    Entry("Gruppen", "/gruppen", "gruppen"),
    Entry("Sitzungen", "/sitzungen", "sitzungen"),
    Entry("Aufgaben", "/aufgaben", "aufgaben"),
    Entry("Beschlusskontrolle", "/beschlusskontrolle", "beschlusskontrolle"),
)
MINE = (
    Entry("Beschlüsse", "/beschluesse", "beschluesse"),
    Entry("Berichte", "/berichte", "berichte"),
    Entry("Zusammenfassungen", "/digests", "digests"),
    Entry("Kalender-Abo", "/kalender", "kalender"),
    Entry("Einstellungen", "/einstellungen", "einstellungen"),
)
OFFICE = (
    Entry("Personen", "/personen", "personen"),
    Entry("Träger", "/traeger", "traeger"),
    Entry("Postausgang", "/postausgang", "postausgang"),
)
DECIDING = (Entry("Posteingang", "/posteingang", "posteingang", counted=True),)
BODIES = (Entry("Körperschaften", "/koerperschaften", "koerperschaften"),)


@dataclass(frozen=True)
class Viewer:
    name: str
    initials: str
    nav: tuple[Entry, ...]
    more: tuple[Entry, ...]


def viewer(actor: Actor) -> Viewer:
    office = OFFICE if actor.office_of else ()
    bodies = BODIES if actor.office_of or actor.operator else ()
    deciding = DECIDING if actor.office_of or actor.leads else ()
    more = (*office, *deciding, *bodies, *MINE)
    return Viewer(name=actor.name, initials=actor.initials, nav=MAIN, more=more)
