from piccolo.columns import (
    UUID,
    ForeignKey,
    Integer,
    OnDelete,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.table import Table

from app.core.words import Visibility, Word
from app.groups.tables import Group
from app.people.tables import Traeger
from app.vorlagen.tables import Vorlage


class MeetingStatus(Word):
    PLANNED = "planned", "geplant"
    INVITED = "invited", "eingeladen"
    RUNNING = "running", "läuft"
    HELD = "held", "beendet"
    CANCELLED = "cancelled", "abgesagt"


class Meeting(Table):
    """starts_at and ends_at are UTC; meant as wall-clock time of `zone`."""

    id = UUID(primary_key=True)
    group = ForeignKey(Group, index=True, null=False)
    title = Varchar(length=200, help_text="for instance 5. Sitzung")
    starts_at = Timestamptz(index=True, default=None)
    ends_at = Timestamptz(default=None)
    zone = Varchar(length=40, default="Europe/Berlin")
    place = Varchar(length=300, default="")
    video_url = Varchar(length=500, default="")
    status = Varchar(length=20, choices=MeetingStatus, default=MeetingStatus.PLANNED)
    cancel_reason = Text(default="")
    uid = Varchar(length=70, unique=True, help_text="iCalendar UID, never reused")
    sequence = Integer(default=0, help_text="iCalendar SEQUENCE (RFC 5546 §2.1.4)")
    version = Integer(default=1)
    created_at = Timestamptz(default=TimestamptzNow())
    updated_at = Timestamptz(default=TimestamptzNow())


class AgendaItem(Table):
    id = UUID(primary_key=True)
    meeting = ForeignKey(Meeting, index=True, null=False)
    position = Integer(help_text="from 1")
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
