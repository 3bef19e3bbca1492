from piccolo.columns import UUID, ForeignKey, Timestamptz, Varchar
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.table import Table

from app.groups.tables import Group
from app.people.tables import Person


class TaskFilter(Table, tablename="task_filter"):
    """A choice that a person has kept for their own tasks or for those of a group."""

    id = UUID(primary_key=True)
    person = ForeignKey(Person, index=True, null=False)
    group = ForeignKey(Group, index=True, null=True, default=None, help_text="null: own tasks")
    name = Varchar(length=60)
    query = Varchar(length=3000, help_text="as it stands in the address of the list")
    created_at = Timestamptz(default=TimestamptzNow())
