from piccolo.columns import JSONB, UUID, Timestamptz, Varchar
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.table import Table


class AuditEntry(Table):
    """Append only (a trigger forbids UPDATE and DELETE); plain ids, so it survives what it names."""

    id = UUID(primary_key=True)
    at = Timestamptz(default=TimestamptzNow(), index=True)
    actor_id = UUID(null=True, default=None)
    actor_name = Varchar(length=250)
    body_id = UUID(null=True, default=None)
    action = Varchar(length=80, help_text="a past fact: meeting.cancelled")
    subject_id = UUID(null=True, default=None, index=True)
    details = JSONB(default="{}")
