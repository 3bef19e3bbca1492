"""How long one check of a large group's composition takes: 200 members, 20 rules."""

import time
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from statistics import median
from uuid import UUID

from asyncpg.pgproto import pgproto

from app.composition.rules.check import findings
from app.composition.rules.facts import CommitteeSeat, Facts, House, Rule, Sitting, Span, Work
from app.composition.rules.traits import board
from app.groups.tables import Quantity, Trait
from app.people.tables import Side

MEMBERS, RULES, HOUSES, LISTS, REGIONS = 200, 20, 60, 3, 5
ROUNDS = 30
DAY = date(2026, 1, 1)
FUNCTIONS = ("Geschäftsführung", "Leitung", "Fachberatung")
SIDES = list(Side)


@dataclass(frozen=True)
class CompositionRun:
    """`milliseconds` of computing, the median of some rounds: other work does not count."""

    members: int
    rules: int
    milliseconds: float


def measure_composition() -> CompositionRun:
    facts = _facts()
    return CompositionRun(MEMBERS, RULES, median(_check(facts) for _ in range(ROUNDS)))


def _check(facts: Facts) -> float:
    begun = time.process_time()
    findings(board(facts), DAY)
    return (time.process_time() - begun) * 1000


def _id(kind: int, number: int) -> UUID:
    """As the driver hands ids over: they compare faster than the standard library's."""
    found: UUID = pgproto.UUID(UUID(int=kind * 1000 + number).bytes)
    return found


def _facts() -> Facts:
    """Rules of all kinds that compete for the same people."""
    random = Random(3)  # noqa: S311 - no secret
    homes = [_id(1, random.randrange(HOUSES)) for _ in range(MEMBERS)]
    people = [_id(2, number) for number in range(MEMBERS)]
    return Facts(
        rules=tuple(_rule(number, random) for number in range(RULES)),
        sittings=tuple(
            Sitting(
                id=_id(3, number), person=person, traeger=homes[number] if number % 3 else None,
                span=Span(DAY - timedelta(days=random.randrange(10, 3000))),
            )
            for number, person in enumerate(people)
        ),
        works=tuple(
            Work(person, home, random.choice(FUNCTIONS))
            for person, home in zip(people, homes, strict=True)
        ),
        committee_seats=tuple(
            CommitteeSeat(person, _id(4, number % 2)) for number, person in enumerate(people[::4])
        ),
        houses={
            _id(1, number): House(
                id=_id(1, number), side=SIDES[number % len(SIDES)],
                regions=frozenset({_id(5, number % REGIONS)}),
                sets=frozenset({_id(6, number % LISTS)}),
            )
            for number in range(HOUSES)
        },
        regions={_id(5, number): str(number) for number in range(REGIONS)},
    )  # fmt: skip


def _rule(number: int, random: Random) -> Rule:
    traits = (Trait.COMMITTEE, Trait.FUNCTION, Trait.SIDE, Trait.REGION, Trait.EACH_TRAEGER)
    trait = traits[number % len(traits)]
    listed = trait in {Trait.FUNCTION, Trait.EACH_TRAEGER}
    return Rule(
        id=_id(7, number), trait=trait, number=1 if trait == Trait.EACH_TRAEGER else random.randrange(3, 12),
        quantity=(Quantity.EXACTLY, Quantity.AT_LEAST)[number % 2],
        committee=_id(4, number % 2) if trait == Trait.COMMITTEE else None,
        function=FUNCTIONS[number % 3] if trait == Trait.FUNCTION else "",
        side=SIDES[number % len(SIDES)] if trait == Trait.SIDE else None,
        region=_id(5, number // 5 % REGIONS) if trait == Trait.REGION else None,
        traeger_set=_id(6, number % LISTS) if listed else None,
    )  # fmt: skip
