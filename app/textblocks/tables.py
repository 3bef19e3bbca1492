from piccolo.columns import UUID, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.table import Table

from app.groups.tables import Group


class TextBlock(Table, tablename="text_block"):
    """Words that come back in every minutes of a group; plain text, paragraphs parted by an empty line."""

    id = UUID(primary_key=True)
    group = ForeignKey(Group, index=True, null=False)
    title = Varchar(length=100)
    text = Text()
    version = Integer(default=1)
    removed_at = Timestamptz(null=True, default=None)
    created_at = Timestamptz(default=TimestamptzNow())
