"""One line of the minutes: "B: …" a decision, "A: …" a task, "I: …" an information; pure."""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from uuid import UUID

from app.core.errors import RuleViolation
from app.decisions.rules import DecisionData
from app.decisions.tables import Outcome
from app.minutes import rules
from app.minutes.days import day_in_words
from app.minutes.votes import Votes, votes_in
from app.tasks.queries import Assignee
from app.tasks.rules import DASH, TaskLine, parse_task_line
from app.web.filters import tag

SIGN = re.compile(
    r"^\s*(B|A|I|Beschluss|Empfehlung|Aufgabe|Auftrag|Info|Information)\s*:\s*", re.IGNORECASE
)


class Doubtful(RuleViolation):
    """Read, but to be confirmed: `said` is what a confirmation names."""

    def __init__(self, said: str, doubts: tuple[str, ...]) -> None:
        super().__init__(" ".join(doubts))
        self.said = said


class Sort(Enum):
    DECISION = "Beschluss"
    TASK = "Aufgabe"
    INFORMATION = "Information"


SORTS = {"b": Sort.DECISION, "e": Sort.DECISION, "a": Sort.TASK, "i": Sort.INFORMATION}


@dataclass(frozen=True, kw_only=True)
class Around:
    """What a line is read in. `voters`: present with a vote, None while nobody noted who is there."""

    held_on: date
    members: tuple[Assignee, ...]
    voters: int | None
    accepted: Outcome  # what groups of this kind do: recommend, or decide


@dataclass(frozen=True, kw_only=True)
class Reading:
    """`said`: as understood; `doubts`: why somebody should look at it before it counts."""

    sort: Sort
    text: str
    said: str
    doubts: tuple[str, ...] = ()
    votes: Votes = field(default_factory=lambda: Votes(""))
    outcome: Outcome | None = None
    task: TaskLine | None = None
    person: Assignee | None = None


def read_line(line: str, around: Around) -> Reading:
    """Without a sign it is a task. Raises RuleViolation with all that is missing."""
    sign = SIGN.match(line)
    sort = SORTS[sign[1][0].lower()] if sign and sign[1].lower() != "auftrag" else Sort.TASK
    rest = line[sign.end() :].strip() if sign else line.strip()
    if not rest:
        raise RuleViolation("Nach dem Doppelpunkt fehlt noch der Text.")
    if sort == Sort.INFORMATION:
        return Reading(sort=sort, text=rest, said=f"Information: {rest}")
    return _decision(rest, around) if sort == Sort.DECISION else _task(rest, around)


def _decision(rest: str, around: Around) -> Reading:
    votes = votes_in(rest, around.voters)
    if not votes.text:
        raise RuleViolation(
            "Es fehlt, was beschlossen wurde. Bitte schreiben Sie „B: Wortlaut 7/0/2“."
        )
    outcome = votes.outcome or around.accepted
    said = f"Beschluss: „{votes.text}“, {outcome.label}" + (
        f", {votes.said}" if votes.said else ", ohne Zählung"
    )
    return Reading(
        sort=Sort.DECISION, text=votes.text, said=said, votes=votes, outcome=outcome
    )  # fmt: skip


def _task(rest: str, around: Around) -> Reading:
    line, understood = _with_day(rest, around.held_on)
    task = parse_task_line(line, around.held_on)
    if task.problems:
        raise RuleViolation(" ".join(task.problems))
    person = rules.responsible(task.name, around.members)
    until = f"bis {tag(task.day)}" if task.day else "ohne Datum"
    doubts = (
        (f"Das Datum stand in Worten: „{understood}“ ist als {tag(task.day)} verstanden.",)
        if understood and task.day
        else ()
    )
    return Reading(
        sort=Sort.TASK, text=task.title, task=task, person=person, doubts=doubts,
        said=f"Aufgabe für {person.name}: „{task.title}“, {until}",
    )  # fmt: skip


def _with_day(rest: str, held_on: date) -> tuple[str, str]:
    """The line with its last part as a date, and the words that this date was said in."""
    parts = DASH.split(rest)
    day = day_in_words(parts[-1], held_on) if len(parts) > 2 else None
    if day is None:
        return rest, ""
    return " – ".join([*parts[:-1], f"{day:%d.%m.%Y}"]), parts[-1].strip()


def decision_of(reading: Reading, new_id: UUID) -> DecisionData:
    votes = reading.votes
    assert reading.outcome is not None
    return DecisionData(
        id=new_id, text=reading.text, outcome=reading.outcome, yes=votes.yes, no=votes.no, abstentions=votes.abstentions,
    )  # fmt: skip
