from piccolo.columns import (
    UUID,
    Array,
    BigInt,
    Boolean,
    ForeignKey,
    Serial,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.table import Table

from app.core.words import Word
from app.groups.tables import Group
from app.people.tables import Person


class FeedKind(Word):
    PERSONAL = "personal", "Alle meine Sitzungen"
    GROUP = "group", "Sitzungen einer Gruppe"
    COMMITTEE = "committee", "Öffentliche Sitzungen eines Gremiums"


class CalendarFeed(Table):
    """One secret address per person and device; shown once, kept as a hash (docs/adr/0024)."""

    id = UUID(primary_key=True)
    person = ForeignKey(Person, index=True, null=False)
    kind = Varchar(length=20, choices=FeedKind, default=FeedKind.PERSONAL)
    group = ForeignKey(
        Group, index=True, null=True, default=None, help_text="of a group's or committee's calendar"
    )
    with_tasks = Boolean(default=False, help_text="the person's own tasks as well")
    device = Varchar(length=80)
    token_hash = Varchar(length=64, unique=True, help_text="SHA-256")
    created_at = Timestamptz(default=TimestamptzNow())
    last_used_at = Timestamptz(null=True, default=None)
    revoked_at = Timestamptz(null=True, default=None)


class CalendarChange(Table):
    """One statement that changed what calendars show. Triggers write it; only the last days stay."""

    id = Serial(primary_key=True)
    written_by = BigInt(index=True, help_text="the transaction (xid8)")
    groups = Array(UUID(), default=list, help_text="whose meetings, series or names changed")
    persons = Array(UUID(), default=list, help_text="whose seats, invitations or tasks changed")
    at = Timestamptz(default=TimestamptzNow())
