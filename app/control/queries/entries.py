"""A decision point with what became of it by a day: a row of the list, of the files, or a page."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from app.core.words import Badge
from app.mandates import lights, rules
from app.mandates.lights import Moving
from app.mandates.queries.points import Place
from app.mandates.tables import MandateKind, MandateStatus
from app.vorlagen.rules.points import point_label


@dataclass(frozen=True)
class Next:
    title: str
    on: date
    href: str | None


@dataclass(frozen=True)
class Work:
    """A mandate; title and sentence are empty for who does not read its group."""

    id: UUID
    kind: MandateKind
    title: str
    status: MandateStatus
    due_on: date | None
    group: Place
    opens: bool
    sentence: str
    last_on: date | None


@dataclass
class Tasks:
    """Of the groups the reader reads; `known` as soon as there is one of those."""

    open: int = 0
    done: int = 0
    overdue: int = 0
    known: bool = False


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One decision point on the day."""

    id: UUID
    marker: str
    position: int
    depth: int  # from 1
    text: str
    vorlage_id: UUID
    reference: str
    vorlage_title: str
    committee_id: UUID | None
    committee_name: str
    result: str
    today: date
    needless: tuple[str, date | None] | None = None
    work: list[Work] = field(default_factory=list)
    groups: dict[UUID, Place] = field(default_factory=dict)
    set_up_on: date | None = None
    meetings: list[Next] = field(default_factory=list)
    tasks: Tasks = field(default_factory=Tasks)

    @property
    def label(self) -> str:
        return self.marker or f"{self.position}."

    @property
    def name(self) -> str:
        """Punkt 3"""
        return point_label(self.marker, self.position)

    @property
    def title(self) -> str:
        return rules.mandate_title(self.text)

    @property
    def paper(self) -> str:
        return f"{self.reference} {self.vorlage_title}" if self.reference else self.vorlage_title

    @cached_property
    def moving(self) -> list[Moving]:
        return [Moving(one.status, one.due_on, one.last_on) for one in self.work]

    @cached_property
    def light(self) -> Badge:
        return lights.light_of(
            self.moving, self.today,
            has_group=self.set_up_on is not None, needless=self.needless is not None,
        )  # fmt: skip

    @property
    def why(self) -> str:
        return lights.why(self.light, self.moving, self.today)

    @property
    def state(self) -> Badge:
        return lights.state_of(
            self.statuses, has_group=self.set_up_on is not None, needless=self.needless is not None
        )

    @property
    def statuses(self) -> list[MandateStatus]:
        return [one.status for one in self.work]

    @property
    def states(self) -> str:
        return lights.states_in_words(self.statuses)

    @property
    def settled(self) -> bool:
        return self.light in lights.SETTLED

    @property
    def due_on(self) -> date | None:
        return rules.earliest_due((one.status, one.due_on) for one in self.work)

    @cached_property
    def last_step(self) -> tuple[str, date | None] | None:
        """The sentence of the newest step the reader may read, else how many are settled; the day."""
        if self.needless:
            return self.needless
        stepped = [one for one in self.work if one.last_on]
        if not stepped:
            return (rules.GROUP_SET_UP.word, self.set_up_on) if self.set_up_on else None
        newest = max(stepped, key=lambda one: one.last_on or date.min)
        told = newest.sentence if len(self.work) == 1 else ""
        return told or rules.settled_of(self.statuses), newest.last_on

    @property
    def next_meeting(self) -> Next | None:
        if self.settled:
            return None
        return min(self.meetings, key=lambda found: found.on, default=None)

    @property
    def next_on(self) -> date | None:
        """The earlier of the next meeting and the due date."""
        meeting = self.next_meeting
        return min(
            (day for day in (meeting.on if meeting else None, self.due_on) if day), default=None
        )
