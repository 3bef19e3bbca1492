"""What a file would do, row by row; the dry run is this and nothing else."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.rosters.rules.deeds import AddTraeger, Outcome, Step
from app.rosters.rules.fields import Field
from app.rosters.rules.houses import traeger_of
from app.rosters.rules.known import Known, KnownMember
from app.rosters.rules.people import NO_EMAIL, complete, person_of
from app.rosters.rules.rows import Row
from app.rosters.rules.seats import set_deputy, take_in

NOBODY = "In dieser Zeile steht niemand."
AS_ABOVE = "Diese Zeile steht so schon in Zeile {row}."


@dataclass(frozen=True)
class Plan:
    steps: Sequence[Step]

    @cached_property
    def counts(self) -> Mapping[Outcome, int]:
        found = Counter(step.outcome for step in self.steps)
        return {outcome: found[outcome] for outcome in Outcome}

    @property
    def wrong(self) -> list[Step]:
        return [step for step in self.steps if step.outcome == Outcome.WRONG]

    @property
    def new_traeger(self) -> list[str]:
        deeds = (deed for step in self.steps for deed in step.deeds)
        return [deed.name for deed in deeds if isinstance(deed, AddTraeger)]


def plan_of(rows: Sequence[Row], known: Known) -> Plan:
    """Rows see what the rows above them add; `known` is used up."""
    steps: list[Step] = []
    seats: list[tuple[Row, Step, KnownMember]] = []
    seen: dict[tuple[object, ...], int] = {}
    for row in rows:
        step = Step(row.position, row.name or row.text(Field.TRAEGER), problems=dict(row.problems))
        steps.append(step)
        above = seen.setdefault(tuple(sorted(row.said.items())), step.number)
        if above != step.number and not row.problems:
            step.problems[_first(row)] = AS_ABOVE.format(row=above)
            continue
        member = _one(known, row, step)
        if member:
            seats.append((row, step, member))
    for row, step, member in seats:
        set_deputy(known, row, step, member)
    return Plan(steps)


def _one(known: Known, row: Row, step: Step) -> KnownMember | None:
    traeger = traeger_of(known, row, step)
    person = person_of(known, row, step, traeger)
    if person is None:
        if not step.problems and (known.only_group or not row.text(Field.TRAEGER)):
            step.problems[Field.EMAIL] = NO_EMAIL if row.name else NOBODY
        return None
    step.name = person.name
    complete(known, row, step, person, traeger)
    return take_in(known, row, step, person, traeger)


def _first(row: Row) -> Field:
    """Where the sentence about the whole row stands."""
    wanted = (Field.EMAIL, Field.FAMILY, Field.NAME, Field.TRAEGER)
    return next((which for which in wanted if which in row.said), Field.EMAIL)
