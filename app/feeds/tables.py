from piccolo.columns import UUID, ForeignKey, Timestamptz, Varchar
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.table import Table

from app.people.tables import Person


class CalendarFeed(Table):
    """One secret address per person and device; shown once, kept as a hash (trust.md K3)."""

    id = UUID(primary_key=True)
    person = ForeignKey(Person, index=True, null=False)
    device = Varchar(length=80)
    token_hash = Varchar(length=64, unique=True, help_text="SHA-256")
    created_at = Timestamptz(default=TimestamptzNow())
    last_used_at = Timestamptz(null=True, default=None)
    revoked_at = Timestamptz(null=True, default=None)
