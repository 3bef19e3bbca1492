from typing import Any

from piccolo.columns import (
    UUID,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.columns.reference import LazyTableReference
from piccolo.constraints import Unique
from piccolo.table import Table

from app.core.words import Visibility, Word
from app.groups.tables import Group
from app.people.tables import Body, Traeger
from app.vorlagen.tables import Vorlage


class MeetingStatus(Word):
    PLANNED = "planned", "geplant"
    INVITED = "invited", "eingeladen"
    RUNNING = "running", "läuft"
    HELD = "held", "beendet"
    CANCELLED = "cancelled", "abgesagt"


class ItemKind(Word):
    """What an agenda item is there for."""

    WELCOME = "welcome", "Begrüßung"
    APPROVAL = "approval", "Genehmigung"
    REPORT = "report", "Bericht"
    DISCUSSION = "discussion", "Beratung"
    DECISION = "decision", "Beschluss"
    NOTICE = "notice", "Mitteilung"
    OTHER = "other", "Verschiedenes"
    DATES = "dates", "Termine"


class MeetingSeries(Table, tablename="series"):
    """Meetings by a rule: one UID for all of them. starts_at and ends_at are those of the first, UTC.

    What is cancelled or moved stands at the meetings themselves; the rule stays as it was sent.
    """

    id = UUID(primary_key=True)
    group = ForeignKey(Group, index=True, null=False)
    title = Varchar(length=200)
    rule = Varchar(length=200, help_text="RRULE as app.ical.recurrence writes it, with its end")
    starts_at = Timestamptz(default=None)
    ends_at = Timestamptz(default=None)
    zone = Varchar(length=40, default="Europe/Berlin")
    place = Varchar(length=300, default="")
    room = Varchar(length=120, default="")
    video_url = Varchar(length=500, default="")
    uid = Varchar(length=70, unique=True, help_text="iCalendar UID, never reused")
    sequence = Integer(default=0, help_text="SEQUENCE of the master (RFC 5546 §2.1.4)")
    follows: ForeignKey[Any] = ForeignKey(
        LazyTableReference("MeetingSeries", module_path="app.meetings.tables"),
        index=True, null=True, on_delete=OnDelete.set_null,
        help_text="the series this one goes on from a day (RELATED-TO)",
    )  # fmt: skip
    cancelled_at = Timestamptz(null=True, default=None)
    version = Integer(default=1)
    created_at = Timestamptz(default=TimestamptzNow())
    updated_at = Timestamptz(default=TimestamptzNow())


class Meeting(Table):
    """starts_at and ends_at are UTC; meant as wall-clock time of `zone`.

    A meeting of a series goes out under the UID of the series; `recurrence_at` says which one it is,
    also after it was moved. Its own `uid` is then in no calendar, its `sequence` that of the override.
    """

    id = UUID(primary_key=True)
    group = ForeignKey(Group, index=True, null=False)
    title = Varchar(length=200, help_text="for instance 5. Sitzung")
    starts_at = Timestamptz(index=True, default=None)
    ends_at = Timestamptz(default=None)
    zone = Varchar(length=40, default="Europe/Berlin")
    place = Varchar(length=300, default="")
    room = Varchar(length=120, default="")
    video_url = Varchar(length=500, default="")
    series = ForeignKey(MeetingSeries, index=True, null=True, on_delete=OnDelete.restrict)
    recurrence_at = Timestamptz(
        null=True, default=None, help_text="original start in the series, UTC (RECURRENCE-ID)"
    )
    status = Varchar(length=20, choices=MeetingStatus, default=MeetingStatus.PLANNED)
    began_at = Timestamptz(null=True, default=None, help_text="when it really did, UTC")
    ended_at = Timestamptz(null=True, default=None)
    cancel_reason = Text(default="")
    uid = Varchar(length=70, unique=True, help_text="iCalendar UID, never reused")
    sequence = Integer(default=0, help_text="iCalendar SEQUENCE (RFC 5546 §2.1.4)")
    version = Integer(default=1)
    created_at = Timestamptz(default=TimestamptzNow())
    updated_at = Timestamptz(default=TimestamptzNow())

    once_in_its_series = Unique([series, recurrence_at])


class SchoolHoliday(Table):
    """School holidays of the Land, as the office keeps them: a warning, nothing more."""

    id = UUID(primary_key=True)
    body = ForeignKey(Body, index=True, null=False)
    name = Varchar(length=100)
    since = Date()
    until = Date(help_text="last day, inclusive")


class AgendaItem(Table):
    """Sub-items stand right behind their parent, which is never one itself.

    Labels ("2.1", "Ö 3") are counted, not stored: agenda_numbers(meeting) in the database.
    """

    id = UUID(primary_key=True)
    meeting = ForeignKey(Meeting, index=True, null=False)
    position = Integer(help_text="from 1")
    parent: ForeignKey[Any] = ForeignKey(
        LazyTableReference("AgendaItem", module_path="app.meetings.tables"),
        index=True, null=True, on_delete=OnDelete.set_null,
    )  # fmt: skip
    kind = Varchar(length=20, choices=ItemKind, null=True, default=None)
    title = Varchar(length=300)
    minutes = Integer(null=True, default=None, help_text="planned length")
    presenter = Varchar(length=200, default="")
    visibility = Varchar(length=20, choices=Visibility, default=Visibility.INTERNAL)
    note = Text(default="")
    vorlage = ForeignKey(Vorlage, index=True, null=True, on_delete=OnDelete.set_null)
    money_of = ForeignKey(
        Traeger, index=True, null=True, on_delete=OnDelete.set_null,
        help_text="whose money it is about: a note to chair and minute-taker",
    )  # fmt: skip
    approves = ForeignKey(
        Meeting, index=True, null=True, on_delete=OnDelete.set_null,
        help_text="the meeting whose minutes are approved here",
    )  # fmt: skip
    supplement_on = Date(
        null=True, default=None, help_text="Nachtrag: added that day, after the invitations"
    )
    supplement_mailed_at = Timestamptz(null=True, default=None)
