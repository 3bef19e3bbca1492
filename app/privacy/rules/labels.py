"""What the columns of the registered tables are called in an Auskunft, or why they are not in it.

A column that is in neither of the two fails the build (tests/house/test_privacy.py).
"""

from piccolo.columns import Column
from piccolo.table import Table

from app.accounts.tables import LoginRequest, Session
from app.agenda.tables import AgendaProposal
from app.api.tables import AccessKey
from app.attachments.tables import Attachment, TaskFile
from app.audit.tables import AuditEntry
from app.boards.tables import TaskFilter
from app.decisions.tables import ImplementationStep
from app.digest.tables import Subscription
from app.feeds.tables import CalendarFeed
from app.groups.tables import EventFile, EventParticipant, Membership
from app.importers.tables import OparlSource
from app.invitations.tables import Invitation, SeriesInvitation
from app.mandates.tables import MandateProposal, MandateStep
from app.minutes.tables import Addendum, Minutes, Objection
from app.notifications.tables import NotificationChoice, WaitingNotification
from app.outbox.tables import OutgoingMail, SuspendedAddress
from app.people.tables import Affiliation, OfficeRole, Person, PersonAddress, PersonMerge
from app.polls.tables import PollVoter
from app.replies.tables import InboundMail
from app.reports.tables import Report
from app.rosters.tables import RosterImport
from app.tasks.tables import Substep, Task, TaskPerson, TaskStep, Watcher
from app.vorlagen.tables import Fassung, Vorlage, VorlageFile, WordingHint

Words = dict[str, str]

