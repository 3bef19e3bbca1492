from piccolo.columns import UUID, ForeignKey, Integer, Text, Timestamptz
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.table import Table

from app.files.tables import File
from app.groups.tables import Group
from app.meetings.tables import Meeting


class FileText(Table):
    """What a PDF says, for the search alone. The database adds a row for every file that is put at a
    meeting, a task, a Vorlage or a Veranstaltung; rights come from there, and with the file the text goes.
    """

    id = UUID(primary_key=True)
    file = ForeignKey(File, unique=True, null=False)
    group = ForeignKey(Group, index=True, null=True, help_text="none: a paper of the council")
    meeting = ForeignKey(Meeting, index=True, null=True)
    text = Text(default="")
    attempts = Integer(default=0)
    due_at = Timestamptz(default=TimestamptzNow(), help_text="not read before; a worker's lease")
    read_at = Timestamptz(null=True, default=None, help_text="nothing more to do")
