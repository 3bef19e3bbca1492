"""Lists of people that the office reads in from a table, checked row by row before anything is kept."""

from piccolo.columns import JSONB, UUID, ForeignKey, Integer, OnDelete, Text, Timestamptz, Varchar
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.table import Table

from app.core.words import Word
from app.groups.tables import Group
from app.people.tables import Body, Person


class RosterState(Word):
    MAPPING = "mapping", "Spalten zuordnen"
    CHECKED = "checked", "geprüft"
    RUNNING = "running", "wird eingelesen"
    DONE = "done", "eingelesen"
    FAILED = "failed", "abgebrochen"


class RosterImport(Table):
    """One file. `cells` is the table as read, head first; rows are taken over all or none."""

    id = UUID(primary_key=True)
    body = ForeignKey(Body, index=True, null=False)
    group = ForeignKey(Group, index=True, null=True, on_delete=OnDelete.set_null)
    file_name = Varchar(length=255)
    cells = JSONB(help_text="list of rows of texts; emptied some days after the end")
    mapping = JSONB(default={}, help_text="field → index of its column")
    state = Varchar(length=20, choices=RosterState, default=RosterState.MAPPING)
    done_rows = Integer(default=0)
    total_rows = Integer(default=0)
    outcome = JSONB(default={}, help_text="counts of what was added, changed, left as it is")
    stop_reason = Text(default="")
    created_by = ForeignKey(Person, null=True, index=True, on_delete=OnDelete.set_null)
    created_at = Timestamptz(default=TimestamptzNow())
    due_at = Timestamptz(default=TimestamptzNow())
    attempts = Integer(default=0)
    ended_at = Timestamptz(null=True, default=None)
