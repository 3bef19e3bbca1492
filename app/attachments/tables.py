from piccolo.columns import UUID, Boolean, ForeignKey, OnDelete, Timestamptz, Varchar
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.table import Table

from app.core.words import Visibility, Word
from app.files.tables import File
from app.meetings.tables import AgendaItem, Meeting
from app.people.tables import Person
from app.tasks.tables import Task


class Place(Word):
    MEETING = "meeting", "Sitzung"
    ITEM = "item", "Tagesordnungspunkt"
    MINUTES = "minutes", "Protokoll"


class Attachment(Table):
    """One file at a meeting, one of its agenda items or its minutes; rights come from there.

    An item that is gone leaves its files with the meeting; they then count as confidential.
    """

    id = UUID(primary_key=True)
    meeting = ForeignKey(Meeting, index=True, null=False)
    place = Varchar(length=20, choices=Place, default=Place.MEETING)
    agenda_item = ForeignKey(AgendaItem, index=True, null=True, on_delete=OnDelete.set_null)
    file = ForeignKey(File, index=True, null=False, on_delete=OnDelete.restrict)
    title = Varchar(length=200, default="", help_text="shown instead of the file's name")
    visibility = Varchar(length=20, choices=Visibility, default=Visibility.INTERNAL)
    accessible = Boolean(default=False, help_text="barrierefrei, as who uploaded it says")
    uploaded_by = ForeignKey(Person, null=True, index=True, on_delete=OnDelete.set_null)
    created_at = Timestamptz(default=TimestamptzNow())
    removed_at = Timestamptz(
        null=True, default=None, help_text="for some days it can be brought back"
    )


class TaskFile(Table):
    """One file at a task: read and changed by who reads the task and works on it.

    With its row the database takes the file's row away as well, however the task went.
    """

    id = UUID(primary_key=True)
    task = ForeignKey(Task, index=True, null=False)
    file = ForeignKey(File, index=True, null=False, on_delete=OnDelete.restrict)
    accessible = Boolean(default=False, help_text="barrierefrei, as who uploaded it says")
    uploaded_by = ForeignKey(Person, null=True, index=True, on_delete=OnDelete.set_null)
    created_at = Timestamptz(default=TimestamptzNow())
    removed_at = Timestamptz(
        null=True, default=None, help_text="for some days it can be brought back"
    )
