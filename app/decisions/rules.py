"""Which outcomes a group may record, and when votes look wrong; pure."""

from dataclasses import dataclass
from uuid import UUID

from app.core.errors import RuleViolation
from app.decisions.tables import Outcome
from app.groups.tables import COMMITTEES, GroupKind

OF_A_GROUP = (Outcome.RECOMMENDED, Outcome.REJECTED, Outcome.POSTPONED)
OF_A_COMMITTEE = (Outcome.DECIDED, Outcome.REJECTED, Outcome.POSTPONED)

TO_IMPLEMENT = frozenset({Outcome.RECOMMENDED, Outcome.DECIDED})


@dataclass(frozen=True, kw_only=True)
class DecisionData:
    """`id` is the row's id: recording it twice has one effect. Votes are None where not counted."""

    id: UUID
    text: str
    outcome: Outcome
    yes: int | None = None
    no: int | None = None
    abstentions: int | None = None


def outcomes_of(kind: GroupKind) -> dict[str, str]:
    """For a select field: a group recommends, only a committee decides."""
    allowed = OF_A_COMMITTEE if kind in COMMITTEES else OF_A_GROUP
    return {outcome.value: outcome.label for outcome in allowed}


def check_outcome(kind: GroupKind, outcome: Outcome) -> None:
    if outcome.value in outcomes_of(kind):
        return
    if kind in COMMITTEES:
        raise RuleViolation("Ein Ausschuss beschließt; er empfiehlt nicht sich selbst.")
    raise RuleViolation("Eine Gruppe empfiehlt, der Ausschuss entscheidet.")


def doubt_about(given: int, voters: int, *, counted: bool) -> str:
    """A warning, never a refusal: who sits in the room knows better. Empty when nothing is odd.

    `voters`: those present with a vote, or all of the group while nobody has counted who is there.
    """
    if given <= voters:
        return ""
    some = {0: "niemand mit Stimmrecht", 1: "nur eine Person mit Stimmrecht"}
    who = some.get(voters, f"nur {voters} Stimmberechtigte")
    are = "ist" if voters < 2 else "sind"
    there = f"{who} {are} anwesend" if counted else f"in der Gruppe {are} {who}"
    votes = "Eine Stimme ist" if given == 1 else f"{given} Stimmen sind"
    return f"{votes} eingetragen, aber {there}. Bitte prüfen Sie die Stimmen oder die Anwesenheit."


def check_can_be_implemented(outcome: Outcome) -> None:
    if outcome not in TO_IMPLEMENT:
        raise RuleViolation("Was abgelehnt oder vertagt ist, wird nicht umgesetzt.")


def number_label(number: int, year: int) -> str:
    """12/2026, as it stands in the register."""
    return f"{number}/{year}"


def votes_in_words(yes: int | None, no: int | None, abstentions: int | None) -> str:
    """7 Ja, 0 Nein, 1 Enthaltung; empty where nothing was counted."""
    if yes is None and no is None and abstentions is None:
        return ""
    held_back = "1 Enthaltung" if abstentions == 1 else f"{abstentions or 0} Enthaltungen"
    return f"{yes or 0} Ja, {no or 0} Nein, {held_back}"
