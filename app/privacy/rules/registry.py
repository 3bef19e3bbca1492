"""The export registry: every column that points to a person or holds personal data (Art. 15 DSGVO).

A new one that is missing here fails the build (tests/house/test_privacy.py); so does a new column of
a registered table without its words in labels.py.
"""

from dataclasses import dataclass

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


@dataclass(frozen=True)
class Source:
    """Rows of `table` whose `column` is the person; `left_out` beside what labels.py leaves out."""

    heading: str
    table: type[Table]
    column: str
    left_out: tuple[str, ...] = ()


REGISTRY = (
    Source("Stammdaten", Person, "id"),
    Source("Weitere Adressen", PersonAddress, "person"),
    Source("Tätigkeiten bei Trägern", Affiliation, "person"),
    Source("Ämter", OfficeRole, "person"),
    Source("Mitgliedschaften", Membership, "person"),
    Source("Teilnahme an Veranstaltungen", EventParticipant, "person"),
    Source("Einladungen und Antworten", Invitation, "person"),
    Source("Einladungen zu Reihen", SeriesInvitation, "person"),
    Source("Terminabfragen", PollVoter, "person"),
    Source("Eingegangene Antworten", InboundMail, "person"),
    Source("Vorschläge zur Tagesordnung", AgendaProposal, "person"),
    Source("Aufgaben", Task, "person"),
    Source("Aufgaben zusammen mit anderen", TaskPerson, "person"),
    Source("Beobachtete Aufgaben", Watcher, "person"),
    Source("Erledigte Teilschritte", Substep, "done_by"),
    Source("Kommentare und Schritte an Aufgaben", TaskStep, "person"),
    Source("Gemerkte Filter", TaskFilter, "person"),
    Source("Schritte an Aufträgen", MandateStep, "person"),
    Source("Vorgeschlagene Aufträge", MandateProposal, "person"),
    Source("Schritte an Beschlüssen", ImplementationStep, "person"),
    Source("Genehmigte Protokolle", Minutes, "approved_by"),
    Source("Einwände gegen Protokolle", Objection, "person"),
    Source("Anhänge zu Protokollen", Addendum, "person"),
    Source("Freigegebene Berichte", Report, "released_by"),
    Source("Eingelesene Vorlagen", Vorlage, "created_by"),
    Source("Eingelesene Fassungen", Fassung, "created_by"),
    Source("Entschiedene Vorschläge aus dem Wortlaut", WordingHint, "decided_by"),
    Source("Hinterlegte Anlagen", VorlageFile, "uploaded_by"),
    Source("Hinterlegte Anlagen von Sitzungen", Attachment, "uploaded_by"),
    Source("Hinterlegte Dateien zu Aufgaben", TaskFile, "uploaded_by"),
    Source("Hinterlegte Dokumentation", EventFile, "uploaded_by"),
    Source("Angebundene OParl-Schnittstellen", OparlSource, "created_by"),
    Source("Eingelesene Listen", RosterImport, "created_by"),
    Source("Zusammengeführte Einträge", PersonMerge, "kept"),
    Source("Zusammenführungen anderer Einträge", PersonMerge, "merged_by", ("moved",)),
    Source("E-Mails", OutgoingMail, "person_id"),
    Source("Gewählte Benachrichtigungen", NotificationChoice, "person_id"),
    Source("Gesammelte Benachrichtigungen", WaitingNotification, "person_id"),
    Source("Adressen, von denen E-Mails zurückkamen", SuspendedAddress, "person_id"),
    Source("Anmeldeversuche", LoginRequest, "person"),
    Source("Anmeldungen", Session, "person"),
    Source("Zusammenfassungen", Subscription, "person"),
    Source("Kalender-Abos", CalendarFeed, "person"),
    Source("Zugangsschlüssel für Programme", AccessKey, "person"),
    Source("Eigene Vorgänge", AuditEntry, "actor_id"),
)
ABOUT = Source("Vorgänge, die Sie betreffen", AuditEntry, "subject_id", ("actor_id", "actor_name"))

# Columns with a name or an address of somebody that are no link to a person, and why.
NAMES_WITHOUT_A_LINK = {
    ("body", "contact_name"): "the office's public contact",
    ("body", "contact_mail"): "the office's public contact",
    ("body", "contact_phone"): "the office's public contact",
    ("outgoing_mail", "recipient_name"): "beside person_id",
    ("outgoing_mail", "recipient_address"): "beside person_id",
    ("suspended_address", "address"): "beside person_id",
    ("agenda_proposal", "person_name"): "beside person; stays in the record",
    ("agenda_proposal", "decided_by_name"): "stays in the record",
    ("mandate_proposal", "person_name"): "beside person; stays in the record",
    ("mandate_proposal", "decided_by_name"): "stays in the record",
    ("mandate_step", "person_name"): "beside person; stays in the record",
    ("task_substep", "done_by_name"): "beside done_by; stays in the record",
    ("task_step", "person_name"): "beside person; stays in the record",
    ("implementation_step", "person_name"): "beside person; stays in the record",
    ("register_entry", "removed_by_name"): "stays with the number",
    ("minutes", "taken_by"): "part of the minutes",
    ("minutes", "approved_by_name"): "beside approved_by",
    ("minutes_objection", "person_name"): "beside person; stays in the record",
    ("minutes_objection", "settled_by_name"): "part of the minutes",
    ("minutes_addendum", "person_name"): "beside person; part of the minutes",
    ("minutes_item", "changed_by_name"): "part of the minutes",
    ("minutes_information", "created_by_name"): "part of the minutes",
    ("minutes_information", "became_by_name"): "part of the minutes",
    ("minutes_revision", "created_by_name"): "part of the minutes",
    ("text_revision", "written_by_name"): "part of the minutes",
    ("report", "released_by_name"): "beside released_by",
    ("report_section", "changed_by_name"): "part of the report",
    ("report_revision", "written_by_name"): "part of the report",
    ("invitation", "address"): "beside person",
    ("series_invitation", "address"): "beside person",
    ("poll_voter", "address"): "beside person",
    ("inbound_mail", "sender_address"): "beside person, until the term for received mail",
    ("inbound_mail", "other_address"): "who asks to come, until the term for received mail",
    ("inbound_mail", "settled_by_name"): "stays as long as the row",
    ("invitation", "deputy_name"): "named by the invited person",
    ("oparl_source", "address"): "of a council's server",
    ("webhook", "address"): "of another program",
    ("oparl_paper", "address"): "of a paper on a council's server",
    ("agenda_item", "presenter"): "part of the agenda",
    ("audit_entry", "actor_name"): "beside actor_id; survives the person as long as the term says",
    ("access_key", "program"): "beside person",
    ("calendar_feed", "device"): "beside person",
    ("membership", "deputy_of"): "a membership, not a person",
    ("traeger", "contact_mail"): "mailbox of a house, of nobody",
    ("former_name", "name"): "of a group",
    ("steering_group", "mail_minutes_sent"): "whether a mail goes out",
    ("steering_group", "mail_minutes_corrected"): "whether a mail goes out",
    ("steering_group", "mail_minutes_approved"): "whether a mail goes out",
    ("person_address", "email"): "beside person",
}
PERSONAL_COLUMNS = {  # what Person may hold, and nothing else (Art. 5 Abs. 1 lit. c DSGVO)
    "id", "body", "given_name", "family_name", "title", "email", "phone", "created_at", "blocked",
    "version", "pseudonym", "erased_at", "deletion_notice_at",
}  # fmt: skip
