from piccolo.columns import UUID, ForeignKey, Integer, OnDelete, Text, Timestamptz, Varchar
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.constraints import Unique
from piccolo.table import Table

from app.core.words import Word
from app.mandates.tables import Mandate
from app.meetings.tables import AgendaItem, Meeting
from app.people.tables import Person
from app.tasks.tables import Task


class ProposalStatus(Word):
    OPEN = "open", "wartet auf Antwort"
    ACCEPTED = "accepted", "angenommen"
    DECLINED = "declined", "abgelehnt"


class AgendaProposal(Table):
    """What a member wants to have on the agenda of a meeting."""

    id = UUID(primary_key=True)
    meeting = ForeignKey(Meeting, index=True, null=False)
    person = ForeignKey(Person, index=True, null=True, on_delete=OnDelete.set_null)
    person_name = Varchar(length=250)
    title = Varchar(length=300)
    reason = Text(default="", help_text="why the group should speak about it")
    minutes = Integer(null=True, default=None)
    status = Varchar(length=20, choices=ProposalStatus, default=ProposalStatus.OPEN)
    answer = Text(default="", help_text="of who decided; always there for a declined one")
    decided_by_name = Varchar(length=250, default="")
    decided_at = Timestamptz(null=True, default=None)
    agenda_item = ForeignKey(AgendaItem, index=True, null=True, on_delete=OnDelete.set_null)
    created_at = Timestamptz(default=TimestamptzNow())


class AgendaLink(Table):
    """An item is about a mandate or a task, or goes on with an item of an earlier meeting."""

    id = UUID(primary_key=True)
    agenda_item = ForeignKey(AgendaItem, index=True, null=False)
    mandate = ForeignKey(Mandate, index=True, null=True)
    task = ForeignKey(Task, index=True, null=True)
    earlier = ForeignKey(AgendaItem, index=True, null=True)

    one_per_mandate = Unique([agenda_item, mandate])
    one_per_task = Unique([agenda_item, task])
    one_per_earlier = Unique([agenda_item, earlier])
