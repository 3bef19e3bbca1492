from app.core.words import Word


class Kind(Word):
    """What can be found: the word in the address, and above the list of hits."""

    VORLAGE = "vorlagen", "Vorlagen"
    MINUTES = "protokolle", "Protokolle"
    DECISION = "beschluesse", "Empfehlungen und Beschlüsse"
    AGENDA = "tagesordnung", "Tagesordnungspunkte"
    TASK = "aufgaben", "Aufgaben"
    MANDATE = "auftraege", "Aufträge"
    GROUP = "gruppen", "Gruppen"
    TRAEGER = "traeger", "Träger"
    PERSON = "personen", "Personen"
    FILE = "dateien", "Dateien"


ONE = {
    Kind.VORLAGE: "Vorlage", Kind.MINUTES: "Protokoll", Kind.DECISION: "Beschluss",
    Kind.AGENDA: "Tagesordnungspunkt", Kind.TASK: "Aufgabe", Kind.MANDATE: "Auftrag",
    Kind.GROUP: "Gruppe", Kind.TRAEGER: "Träger", Kind.PERSON: "Person", Kind.FILE: "Datei",
}  # fmt: skip


def kind_of(code: str) -> Kind | None:
    """What is no kind counts as not chosen."""
    return Kind(code) if code in set(Kind) else None
