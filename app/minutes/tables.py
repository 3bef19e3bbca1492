from piccolo.columns import (
    JSONB,
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
from piccolo.constraints import Unique
from piccolo.table import Table

from app.core.words import Word
from app.files.tables import File
from app.meetings.tables import AgendaItem, Meeting
from app.people.tables import Person


class MinutesStatus(Word):
    DRAFT = "draft", "Entwurf"
    SENT = "sent", "versandt"
    APPROVED = "approved", "genehmigt"


class Minutes(Table):
    id = UUID(primary_key=True)
    meeting = ForeignKey(Meeting, index=True, null=False, unique=True)
    status = Varchar(length=20, choices=MinutesStatus, default=MinutesStatus.DRAFT)
    taken_by = Varchar(length=250, default="")
    objections_until = Date(null=True, default=None)
    sent_at = Timestamptz(null=True, default=None)
    approved_at = Timestamptz(null=True, default=None)
    approved_by = ForeignKey(Person, null=True, index=True, on_delete=OnDelete.set_null)
    approved_by_name = Varchar(length=250, default="")
    pdf = ForeignKey(File, null=True, index=True, on_delete=OnDelete.restrict)
    created_at = Timestamptz(default=TimestamptzNow())


class MinutesItem(Table):
    """The text of one TOP; version guards against two writers.

    `rich`: the source as typed in the editor, cleaned whenever it is shown; empty for plain text.
    `text` is its plain twin, which everything else reads.
    """

    id = UUID(primary_key=True)
    minutes = ForeignKey(Minutes, index=True, null=False)
    agenda_item = ForeignKey(AgendaItem, index=True, null=False)
    text = Text(default="")
    rich = Text(default="")
    version = Integer(default=1)
    changed_by_name = Varchar(length=250, default="")
    changed_at = Timestamptz(null=True, default=None)

    one_per_item = Unique([minutes, agenda_item])


class MinutesRevision(Table):
    """The whole text as it was sent or approved; never changed."""

    id = UUID(primary_key=True)
    minutes = ForeignKey(Minutes, index=True, null=False)
    status = Varchar(length=20, choices=MinutesStatus)
    content = JSONB()
    created_by_name = Varchar(length=250)
    created_at = Timestamptz(default=TimestamptzNow())
