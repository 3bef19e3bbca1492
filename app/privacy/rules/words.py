"""Codes of the audit log in German, for those it tells about."""

NOUNS = {
    "address": "Adresse", "affiliation": "Tätigkeit bei einem Träger", "agenda": "Tagesordnung",
    "attachment": "Anlage einer Sitzung",
    "committee_session": "Sitzung eines Gremiums", "decision": "Beschluss",
    "decision_point": "Beschlusspunkt", "digest": "Zusammenfassung", "feed": "Kalender-Abo",
    "group": "Gruppe", "invitation": "Einladung", "mail": "E-Mail", "mandate": "Auftrag",
    "meeting": "Sitzung", "membership": "Mitgliedschaft", "minutes": "Protokoll",
    "oparl_run": "OParl-Abgleich", "oparl_source": "OParl-Schnittstelle", "person": "Person",
    "poll": "Terminabfrage", "region": "Region", "retention": "Aufbewahrung", "session": "Anmeldung", "task": "Aufgabe",
    "task_filter": "gemerkter Filter",
    "traeger": "Träger", "vorlage": "Vorlage",
}  # fmt: skip
VERBS = {
    "added": "hinzugefügt", "answered": "beantwortet", "approved": "genehmigt",
    "begun": "begonnen", "brought_back": "zurückgeholt", "cancelled": "abgesagt",
    "changed": "geändert", "chosen": "gewählt", "closed": "beendet", "commented": "kommentiert",
    "corrected": "berichtigt", "created": "angelegt", "dates_added": "Termine ergänzt", "decided": "entschieden",
    "denied": "verwehrt", "discarded": "verworfen", "described": "beschrieben", "edited": "bearbeitet", "ended": "beendet",
    "erased": "gelöscht", "exported": "Auskunft erteilt", "file_added": "Datei hinterlegt",
    "file_brought_back": "Datei zurückgeholt", "file_removed": "Datei entfernt", "given": "vergeben",
    "implementation_noted": "Stand der Umsetzung eingetragen",
    "imported": "eingelesen", "invited": "eingeladen", "kept": "gemerkt", "moved": "weitergeführt",
    "needed": "wieder nötig", "needless": "für erledigt erklärt", "notified": "benachrichtigt",
    "opened": "begonnen", "recorded": "festgehalten", "redacted": "Name ersetzt",
    "passage_removed": "Stelle entfernt",
    "registered": "eingetragen", "proposal_accepted": "Vorschlag angenommen", "proposal_declined": "Vorschlag abgelehnt",
    "proposal_passed_on": "Vorschlag an die Nachfolge übergegangen",
    "proposed": "vorgeschlagen", "released": "freigegeben", "reminded": "erinnert",
    "removed": "entfernt", "revoked": "widerrufen", "sent": "versandt",
    "sent_again": "erneut versandt", "set_up": "eingerichtet", "started": "begonnen",
    "substep_added": "Teilschritt hinzugefügt", "substep_moved": "Teilschritt verschoben",
    "substep_removed": "Teilschritt entfernt", "substep_ticked": "Teilschritt abgehakt oder wieder offen",
    "tested": "zur Probe versandt", "unwatched": "nicht mehr beobachtet", "watched": "beobachtet",
    "withdrawn": "zurückgezogen",
}  # fmt: skip


def action_word(action: str) -> str:
    """Mitgliedschaft: begonnen, for membership.begun; a code without words stays a code."""
    noun, _, verb = action.partition(".")
    return f"{NOUNS[noun]}: {VERBS[verb]}" if noun in NOUNS and verb in VERBS else action
