from piccolo.columns import UUID, Integer, Timestamptz, Varchar
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.table import Table


class File(Table):
    """One use of stored bytes; the bytes lie under their SHA-256."""

    id = UUID(primary_key=True)
    body_id = UUID(index=True)
    owner_id = UUID(
        index=True, help_text="minutes, Vorlage, … it belongs to; rights come from there"
    )
    name = Varchar(length=255)
    media_type = Varchar(length=120)
    size = Integer(help_text="bytes")
    sha256 = Varchar(length=64, index=True)
    created_at = Timestamptz(default=TimestamptzNow())
