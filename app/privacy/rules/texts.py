"""Where texts may name somebody, and where a name stays after an Löschung (loeschkonzept.md).

Every table stands here; a new one that does not fails the build (tests/house/test_privacy.py). Its
texts are then rewritten by themselves, so that a new column needs a reason only to keep names.
"""

from dataclasses import dataclass
from functools import reduce
from typing import Any

from piccolo.columns import JSONB, Column, Text, Varchar
from piccolo.querystring import QueryString
from piccolo.table import Table

from app.accounts.tables import LoginRequest, Session
from app.agenda.tables import AgendaLink, AgendaProposal
from app.api.tables import AccessKey
from app.attachments.tables import Attachment, TaskFile
from app.audit.tables import AuditEntry
from app.boards.tables import TaskFilter
from app.control.tables import FormerState
from app.decisions.tables import Decision, ImplementationStep, RegisterEntry
from app.digest.tables import Choice, CommitteeRhythm, Digest, Subscription
from app.feeds.tables import CalendarChange, CalendarFeed
from app.files.tables import File
from app.groups.tables import (
    CompositionRule,
    EventFile,
    EventParticipant,
    FormerName,
    Group,
    GroupEvent,
    Membership,
    Succession,
)
from app.importers.tables import OparlPaper, OparlRun, OparlSource
from app.invitations.tables import Invitation, InvitationOrder, SeriesInvitation
from app.mandates.tables import Mandate, MandateProposal, MandateStep
from app.meetings.tables import AgendaItem, Meeting, MeetingSeries, SchoolHoliday
from app.minutes.tables import (
    Addendum,
    Information,
    Minutes,
    MinutesItem,
    MinutesRevision,
    Objection,
    Span,
    TextRevision,
)
from app.notifications.tables import NotificationChoice, WaitingNotification
from app.oparl.tables import OparlObject
from app.outbox.tables import OutgoingMail, PeriodicRun, SuspendedAddress
from app.people.tables import (
    Affiliation,
    Body,
    OfficeRole,
    Person,
    PersonAddress,
    PersonMerge,
    Region,
    Traeger,
    TraegerInSet,
    TraegerRegion,
    TraegerSet,
)
from app.polls.tables import Poll, PollDate, PollVote, PollVoter
from app.replies.tables import InboundMail
from app.reports.tables import (
    Report,
    ReportDeadline,
    ReportRevision,
    ReportSection,
    ReportSubject,
)
from app.rosters.tables import RosterImport
from app.search.tables import FileText
from app.tasks.tables import Substep, Task, TaskPerson, TaskStep, Watcher
from app.textblocks.tables import TextBlock
from app.vorlagen.tables import (
    CommitteeSession,
    Consultation,
    DecisionPoint,
    Fassung,
    GroupOrigin,
    PaperDraft,
    Vorlage,
    VorlageFile,
    WordingHint,
)
from app.webhooks.tables import Webhook, WebhookCall


@dataclass(frozen=True)
class Texts:
    """The texts of one table. `group`, `meeting`: the way to them, so that places have a name and
    "Frau Cordes" is understood as the group understands it. No place: told elsewhere, or no prose.
    """

    table: type[Table]
    place: str = ""
    group: str = ""
    meeting: str = ""

    def way(self, columns: str) -> Any:
        """minutes.meeting → the column of the meeting's id, joined; NULL for no way."""
        if not columns:
            return QueryString("NULL::uuid")
        return reduce(getattr, columns.split("."), self.table)


