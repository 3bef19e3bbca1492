from piccolo.columns import UUID, Date, ForeignKey, Integer, Timestamptz, Varchar
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.table import Table

from app.people.tables import Person


class AccessKey(Table):
    """Lets a program read what its person may; shown once, kept as a hash."""

    id = UUID(primary_key=True)
    person = ForeignKey(Person, index=True, null=False)
    program = Varchar(length=80)
    token_hash = Varchar(length=64, unique=True, help_text="SHA-256")
    expires_on = Date(default=None, help_text="the last day")
    created_at = Timestamptz(default=TimestamptzNow())
    last_used_at = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)
    minute_began = Timestamptz(null=True, default=None)
    asked = Integer(default=0, help_text="requests in that minute")
