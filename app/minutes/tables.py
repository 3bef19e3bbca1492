from typing import Any

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


class ObjectionStatus(Word):
    OPEN = "open", "offen"
    ACCEPTED = "accepted", "übernommen"
    DECLINED = "declined", "abgelehnt"
    WITHDRAWN = "withdrawn", "zurückgezogen"


class Minutes(Table):
    id = UUID(primary_key=True)
    meeting = ForeignKey(Meeting, index=True, null=False, unique=True)
    status = Varchar(length=20, choices=MinutesStatus, default=MinutesStatus.DRAFT)
    taken_by = Varchar(length=250, default="")
    objections_until = Date(null=True, default=None)
    sent_at = Timestamptz(null=True, default=None)
    approved_at = Timestamptz(null=True, default=None)
    approved_by = ForeignKey(Person, null=True, index=True, on_delete=OnDelete.set_null)
    approved_by_name = Varchar(length=250, default="", help_text="or what approved them, in words")
    approved_in: ForeignKey[Any] = ForeignKey(
        Meeting, null=True, index=True, on_delete=OnDelete.set_null,
        help_text="the meeting that approved them",
    )  # fmt: skip
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


class TextRevision(Table):
    """One save of the text of one TOP; never changed, only removed with its term."""

    id = UUID(primary_key=True)
    item = ForeignKey(MinutesItem, null=False)
    version = Integer()
    text = Text()
    rich = Text()
    written_by_name = Varchar(length=250)
    written_at = Timestamptz(null=True, default=None)

    one_per_save = Unique([item, version])


class Span(Table, tablename="minutes_span"):
    """A stretch of the meeting that an item was spoken about; an item may come back later.

    While it runs it has no end, and the database lets only one run in each minutes.
    """

    id = UUID(primary_key=True)
    minutes = ForeignKey(Minutes, index=True, null=False)
    agenda_item = ForeignKey(AgendaItem, index=True, null=False)
    began_at = Timestamptz()
    ended_at = Timestamptz(null=True, default=None)


class Became(Word):
    DECISION = "decision", "Beschluss"
    TASK = "task", "Aufgabe"
    NOTHING = "nothing", "entfernt"


class Information(Table, tablename="minutes_information"):
    """Said and noted in one line, as it was written.

    What it `became` has the same id: a decision or a task. The row stays as where that came from, and
    is no part of the minutes any more.
    """

    id = UUID(primary_key=True)
    agenda_item = ForeignKey(AgendaItem, index=True, null=False)
    text = Text()
    created_by_name = Varchar(length=250)
    created_at = Timestamptz(default=TimestamptzNow())
    became = Varchar(length=10, choices=Became, default="", help_text="empty: it is one still")
    became_by_name = Varchar(length=250, default="")
    became_at = Timestamptz(null=True, default=None)


class MinutesRevision(Table):
    """The whole text as it was sent or approved; never changed."""

    id = UUID(primary_key=True)
    minutes = ForeignKey(Minutes, index=True, null=False)
    status = Varchar(length=20, choices=MinutesStatus)
    content = JSONB()
    created_by_name = Varchar(length=250)
    created_at = Timestamptz(default=TimestamptzNow())


class Objection(Table, tablename="minutes_objection"):
    """What somebody wants an item's text to say; it stays when it is settled."""

    id = UUID(primary_key=True)
    minutes = ForeignKey(Minutes, index=True, null=False)
    agenda_item = ForeignKey(AgendaItem, index=True, null=False)
    person = ForeignKey(Person, null=True, index=True, on_delete=OnDelete.set_null)
    person_name = Varchar(length=250)
    before = Text(help_text="the text it was raised against")
    wording = Text(help_text="as it should be")
    reason = Text(default="")
    status = Varchar(length=20, choices=ObjectionStatus, default=ObjectionStatus.OPEN)
    answer = Text(default="", help_text="why it was declined")
    settled_by_name = Varchar(length=250, default="")
    settled_at = Timestamptz(null=True, default=None)
    told_at = Timestamptz(
        null=True, default=None, help_text="when the members learnt of the correction"
    )
    created_at = Timestamptz(default=TimestamptzNow())


class Addendum(Table, tablename="minutes_addendum"):
    """A dated note below approved minutes; these stay as they are."""

    id = UUID(primary_key=True)
    minutes = ForeignKey(Minutes, index=True, null=False)
    text = Text()
    person = ForeignKey(Person, null=True, index=True, on_delete=OnDelete.set_null)
    person_name = Varchar(length=250)
    created_at = Timestamptz(default=TimestamptzNow())