FOR_MACHINES = frozenset(  # in auskunft.json only: ids without a name, and what every row says
    {
        "id",
        "version",
        "person",
        "person_id",
        "body_id",
        "subject_id",
        "actor_id",
        "dissolved_id",
        "group_id",
    }
)
EVERYWHERE = {
    "id": "Kennung", "version": "Zahl der Änderungen", "created_at": "angelegt am",
    "body": "Körperschaft", "body_id": "Kennung der Körperschaft", "person": "Person",
    "person_id": "Kennung der Person", "created_by": "angelegt durch", "group": "Gruppe",
    "traeger": "Träger", "since": "seit", "until": "bis", "meeting": "Sitzung",
    "agenda_item": "Tagesordnungspunkt", "mandate": "Auftrag", "vorlage": "Vorlage",
    "visibility": "Sichtbarkeit", "title": "Titel", "due_on": "Frist", "status": "Stand",
    "person_name": "Name, wie er dort steht", "text": "Text", "at": "am", "file": "Datei",
    "attempts": "Versuche", "due_at": "fällig am", "uploaded_by": "hinterlegt durch",
    "dated_on": "Datum", "ended_at": "beendet am", "last_used_at": "zuletzt benutzt am",
    "expires_at": "gilt bis", "kind": "Art", "state": "Stand", "name": "Name",
}  # fmt: skip
OWN: dict[type[Table], Words] = {
    Person: {
        "given_name": "Vorname", "family_name": "Nachname", "title": "Titel", "phone": "Telefon",
        "email": "E-Mail-Adresse", "blocked": "gesperrt", "pseudonym": "Nummer des Pseudonyms",
        "erased_at": "gelöscht am", "deletion_notice_at": "Hinweis auf die Löschung am",
    },
    PersonAddress: {"email": "E-Mail-Adresse"},
    Affiliation: {"function": "Funktion"},
    OfficeRole: {"office": "Amt"},
    PersonMerge: {
        "kept": "Eintrag, der blieb", "dissolved_id": "Kennung des aufgelösten Eintrags",
        "moved": "was übernommen wurde", "merged_by": "zusammengeführt durch",
        "merged_at": "zusammengeführt am", "undone_at": "rückgängig gemacht am",
    },
    Membership: {
        "role": "Rolle", "standing": "Art der Mitgliedschaft", "seat": "Sitz",
        "deputy_of": "Vertretung für", "rule": "Sitz nach der Regel",
        "invite_by_default": "wird zu Sitzungen eingeladen",
    },
    EventParticipant: {"event": "Veranstaltung", "number": "Zahl der Personen", "part": "Aufgabe dort"},
    EventFile: {"event": "Veranstaltung"},
    AgendaProposal: {
        "reason": "Begründung", "minutes": "Minuten", "answer": "Antwort",
        "decided_by_name": "entschieden durch", "decided_at": "entschieden am",
    },
    SeriesInvitation: {
        "series": "Reihe", "address": "eingeladen unter", "required": "Teilnahme erwartet",
        "answer": "Antwort", "answered_at": "geantwortet am", "comment": "Bemerkung",
        "answered_sequence": "Antwort auf Fassung Nr.", "answered_stamp": "Zeit der Antwort-E-Mail",
        "sent_sequence": "zuletzt eingeladen mit Fassung Nr.", "sent_stamp": "zuletzt eingeladen am",
        "first_message_id": "Kennung der ersten E-Mail", "revoked_at": "ausgeladen am",
    },
    PollVoter: {
        "poll": "Terminabfrage", "address": "gefragt unter", "needed": "muss können",
        "answered_at": "geantwortet am", "comment": "Bemerkung", "reminded_at": "erinnert am",
        "revoked_at": "nicht mehr gefragt seit",
    },
    InboundMail: {
        "came_by": "Weg", "recipient": "Adresse von Spurwerk", "sender_name": "Name im Absender",
        "sender_address": "Absender", "subject": "Betreff", "outcome": "Ergebnis",
        "reason": "Begründung", "message_id": "Message-ID", "invitation": "Einladung",
        "series_invitation": "Einladung zur Reihe", "partstat": "Antwort", "comment": "Bemerkung",
        "sequence": "Antwort auf Fassung Nr.", "stamp": "Zeit der Antwort",
        "recurrence_at": "Termin der Reihe", "proposed_starts_at": "vorgeschlagener Beginn",
        "proposed_ends_at": "vorgeschlagenes Ende", "received_at": "eingegangen am",
        "settled_at": "erledigt am", "settled_by_name": "erledigt durch",
        "settled_how": "wie erledigt",
    },
    Invitation: {
        "series_invitation": "Einladung zur Reihe", "answered_stamp": "Zeit der Antwort-E-Mail",
        "answer_note": "Hinweis zur Antwort",
        "address": "eingeladen unter", "required": "Teilnahme erwartet", "answer": "Antwort",
        "answered_at": "geantwortet am", "answered_sequence": "Antwort auf Fassung Nr.",
        "comment": "Bemerkung", "deputy_name": "genannte Vertretung", "attendance": "Anwesenheit",
        "came_at": "später gekommen um", "left_at": "früher gegangen um",
        "sent_sequence": "zuletzt eingeladen mit Fassung Nr.", "sent_stamp": "zuletzt eingeladen am",
        "first_message_id": "Kennung der ersten E-Mail", "revoked_at": "ausgeladen am",
    },
    Task: {
        "done_note": "Vermerk zur Erledigung", "done_at": "erledigt am",
        "starts_on": "Wiedervorlage", "priority": "Dringlichkeit",
    },
    TaskPerson: {"task": "Aufgabe"},
    Watcher: {"task": "Aufgabe"},
    Substep: {
        "task": "Aufgabe", "position": "Stelle", "done_by": "erledigt durch", "done_at": "erledigt am",
        "done_by_name": "erledigt durch (wie es dort steht)",
    },
    TaskFilter: {"query": "Auswahl"},
    TaskStep: {"task": "Aufgabe", "to_status": "neuer Stand"},
    ImplementationStep: {
        "entry": "Eintrag im Beschlussregister", "to_state": "neuer Stand", "on_day": "seit dem",
        "sentence": "Begründung",
    },
    MandateStep: {
        "from_status": "alter Stand", "to_status": "neuer Stand", "sentence": "Begründung",
        "on_day": "Tag", "decision": "Beschluss",
    },
    MandateProposal: {
        "reason": "Begründung", "answer": "Antwort", "decided_by_name": "entschieden durch",
        "decided_at": "entschieden am", "decision_point": "Beschlusspunkt",
    },
    Minutes: {
        "taken_by": "Protokoll durch", "objections_until": "Einwände bis", "sent_at": "versandt am",
        "approved_at": "genehmigt am", "approved_by": "genehmigt durch", "pdf": "PDF",
        "approved_by_name": "genehmigt durch (wie es dort steht)",
        "approved_in": "genehmigt in der Sitzung",
    },
    Objection: {
        "minutes": "Protokoll", "before": "Text davor", "wording": "vorgeschlagener Wortlaut",
        "reason": "Begründung", "answer": "Antwort", "settled_by_name": "entschieden durch",
        "settled_at": "entschieden am", "told_at": "Mitgliedern mitgeteilt am",
    },
    Addendum: {"minutes": "Protokoll"},
    Report: {
        "committee": "Ausschuss", "number": "Bericht Nr.", "edition": "Fassung Nr.", "about": "worüber",
        "previous": "Fassung davor", "session_on": "Sitzung am", "fingerprint": "Prüfsumme",
        "facts_at": "Zahlen vom", "released_at": "freigegeben am", "released_by": "freigegeben durch",
        "released_by_name": "freigegeben durch (wie es dort steht)", "discarded_at": "verworfen am",
    },
    Vorlage: {
        "committee": "Ausschuss", "reference": "Vorlagennummer", "paper_type": "Art der Vorlage",
        "lead_unit": "Federführung", "source_note": "Hinweis der Quelle",
    },
    Fassung: {"number": "Fassung Nr.", "received_at": "eingegangen am", "note": "Was neu ist"},
    WordingHint: {
        "decision_point": "Beschlusspunkt", "sentence": "Satz der Vorlage",
        "decided_by": "entschieden durch", "decided_at": "entschieden am",
    },
    VorlageFile: {"printed_name": "Name in der Vorlage", "removed_at": "entfernt am"},
    Attachment: {
        "place": "gehört zu", "accessible": "barrierefrei", "removed_at": "entfernt am",
    },
    TaskFile: {"task": "Aufgabe", "accessible": "barrierefrei", "removed_at": "entfernt am"},
    OparlSource: {"address": "Adresse der Schnittstelle", "watermark": "gelesen bis"},
    RosterImport: {
        "file_name": "Datei", "done_rows": "eingelesene Zeilen", "total_rows": "Zeilen",
        "outcome": "Ergebnis", "stop_reason": "Grund des Abbruchs",
    },
    OutgoingMail: {
        "subject_id": "Kennung des Gegenstands", "group_id": "Kennung der Gruppe", "recipient_name": "an", "subject": "Betreff",
        "recipient_address": "Adresse", "message_id": "Message-ID", "done_at": "abgeschlossen am",
        "last_answer": "Antwort des Mailservers", "envelope_sender": "Umschlagabsender",
    },
    NotificationChoice: {"topic": "Art", "way": "Weg", "chosen_at": "gewählt am"},
    WaitingNotification: {
        "group_id": "Kennung der Gruppe", "topic": "Thema", "told_at": "in einer E-Mail gesagt am",
    },
    SuspendedAddress: {
        "address": "Adresse", "bounces": "zurückgekommene E-Mails", "bounced_at": "zuletzt am",
        "last_answer": "Antwort des Mailservers", "suspended_at": "gesperrt am",
    },
    LoginRequest: {
        "tries": "Eingaben des Codes", "link_used_at": "Link benutzt am",
        "code_used_at": "Code benutzt am",
    },
    Session: {},
    Subscription: {
        "committee": "Ausschuss", "rhythm": "Rhythmus", "chosen_at": "gewählt am",
        "chosen_how": "auf welchem Weg", "watermark": "berichtet bis", "weekday": "Wochentag",
        "told_papers": "neue Vorlagen berichtet bis", "told_mandates": "Aufträge berichtet bis",
        "told_decisions": "Empfehlungen berichtet bis", "told_tasks": "eigene Aufgaben berichtet bis",
        "told_meetings": "Sitzungen berichtet bis", "told_reports": "Berichte berichtet bis",
        "left_out": "nicht gewünscht",
    },
    AccessKey: {
        "program": "Programm", "expires_on": "gilt bis", "ended_at": "gesperrt am",
    },
    CalendarFeed: {
        "device": "Gerät", "revoked_at": "widerrufen am", "with_tasks": "mit eigenen Aufgaben",
    },
    AuditEntry: {
        "actor_id": "Kennung der handelnden Person", "actor_name": "handelnde Person",
        "action": "Vorgang", "subject_id": "Kennung des Gegenstands", "details": "Einzelheiten",
    },
}  # fmt: skip

