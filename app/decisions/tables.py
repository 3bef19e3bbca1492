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
from app.meetings.tables import AgendaItem, Meeting
from app.people.tables import Person


class Outcome(Word):
    """A group recommends; only a committee decides."""

    RECOMMENDED = "recommended", "empfohlen"
    DECIDED = "decided", "beschlossen"
    REJECTED = "rejected", "abgelehnt"
    POSTPONED = "postponed", "vertagt"


class Implementation(Word):
    OPEN = "open", "offen"
    PARTLY = "partly", "teilweise umgesetzt"
    DONE = "done", "umgesetzt"
    OBSOLETE = "obsolete", "überholt"


class Decision(Table):
    """Who may read it says its agenda item. `visibility` is a copy from the day it was recorded that
    nothing reads any more; processes of the version before still write it.
    """

    id = UUID(primary_key=True)
    agenda_item = ForeignKey(AgendaItem, index=True, null=False)
    text = Text()
    outcome = Varchar(length=20, choices=Outcome, default=Outcome.RECOMMENDED)
    yes = Integer(null=True, default=None)
    no = Integer(null=True, default=None)
    abstentions = Integer(null=True, default=None)
    visibility = Varchar(length=20, choices=Visibility, default=Visibility.INTERNAL)
    version = Integer(default=1)
    created_at = Timestamptz(default=TimestamptzNow())


class RegisterEntry(Table, tablename="register_entry"):
    """The number of a decision among those of its group in the year of the meeting (Berlin), from 1.

    The database adds it when a decision is recorded (docs/adr/0029). Without a decision it was
    removed again: its number stays and is given to no other.
    """

    id = UUID(primary_key=True)
    group = ForeignKey(Group, index=True, null=False)
    meeting = ForeignKey(Meeting, index=True, null=False)
    decision = ForeignKey(Decision, index=True, null=True, unique=True, on_delete=OnDelete.set_null)
    year = Integer()
    number = Integer()
    implementation = Varchar(length=20, choices=Implementation, default=Implementation.OPEN)
    version = Integer(default=1)
    removed_at = Timestamptz(null=True, default=None)
    removed_by_name = Varchar(length=250, default="")
    created_at = Timestamptz(default=TimestamptzNow())

    once_a_year = Unique([group, year, number])


class ImplementationStep(Table, tablename="implementation_step"):
    """What became of a decision, and since which day."""

    id = UUID(primary_key=True)
    entry = ForeignKey(RegisterEntry, index=True, null=False)
    to_state = Varchar(length=20, choices=Implementation)
    on_day = Date()
    sentence = Text(default="")
    person = ForeignKey(Person, null=True, index=True, on_delete=OnDelete.set_null)
    person_name = Varchar(length=250)
    at = Timestamptz(default=TimestamptzNow())
