"""What a list of tasks is asked for, in the words of its address; what a card may become. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from app.tasks.rules import ACTIVE, CLOSED, NEXT, section
from app.tasks.tables import TaskStatus

NOBODY = "niemand"
OVERDUE, WEEK, UNDATED = "ueberfaellig", "woche", "ohne"
DUE = {OVERDUE: "überfällig", WEEK: "diese Woche", UNDATED: "ohne Termin"}
OF_GROUP: dict[str, Sequence[TaskStatus]] = {
    "offen": ACTIVE, "erledigt": (TaskStatus.DONE,), "verworfen": (TaskStatus.DROPPED,),
    "alle": tuple(TaskStatus),
}  # fmt: skip
OWN: dict[str, Sequence[TaskStatus]] = {"offen": ACTIVE, "erledigt": CLOSED}
ASLEEP = "Auf Wiedervorlage"
LONGEST = 200  # characters of what is searched for


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the filter asks for; empty values leave all in."""

    states: Sequence[TaskStatus] = ACTIVE
    group_id: UUID | None = None
    person_id: UUID | None = None
    unassigned: bool = False
    due: str = ""  # a word of DUE
    priority: str = ""
    words: tuple[str, ...] = ()  # all of them, in small letters

    @property
    def asked_states(self) -> list[str]:
        """What is done is never overdue."""
        overdue = self.due == OVERDUE
        return [state.value for state in self.states if not overdue or state in ACTIVE]

    def due_between(self, today: date) -> tuple[date | None, date | None]:
        """First day and the day after the last; a week ends on Sunday."""
        if self.due == OVERDUE:
            return None, today
        if self.due == WEEK:
            return today, today + timedelta(days=7 - today.weekday())
        return None, None


def heading(due_on: date | None, starts_on: date | None, today: date) -> str:
    """Under which an own open task stands."""
    return ASLEEP if starts_on and starts_on > today else section(due_on, today)


def moves(status: TaskStatus, *, may_edit: bool, mine: bool) -> tuple[TaskStatus, ...]:
    """In the order of the columns; whoever may not edit drops nothing and takes nothing dropped up."""
    return tuple(
        to
        for to in TaskStatus
        if to in NEXT[status] and (may_edit or (mine and TaskStatus.DROPPED not in (to, status)))
    )
