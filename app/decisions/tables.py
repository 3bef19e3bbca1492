from piccolo.columns import UUID, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.table import Table

from app.core.words import Visibility, Word
from app.meetings.tables import AgendaItem


class Outcome(Word):
    """A group recommends; only a committee decides."""

    RECOMMENDED = "recommended", "empfohlen"
    DECIDED = "decided", "beschlossen"
    REJECTED = "rejected", "abgelehnt"
    POSTPONED = "postponed", "vertagt"


class Decision(Table):
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
