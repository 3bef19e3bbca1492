"""Which outcomes a group may record, and when votes cannot be right; pure."""

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

    @property
    def votes(self) -> int:
        return sum(count or 0 for count in (self.yes, self.no, self.abstentions))


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


def check_votes(data: DecisionData, voters: int) -> None:
    """`voters`: those present with a vote."""
    if data.votes <= voters:
        return
    given = "Eine Stimme ist" if data.votes == 1 else f"{data.votes} Stimmen sind"
    there = {
        0: "aber niemand mit Stimmrecht ist anwesend",
        1: "aber nur eine Person ist stimmberechtigt anwesend",
    }.get(voters, f"aber nur {voters} Stimmberechtigte sind anwesend")
    raise RuleViolation(
        f"{given} eingetragen, {there}. Bitte prüfen Sie die Stimmen oder die Anwesenheit."
    )


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
