"""What becomes of everything that points to a person when two entries of one human become one.

A column that is missing in LINKS fails the build (tests/duplicates/test_links.py).
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from piccolo.columns import Column, ForeignKey
from piccolo.table import Table

from app.accounts.tables import LoginRequest, Session
from app.agenda.tables import AgendaProposal
from app.api.tables import AccessKey
from app.attachments.tables import Attachment, TaskFile
from app.boards.tables import TaskFilter
from app.core.errors import RuleViolation
from app.decisions.tables import ImplementationStep
from app.digest.tables import Choice, Digest, Subscription
from app.feeds.tables import CalendarFeed
from app.groups.rules.periods import Period
from app.groups.tables import EventFile, EventParticipant, Membership
from app.importers.tables import OparlSource
from app.invitations.tables import Invitation, SeriesInvitation
from app.mandates.tables import MandateProposal, MandateStep
from app.minutes.tables import Addendum, Minutes, Objection
from app.notifications.tables import NotificationChoice, WaitingNotification
from app.outbox.tables import OutgoingMail, SuspendedAddress
from app.people.tables import Affiliation, OfficeRole, Person, PersonAddress, PersonMerge
from app.polls.tables import PollVote, PollVoter
from app.replies.tables import InboundMail
from app.reports.tables import Report
from app.rosters.tables import RosterImport
from app.tasks.tables import Substep, Task, TaskPerson, TaskStep, Watcher
from app.vorlagen.tables import Fassung, Vorlage, VorlageFile, WordingHint

FIELDS = ("title", "given_name", "family_name", "email", "phone")
UNDO_WITHIN = timedelta(days=30)


class Fate(StrEnum):
    MOVED = "moved"  # belongs to the kept entry from now on
    SETTLED = "settled"  # so does this, after queries/clashes.py has found what would stand twice
    ENDED = "ended"  # is gone; an undo does not bring it back


@dataclass(frozen=True)
class Link:
    """Rows of `table` whose `column` is a person."""

    heading: str
    table: type[Table]
    column: str
    fate: Fate = Fate.MOVED


LINKS = (
    Link("Tätigkeiten bei Trägern", Affiliation, "person", Fate.SETTLED),
    Link("Ämter", OfficeRole, "person", Fate.SETTLED),
    Link("Weitere Adressen", PersonAddress, "person"),
    Link("Frühere Zusammenführungen", PersonMerge, "kept"),
    Link("Vorgenommene Zusammenführungen", PersonMerge, "merged_by"),
    Link("Vorschläge zur Tagesordnung", AgendaProposal, "person"),
    Link("Mitgliedschaften", Membership, "person", Fate.SETTLED),
    Link("Teilnahme an Veranstaltungen", EventParticipant, "person", Fate.SETTLED),
    Link("Hinterlegte Dokumentation", EventFile, "uploaded_by"),
    Link("Einladungen und Antworten", Invitation, "person", Fate.SETTLED),
    Link("Einladungen zu Reihen", SeriesInvitation, "person", Fate.SETTLED),
    Link("Terminabfragen", PollVoter, "person", Fate.SETTLED),
    Link("Eingegangene Antworten", InboundMail, "person"),
    Link("Aufgaben", Task, "person"),
    Link("Aufgaben zusammen mit anderen", TaskPerson, "person", Fate.SETTLED),
    Link("Beobachtete Aufgaben", Watcher, "person", Fate.SETTLED),
    Link("Erledigte Teilschritte", Substep, "done_by"),
    Link("Gemerkte Filter", TaskFilter, "person"),
    Link("Schritte an Aufgaben", TaskStep, "person"),
    Link("Schritte an Aufträgen", MandateStep, "person"),
    Link("Vorgeschlagene Aufträge", MandateProposal, "person"),
    Link("Schritte an Beschlüssen", ImplementationStep, "person"),
    Link("Genehmigte Protokolle", Minutes, "approved_by"),
    Link("Einwände gegen Protokolle", Objection, "person"),
    Link("Anhänge zu Protokollen", Addendum, "person"),
    Link("Freigegebene Berichte", Report, "released_by"),
    Link("Eingelesene Vorlagen", Vorlage, "created_by"),
    Link("Eingelesene Fassungen", Fassung, "created_by"),
    Link("Entschiedene Vorschläge", WordingHint, "decided_by"),
    Link("Hinterlegte Anlagen", VorlageFile, "uploaded_by"),
    Link("Hinterlegte Anlagen von Sitzungen", Attachment, "uploaded_by"),
    Link("Hinterlegte Dateien zu Aufgaben", TaskFile, "uploaded_by"),
    Link("OParl-Schnittstellen", OparlSource, "created_by"),
    Link("Eingelesene Listen", RosterImport, "created_by"),
    Link("E-Mails im Postausgang", OutgoingMail, "person_id"),
    Link("Gesammelte Benachrichtigungen", WaitingNotification, "person_id"),
    Link("Gewählte Benachrichtigungen", NotificationChoice, "person_id", Fate.ENDED),
    Link("Adressen, von denen E-Mails zurückkamen", SuspendedAddress, "person_id"),
    Link("Zusammenfassungen", Subscription, "person", Fate.SETTLED),
    Link("Kalender-Abos", CalendarFeed, "person"),
    Link("Zugangsschlüssel", AccessKey, "person", Fate.ENDED),
    Link("Anmeldungen", Session, "person", Fate.ENDED),
    Link("Anmeldeversuche", LoginRequest, "person", Fate.ENDED),
)
# What points to a row that a clash takes away goes on with the row that stays.
FOLLOWERS: dict[type[Table], tuple[tuple[type[Table], str], ...]] = {
    Subscription: ((Choice, "subscription"), (Digest, "subscription")),
    Membership: ((Membership, "deputy_of"),),
    Affiliation: (),
    EventParticipant: (),
    Invitation: ((InboundMail, "invitation"),),
    SeriesInvitation: ((Invitation, "series_invitation"), (InboundMail, "series_invitation")),
    PollVoter: ((PollVote, "voter"),),
    PollVote: (),
    OfficeRole: (),
    TaskPerson: (),
    Watcher: (),
}
STAYS = {  # ids of persons in columns without a foreign key, and why they stay
    ("audit_entry", "actor_id"): "a log is not rewritten",
    ("person_merge", "dissolved_id"): "says who was dissolved",
}


def name_of(table: type[Table]) -> str:
    return str(table._meta.tablename)  # noqa: SLF001 - Piccolo's own name for it


def columns_of(table: type[Table]) -> list[Column]:
    return list(table._meta.columns)  # noqa: SLF001 - Piccolo's own name for it


def column_of(table: type[Table], name: str) -> Column:
    return table._meta.get_column_by_name(name)  # noqa: SLF001 - Piccolo's own name for it


def referred(column: Column) -> type[Table] | None:
    """The table a foreign key points to."""
    if not isinstance(column, ForeignKey):
        return None
    return column._foreign_key_meta.resolved_references  # noqa: SLF001 - Piccolo's own name for it


ALL: list[type[Table]] = [Person, Choice, Digest, *FOLLOWERS, *(link.table for link in LINKS)]
KNOWN: dict[str, type[Table]] = {name_of(table): table for table in ALL}


@dataclass(frozen=True, kw_only=True)
class Clash:
    """Two rows that cannot both belong to one person: `drop` goes, `stays` stays.

    `refuses`: a person has to decide first. `withdraw`: the meeting whose invitation is taken back
    from the address of the dropped row.
    """

    sentence: str
    table: type[Table]
    drop: UUID | None = None
    stays: UUID | None = None
    refuses: bool = False
    withdraw: UUID | None = None


@dataclass(frozen=True)
class Moved:
    """Ids of rows of `table` whose `column` changed from `old` to `new`."""

    table: str
    column: str
    old: str
    new: str
    ids: list[str] = field(default_factory=list)


def check_may_dissolve(other: Person, actor_id: UUID) -> None:
    """Raises RuleViolation."""
    if other.id == actor_id:
        raise RuleViolation(
            "Mit diesem Eintrag sind Sie angemeldet. Bitte behalten Sie ihn und lösen Sie den "
            "anderen auf."
        )


def check_not_erased(*persons: Person) -> None:
    """Raises RuleViolation: of whom only a pseudonym is left, nobody can tell who it was."""
    if any(person.erased_at is not None for person in persons):
        raise RuleViolation("Ein gelöschter Eintrag lässt sich mit keinem anderen zusammenführen.")


def check_offices(
    kept: set[tuple[UUID, str]], other: set[tuple[UUID, str]], may_give: set[tuple[UUID, str]]
) -> None:
    """(body, office). Raises RuleViolation: a merger gives nobody an office.

    Who logs in with the address of the one has the offices of the other, so the actor must be
    one who holds these offices.
    """
    if (kept | other) - may_give:
        raise RuleViolation(
            "Einer der Einträge hat ein Amt, das Sie selbst nicht haben. Solche Einträge lassen "
            "sich hier nicht zusammenführen."
        )
    if other - kept:
        raise RuleViolation(
            "Der aufzulösende Eintrag gehört zur Koordination, der andere nicht. Bitte tauschen "
            "Sie die beiden."
        )


def contains(outer: Period, inner: Period) -> bool:
    return outer.since <= inner.since and (outer.until or date.max) >= (inner.until or date.max)


def check_in_time(merged_at: datetime, now: datetime) -> None:
    """Raises RuleViolation."""
    if now - merged_at > UNDO_WITHIN:
        raise RuleViolation(
            f"Zurücknehmen lässt sich eine Zusammenführung {UNDO_WITHIN.days} Tage lang. "
            "Diese ist älter."
        )
