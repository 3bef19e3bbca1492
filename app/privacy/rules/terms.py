"""docs/datenschutz/loeschkonzept.md as rows: what is kept how long, and what happens then.

Pages, the Auskunft and docs/datenschutz/ take their numbers from here; operations/retention.py
carries the rows out.
"""

import re
from dataclasses import dataclass

from app.core.terms import Terms, variable


@dataclass(frozen=True)
class Term:
    """`setting` names a field of Terms, or None where others see to it; `since` begins the term."""

    key: str
    data: str
    setting: str | None
    since: str
    then: str
    kept: str = ""  # the term in words where no setting says it


TERMS = (
    Term("logins", "Anmeldelinks und Codes", "login_hours", "ab dem Anfordern", "löschen"),
    Term("sessions", "Anmeldungen", "session_days", "ab ihrem Ende", "löschen"),
    Term("security", "Vorgänge: An- und Abmeldungen", "security_months", "ab dem Vorgang", "löschen"),
    Term("mail_bodies", "Inhalt versandter E-Mails", "mail_body_days", "ab dem Versand", "leeren"),
    Term("mails", "Kopf und Stand versandter E-Mails", "mail_months", "ab dem Versand", "löschen"),
    Term(
        "notifications", "Gesammelte Benachrichtigungen (leer, sobald sie in einer E-Mail standen)",
        "mail_months", "ab dieser E-Mail", "löschen",
    ),
    Term("bounces", "Adressen, von denen E-Mails zurückkamen", "mail_months", "ab der letzten", "löschen"),
    Term(
        "inbound_bodies", "Inhalt empfangener E-Mails", "inbound_body_days", "ab dem Empfang", "leeren"
    ),
    Term(
        "inbound_mails", "Kopf und Stand empfangener E-Mails", "mail_months", "ab dem Empfang",
        "löschen",
    ),
    Term(
        "answers", "Antworten auf Einladungen", "answers_years", "ab dem Ende des Kalenderjahrs",
        "Antwort, Bemerkung, Vertretung und Adresse leeren",
    ),
    Term(
        "series_answers", "Antworten auf Einladungen zu Reihen", "answers_years",
        "ab dem Ende des Kalenderjahrs der letzten Sitzung", "Antwort, Bemerkung und Adresse leeren",
    ),
    Term(
        "polls", "Antworten auf Terminabfragen", "answers_years",
        "ab dem Ende des Kalenderjahrs des letzten Termins", "löschen",
    ),
    Term(
        "proposals", "Vorschläge zur Tagesordnung", "answers_years",
        "ab dem Ende des Kalenderjahrs der Sitzung", "löschen; angenommene Punkte bleiben",
    ),
    Term(
        "mandate_proposals", "Vorgeschlagene Aufträge", "answers_years",
        "ab dem Ende des Kalenderjahrs der Antwort", "löschen; angenommene Aufträge bleiben",
    ),
    Term(
        "drafts", "Versandte Fassungen genehmigter Protokolle", "drafts_months",
        "ab der Genehmigung", "löschen; die genehmigte Fassung bleibt",
    ),
    Term(
        "saves", "Frühere Fassungen der Texte genehmigter Protokolle", "drafts_months",
        "ab der Genehmigung", "löschen",
    ),
    Term(
        "objections", "Einwände gegen genehmigte Protokolle", "drafts_months",
        "ab der Genehmigung", "löschen",
    ),
    Term(
        "report_saves", "Frühere Fassungen der Texte freigegebener Berichte", "drafts_months",
        "ab der Freigabe", "löschen",
    ),
    Term(
        "reports", "Freigegebene Sachstandsberichte", "records_years", "ab der Freigabe",
        "dem Archiv anbieten; erst danach löscht sie ein Mensch",
    ),
    Term(
        "records", "Genehmigte Protokolle mit Beschlüssen", "records_years", "ab der Genehmigung",
        "dem Archiv anbieten; erst danach löscht sie ein Mensch",
    ),
    Term("tasks", "Erledigte und verworfene Aufgaben mit ihren Dateien", "tasks_years", "ab dem letzten Stand", "löschen"),
    Term(
        "removed_files", "Entfernte Anlagen", "removed_files_days", "ab dem Entfernen",
        "mit ihren Bytes löschen",
    ),
    Term(
        "removed_attachments", "Entfernte Anlagen von Sitzungen", "removed_files_days",
        "ab dem Entfernen", "mit ihren Bytes löschen",
    ),
    Term(
        "removed_task_files", "Entfernte Dateien zu Aufgaben", "removed_files_days",
        "ab dem Entfernen", "mit ihren Bytes löschen",
    ),
    Term(
        "attachments", "Anlagen von Sitzungen, die zu keinem genehmigten Protokoll gehören",
        "attachments_years", "ab der Sitzung", "mit ihren Bytes löschen",
    ),
    Term(
        "discarded_reports", "Verworfene Entwürfe von Sachstandsberichten", "removed_files_days",
        "ab dem Verwerfen", "löschen",
    ),
    Term("removed_blocks", "Entfernte Textbausteine", "removed_files_days", "ab dem Entfernen", "löschen"),
    Term(
        "rosters", "Zeilen eingelesener Listen", "rosters_days", "ab dem Ende des Einlesens", "leeren"
    ),
    Term(
        "merges", "Zusammengeführte Einträge: was zum Zurücknehmen nötig ist", None,
        "ab dem Zusammenführen", "leeren", kept="30 Tage",
    ),
    Term(
        "notices", "Personen ohne Mitgliedschaft, Amt und Einladung", "account_notice_days",
        "ab dem letzten Tag", "Hinweis per E-Mail",
    ),
    Term(
        "accounts", "dieselben", "account_days", "ab dem Hinweis",
        "löschen, in Protokollen durch ein Pseudonym ersetzen",
    ),
    Term(
        "void_notices", "Hinweise an Personen, die wieder eine Mitgliedschaft haben", None,
        "ab dem Beginn", "zurücknehmen", kept="sofort",
    ),
    Term("audit", "Übrige Vorgänge im Audit", "audit_years", "ab dem Vorgang", "löschen"),
    Term(
        "audit_roles", "Vorgänge zu Mitgliedschaften, Gruppen, Beschlüssen und Genehmigungen",
        "audit_roles_years", "ab dem Vorgang", "löschen",
    ),
    Term(
        "stray_files", "Bytes, auf die kein Eintrag mehr zeigt", None, "ab dem Speichern", "löschen",
        kept="1 Tag",
    ),
    Term(
        "replay", "Gelöschte Personen aus einer zurückgespielten Sicherung", None,
        "ab dem Zurückspielen", "erneut löschen", kept="sofort",
    ),
    Term(
        "backups", "Sicherungen (Betrieb)", None, "ab der Sicherung", "löschen", kept="35 Tage"
    ),
    Term(
        "logs", "Protokoll des Proxys mit IP-Adressen (Betrieb)", None, "ab dem Eintrag",
        "nach 7 Tagen kürzen, dann löschen", kept="90 Tage",
    ),
)  # fmt: skip


def kept_for(term: Term, terms: Terms) -> str:
    """30 Tage"""
    return terms.words(term.setting) if term.setting else term.kept


def as_markdown(terms: Terms) -> str:
    """The table of docs/datenschutz/loeschkonzept.md, with the numbers of these settings."""
    lines = ["| Daten | Frist | beginnt | dann | Einstellung |", "|---|---|---|---|---|"]
    for term in TERMS:
        setting = f"`{variable(term.setting)}`" if term.setting else "–"
        cells = (term.data, kept_for(term, terms), term.since, term.then, setting)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def with_numbers(document: str, terms: Terms) -> str:
    """The table between its marks, and every term before a mark such as <!-- tasks_years -->."""
    table = f"<!-- fristen -->\n{as_markdown(terms)}\n<!-- /fristen -->"
    document = re.sub(
        r"<!-- fristen -->.*?<!-- /fristen -->", lambda _: table, document, flags=re.DOTALL
    )
    return re.sub(r"\d+ \w+(<!-- (\w+) -->)", lambda hit: terms.words(hit[2]) + hit[1], document)