SECRET = "a key, kept as a hash"  # noqa: S105 - says why, is none
NETWORK = "a keyed hash that nobody can read back"
PAPER = "a council paper, no data about who read it in"
SOFTWARE = "how the software finds its way"
REPORT = "the report itself, to be read at its page"
OTHERS = "names and addresses of other people"
LEFT_OUT: dict[type[Table], Words] = {
    Invitation: {"reply_token_hash": SECRET, "answer_token_hash": SECRET},
    SeriesInvitation: {"reply_token_hash": SECRET, "answer_token_hash": SECRET},
    PollVoter: {"vote_token_hash": SECRET},
    InboundMail: {
        "content_hash": SOFTWARE, "mime": "the mail itself; its sender has it",
        "other_name": OTHERS, "other_address": OTHERS,
    },
    Vorlage: {
        "paper": PAPER, "reading": PAPER, "evidence": PAPER, "source_text": PAPER,
        "source_sha256": PAPER,
    },
    Fassung: {
        "paper": PAPER, "reading": PAPER, "evidence": PAPER, "source_text": PAPER,
        "source_sha256": PAPER,
    },
    WordingHint: {"data": PAPER},
    Report: {"facts": REPORT, "record": REPORT},
    OparlSource: {"start": SOFTWARE, "continue_at": SOFTWARE, "series_began_at": SOFTWARE},
    RosterImport: {"cells": OTHERS, "mapping": SOFTWARE},
    OutgoingMail: {"mime": "the letter itself; its head and fate are told", "dedupe_key": SOFTWARE,
                   "thread_key": SOFTWARE},
    WaitingNotification: {"dedupe_key": SOFTWARE},
    LoginRequest: {
        "address_hash": NETWORK, "network_hash": NETWORK, "token_hash": SECRET,
        "code_hash": SECRET, "browser_hash": SECRET,
    },
    Session: {"token_hash": SECRET},
    Subscription: {"token_hash": SECRET, "served": SOFTWARE, "look_at": SOFTWARE},
    AccessKey: {"token_hash": SECRET, "minute_began": SOFTWARE, "asked": SOFTWARE},
    CalendarFeed: {"token_hash": SECRET},
}  # fmt: skip


def label_of(column: Column) -> str:
    """Raises KeyError for a column that nobody gave a name."""
    name = column._meta.name  # noqa: SLF001 - Piccolo's own name for it
    table = column._meta.table  # noqa: SLF001
    return OWN[table].get(name) or EVERYWHERE[name]


def told_columns(table: type[Table], left_out: tuple[str, ...] = ()) -> list[Column]:
    hidden = {*LEFT_OUT.get(table, {}), *left_out}
    return [c for c in table._meta.columns if c._meta.name not in hidden]  # noqa: SLF001
