from piccolo.columns import (
    UUID,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.table import Table

from app.core.words import Word
from app.decisions.tables import Decision
from app.groups.tables import Group
from app.meetings.tables import AgendaItem, Meeting
from app.people.tables import Person
from app.vorlagen.tables import DecisionPoint


class MandateKind(Word):
    QUESTION = "question", "Frage"
    PROBLEM = "problem", "Problem"
    TASK = "task", "Aufgabe"

    @property
    def in_full(self) -> str:
        """Beside tasks "Aufgabe" alone would be one of them."""
        return f"Auftrag ({self.label})"


class MandateStatus(Word):
    OPEN = "open", "offen"
    IN_PROGRESS = "in_progress", "in Bearbeitung"
    PROPOSED = "proposed", "Lösungsvorschlag"
    FINALISED = "finalised", "finalisiert"
    REPORTED = "reported", "berichtet"
    ON_HOLD = "on_hold", "zurückgestellt"
    REFERRED = "referred", "an Ausschuss verwiesen"
    DROPPED = "dropped", "entfallen"


class Mandate(Table):
    """What a group has to settle."""

    id = UUID(primary_key=True)
    group = ForeignKey(Group, index=True, null=False)
    decision_point = ForeignKey(DecisionPoint, index=True, null=True, on_delete=OnDelete.set_null)
    kind = Varchar(length=20, choices=MandateKind, default=MandateKind.TASK)
    title = Text()
    status = Varchar(length=20, choices=MandateStatus, default=MandateStatus.OPEN)
    due_on = Date(null=True, default=None)
    due_origin = Varchar(
        length=200, default="", help_text="where the date stood in the Vorlage; empty: typed"
    )
    version = Integer(default=1)
    created_at = Timestamptz(default=TimestamptzNow())


class MandateStep(Table):
    """One change of state: date, person, meeting, TOP or decision, and a sentence.

    `at` is when it was written down, which digests count from; `on_day` when it happened, if said.
    """

    id = UUID(primary_key=True)
    mandate = ForeignKey(Mandate, index=True, null=False)
    from_status = Varchar(length=20, default="")
    to_status = Varchar(length=20, choices=MandateStatus)
    sentence = Text()
    person = ForeignKey(Person, null=True, index=True, on_delete=OnDelete.set_null)
    person_name = Varchar(length=250)
    meeting = ForeignKey(Meeting, null=True, index=True, on_delete=OnDelete.set_null)
    agenda_item = ForeignKey(AgendaItem, null=True, index=True, on_delete=OnDelete.set_null)
    decision = ForeignKey(Decision, null=True, index=True, on_delete=OnDelete.set_null)
    on_day = Date(null=True, default=None)
    at = Timestamptz(default=TimestamptzNow(), index=True)


class ProposalStatus(Word):
    OPEN = "open", "wartet auf Antwort"
    ACCEPTED = "accepted", "angenommen"
    DECLINED = "declined", "abgelehnt"


class MandateProposal(Table, tablename="mandate_proposal"):
    """What a member wants the group to settle; accepted, the mandate has the same id."""

    id = UUID(primary_key=True)
    group = ForeignKey(Group, index=True, null=False)
    person = ForeignKey(Person, index=True, null=True, on_delete=OnDelete.set_null)
    person_name = Varchar(length=250)
    kind = Varchar(length=20, choices=MandateKind, default=MandateKind.QUESTION)
    title = Text()
    reason = Text(default="", help_text="why the group should settle it")
    decision_point = ForeignKey(DecisionPoint, index=True, null=True, on_delete=OnDelete.set_null)
    status = Varchar(length=20, choices=ProposalStatus, default=ProposalStatus.OPEN)
    answer = Text(default="", help_text="of who decided; always there for a declined one")
    decided_by_name = Varchar(length=250, default="")
    decided_at = Timestamptz(null=True, default=None)
    mandate = ForeignKey(Mandate, index=True, null=True, on_delete=OnDelete.set_null)
    created_at = Timestamptz(default=TimestamptzNow())