REVISION = "Versandte oder genehmigte Fassung des Protokolls"
TEXTS = (
    Texts(Group, "Angaben zur Gruppe", "id"),
    Texts(GroupEvent, "Veranstaltung", "group"),
    Texts(EventParticipant, "Teilnahme an einer Veranstaltung", "event.group"),
    Texts(Succession, "Nachfolge einer Gruppe", "group"),
    Texts(CompositionRule, "Regel zur Besetzung", "group"),
    Texts(Membership, "Sitz in einer Gruppe", "group"),
    Texts(Meeting, "Sitzung", "group", "id"),
    Texts(AgendaItem, "Tagesordnung", "meeting.group", "meeting"),
    Texts(Attachment, "Bezeichnung einer Anlage", "meeting.group", "meeting"),
    Texts(FileText, "Text einer PDF-Datei für die Suche (die Datei selbst bleibt)", "group", "meeting"),
    Texts(AgendaProposal, "Vorschlag zur Tagesordnung", "meeting.group", "meeting"),
    Texts(Decision, "Beschluss", "agenda_item.meeting.group", "agenda_item.meeting"),
    Texts(RegisterEntry, "Beschlussregister", "group", "meeting"),
    Texts(ImplementationStep, "Stand eines Beschlusses", "entry.group", "entry.meeting"),
    Texts(Invitation, "Einladung", "meeting.group", "meeting"),
    Texts(MeetingSeries, "Reihe von Sitzungen", "group"),
    Texts(SeriesInvitation, "Einladung zu einer Reihe", "series.group"),
    Texts(Poll, "Terminabfrage", "group"),
    Texts(PollVoter, "Antwort auf eine Terminabfrage", "poll.group"),
    Texts(InboundMail, "Eingegangene E-Mail", "meeting.group", "meeting"),
    Texts(Minutes, "Protokoll", "meeting.group", "meeting"),
    Texts(MinutesItem, "Text im Protokoll", "minutes.meeting.group", "minutes.meeting"),
    Texts(TextRevision, "Frühere Fassung eines Textes im Protokoll", "item.minutes.meeting.group", "item.minutes.meeting"),
    Texts(MinutesRevision, REVISION, "minutes.meeting.group", "minutes.meeting"),
    Texts(Information, "Information im Protokoll", "agenda_item.meeting.group", "agenda_item.meeting"),
    Texts(Objection, "Einwand gegen ein Protokoll", "minutes.meeting.group", "minutes.meeting"),
    Texts(Addendum, "Anhang zu einem Protokoll", "minutes.meeting.group", "minutes.meeting"),
    Texts(TextBlock, "Textbaustein für Protokolle", "group"),
    Texts(FormerState),
    Texts(Mandate, "Auftrag", "group"),
    Texts(MandateProposal, "Vorgeschlagener Auftrag", "group"),
    Texts(MandateStep, "Schritt an einem Auftrag", "mandate.group"),
    Texts(Task, "Aufgabe", "group"),
    Texts(Substep, "Teilschritt einer Aufgabe", "task.group"),
    Texts(TaskStep, "Kommentar zu einer Aufgabe", "task.group"),
    Texts(Digest, "Zusammenfassung per E-Mail", "subscription.committee"),
    Texts(WaitingNotification, "Benachrichtigung, die auf die E-Mail des Tages wartet", "group_id"),
    Texts(Report, "Sachstandsbericht", "committee"),
    Texts(ReportSection, "Text in einem Sachstandsbericht", "report.committee"),
    Texts(ReportRevision, "Frühere Fassung eines Textes in einem Sachstandsbericht", "section.report.committee"),
    Texts(DecisionPoint, "Beschlusspunkt einer Vorlage"),
    Texts(Fassung, "Fassung einer Vorlage"),
    Texts(Vorlage, "Vorlage"),
    Texts(File, "Name einer Datei"),
    Texts(RosterImport, "Eingelesene Liste"),
    *map(Texts, (
        AccessKey, AgendaLink, Affiliation, Span, AuditEntry, Body, CalendarChange, CalendarFeed, Choice, CommitteeRhythm, CommitteeSession, Consultation, EventFile,
        FormerName, GroupOrigin, InvitationOrder, LoginRequest, NotificationChoice, OfficeRole, OparlObject, OparlPaper, OparlRun,
        OparlSource, OutgoingMail, PaperDraft, PeriodicRun, Person, PersonAddress, PersonMerge,
        PollDate, PollVote, ReportDeadline, ReportSubject, SchoolHoliday,
        Region, Session, Subscription, SuspendedAddress, TaskFile, TaskFilter, TaskPerson, Traeger, TraegerInSet, TraegerRegion, TraegerSet,
        VorlageFile, Watcher, Webhook, WebhookCall, WordingHint,
    )),
)  # fmt: skip

COUNCIL = "the council's paper, public and kept by the council's own rules"
KEPT = {  # (table, column) → why a name stays there
    **dict.fromkeys(
        [
            ("vorlage", "title"), ("vorlage", "paper"), ("vorlage", "reading"),
            ("vorlage", "evidence"), ("vorlage", "source_text"), ("vorlage", "lead_unit"),
            ("fassung", "paper"), ("fassung", "reading"), ("fassung", "evidence"),
            ("fassung", "source_text"), ("paper_draft", "reading"), ("paper_draft", "evidence"),
            ("paper_draft", "warnings"), ("paper_draft", "resolutions"),
            ("paper_draft", "source_text"), ("oparl_paper", "object"), ("oparl_paper", "title"),
            ("consultation", "result_raw"), ("consultation", "resolution_text"),
            ("consultation", "meeting_title"), ("consultation", "committee_name"),
            ("decision_point", "text"), ("wording_hint", "sentence"), ("wording_hint", "data"),
            ("composition_rule", "quote"), ("vorlage_file", "printed_name"),
        ],
        COUNCIL,
    ),
    ("body", "contact_name"): "whom the office names in public until it names somebody else",
    ("body", "contact_mail"): "whom the office names in public until it names somebody else",
    ("body", "contact_phone"): "whom the office names in public until it names somebody else",
    ("body", "postal_address"): "the office's own",
    ("traeger", "name"): "of a house; a freelance one may be called like its owner",
    ("traeger", "contact_mail"): "of a house",
}  # fmt: skip
KEPT_BYTES = (
    "E-Mails an andere, in denen der Name steht, bis zur Frist für den Inhalt von E-Mails",
    "Anlagen, die jemand hochgeladen hat: Spurwerk ändert sie nicht, nur ihren Text für die Suche",
    "Sicherungen, bis sie ablaufen",
)


def columns_of(table: type[Table]) -> list[Column]:
    """The texts in which a name may stand and does not stay."""
    return [
        column
        for column in table._meta.columns  # noqa: SLF001 - Piccolo's own name for it
        if isinstance(column, (Varchar, Text, JSONB))
        and not column._meta.choices  # noqa: SLF001
        and not column._meta.primary_key  # noqa: SLF001
        and (table._meta.tablename, column._meta.name) not in KEPT  # noqa: SLF001
    ]
