"""The export registry: every column that points to a person or holds personal data (trust.md D2, D5).

A new one that is missing here fails the build (tests/house/test_privacy.py).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """Rows of `table` whose `column` is the person; `leave_out` are secrets and bytes."""

    heading: str
    table: str
    column: str
    leave_out: tuple[str, ...] = ()


REGISTRY = (
    Source("Stammdaten", "person", "id"),
    Source("Tätigkeiten bei Trägern", "affiliation", "person"),
    Source("Ämter", "office_role", "person"),
    Source("Mitgliedschaften", "membership", "person"),
    Source(
        "Einladungen und Antworten",
        "invitation",
        "person",
        ("reply_token_hash", "answer_token_hash"),
    ),
    Source("Aufgaben", "task", "person"),
    Source("Kommentare und Schritte an Aufgaben", "task_step", "person"),
    Source("Schritte an Aufträgen", "mandate_step", "person"),
    Source("Genehmigte Protokolle", "minutes", "approved_by"),
    Source(
        "Eingelesene Vorlagen",
        "vorlage",
        "created_by",
        ("paper", "reading", "evidence", "source_text"),
    ),
    Source("E-Mails", "outgoing_mail", "person_id", ("mime",)),
    Source(
        "Anmeldeversuche",
        "login_request",
        "person",
        ("token_hash", "code_hash", "browser_hash", "address_hash", "network_hash"),
    ),
    Source("Anmeldungen", "login_session", "person", ("token_hash",)),
    Source("Zusammenfassungen", "subscription", "person", ("token_hash",)),
    Source("Kalender-Abos", "calendar_feed", "person", ("token_hash",)),
    Source("Eigene Vorgänge im Audit", "audit_entry", "actor_id"),
)

# Columns with a name or an address of somebody that are no link to a person, and why.
NAMES_WITHOUT_A_LINK = {
    ("body", "contact_name"): "the office's public contact",
    ("body", "contact_mail"): "the office's public contact",
    ("body", "contact_phone"): "the office's public contact",
    ("outgoing_mail", "recipient_name"): "beside person_id",
    ("outgoing_mail", "recipient_address"): "beside person_id",
    ("mandate_step", "person_name"): "beside person; stays in the record",
    ("task_step", "person_name"): "beside person; stays in the record",
    ("minutes", "taken_by"): "part of the minutes",
    ("minutes", "approved_by_name"): "beside approved_by",
    ("minutes_item", "changed_by_name"): "part of the minutes",
    ("minutes_revision", "created_by_name"): "part of the minutes",
    ("invitation", "address"): "beside person",
    ("invitation", "deputy_name"): "named by the invited person",
    ("agenda_item", "presenter"): "part of the agenda",
    ("audit_entry", "actor_name"): "beside actor_id; survives the person as long as the term says",
    ("calendar_feed", "device"): "beside person",
    ("membership", "deputy_of"): "a membership, not a person",
}
PERSONAL_COLUMNS = {  # trust.md D2: what Person may hold, and nothing else
    "id", "body", "given_name", "family_name", "title", "email", "phone", "created_at", "blocked",
}  # fmt: skip
