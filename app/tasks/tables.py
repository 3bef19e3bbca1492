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
from piccolo.constraints import Unique
from piccolo.table import Table

from app.core.words import Visibility, Word
from app.groups.tables import Group
from app.mandates.tables import Mandate
from app.meetings.tables import AgendaItem
from app.people.tables import Person, Traeger


class TaskStatus(Word):
    OPEN = "open", "offen"
    IN_PROGRESS = "in_progress", "in Arbeit"
    DONE = "done", "erledigt"
    DROPPED = "dropped", "verworfen"


class Priority(Word):
    HIGH = "high", "hoch"
    NORMAL = "normal", "normal"
    LOW = "low", "niedrig"


class Task(Table):
    """Who does what by when; the TOP it came from and the mandate it serves.

    `person` is the first of those responsible, TaskPerson names the others. `starts_on`: the
    Wiedervorlage; until that day nobody is reminded.
    """

    id = UUID(primary_key=True)
    group = ForeignKey(Group, index=True, null=False)
    agenda_item = ForeignKey(AgendaItem, index=True, null=True, on_delete=OnDelete.set_null)
    mandate = ForeignKey(Mandate, index=True, null=True, on_delete=OnDelete.set_null)
    title = Varchar(length=300)
    person = ForeignKey(Person, index=True, null=True, on_delete=OnDelete.set_null)
    traeger = ForeignKey(Traeger, index=True, null=True, on_delete=OnDelete.set_null)
    starts_on = Date(null=True, default=None)
    due_on = Date(null=True, default=None)
    priority = Varchar(length=10, choices=Priority, default=Priority.NORMAL)
    status = Varchar(length=20, choices=TaskStatus, default=TaskStatus.OPEN)
    done_note = Text(default="")
    done_at = Timestamptz(null=True, default=None)
    visibility = Varchar(length=20, choices=Visibility, default=Visibility.INTERNAL)
    version = Integer(default=1)
    created_at = Timestamptz(default=TimestamptzNow())


class TaskPerson(Table, tablename="task_responsible"):
    """Somebody who is responsible beside the task's first person."""

    id = UUID(primary_key=True)
    task = ForeignKey(Task, index=True, null=False)
    person = ForeignKey(Person, index=True, null=False)

    person_once_per_task = Unique([task, person])


class Substep(Table, tablename="task_substep"):
    """One thing to tick off on the way; positions of a task count up, with gaps."""

    id = UUID(primary_key=True)
    task = ForeignKey(Task, index=True, null=False)
    position = Integer()
    text = Text(help_text="at most 300 characters")
    done_at = Timestamptz(null=True, default=None)
    done_by = ForeignKey(Person, null=True, index=True, on_delete=OnDelete.set_null)
    done_by_name = Varchar(length=250, default="")
    created_at = Timestamptz(default=TimestamptzNow())


class Watcher(Table, tablename="task_watcher"):
    """Wants to be told what others do with the task; is told only while they may read it."""

    id = UUID(primary_key=True)
    task = ForeignKey(Task, index=True, null=False)
    person = ForeignKey(Person, index=True, null=False)

    watcher_once_per_task = Unique([task, person])


class TaskStep(Table):
    """A comment, or a change of state with or without one."""

    id = UUID(primary_key=True)
    task = ForeignKey(Task, index=True, null=False)
    person = ForeignKey(Person, null=True, index=True, on_delete=OnDelete.set_null)
    person_name = Varchar(length=250)
    to_status = Varchar(length=20, default="", help_text="empty: only a comment")
    text = Text(default="")
    at = Timestamptz(default=TimestamptzNow())
