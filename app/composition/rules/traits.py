"""Who has the trait that a rule asks for, and when."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from app.composition.rules.facts import Facts, House, Rule, Span, common
from app.groups.tables import Trait

ENDINGS = re.compile(r"(?:er(?:[:*]?innen|[:*]?in|n)?|ung(?:en)?|e[rn]?)$")
DEPUTY = "stellv"


# A membership (its place in the facts) may fill a seat of a slot, from–until.
Claim = tuple[int, int, date, date]


@dataclass(frozen=True, slots=True)
class Slot:
    """The seats of a rule (its place in the facts), or those for one Träger or region (`key`).

    span: while the rule is in force and the Träger active, which else sends nobody.
    """

    rule: int
    key: UUID | None
    span: Span


@dataclass(frozen=True, slots=True)
class Board:
    """All seats that the rules ask for at any time, in the order of the rules, and who may fill them."""

    facts: Facts
    slots: tuple[Slot, ...]
    claims: tuple[Claim, ...]


# Somebody (a place in the sittings) stands for a Träger with a function, from–until. Plain tuples, as
# a large group has thousands of them.
Stand = tuple[int, str, date, date]


def board(facts: Facts) -> Board:
    """The same claim may stand there in several spans."""
    by_person: dict[UUID, list[int]] = defaultdict(list)
    for at, sitting in enumerate(facts.sittings):
        by_person[sitting.person].append(at)
    stands = _stands(facts, by_person)
    slots: list[Slot] = []
    claims: list[Claim] = []
    for at, rule in enumerate(facts.rules):
        own = _slots(facts, at)
        number = {slot.key: len(slots) + nth for nth, slot in enumerate(own)}
        slots += own
        if rule.trait == Trait.NAMED:
            claims += _named(facts, rule, number[None])
        elif rule.trait == Trait.COMMITTEE:
            claims += _of_committee(facts, rule, by_person, number[None])
        else:
            claims += _of_houses(facts, rule, stands, number)
    return Board(facts, tuple(slots), tuple(claims))


def _slots(facts: Facts, at: int) -> list[Slot]:
    rule = facts.rules[at]
    if not rule.each:
        return [Slot(at, None, rule.span)]
    if rule.trait == Trait.REGION:
        return [Slot(at, region, rule.span) for region in facts.regions]
    on_list = (house for house in facts.houses.values() if rule.traeger_set in house.sets)
    return [
        Slot(at, house.id, both) for house in on_list if (both := common(rule.span, house.span))
    ]


def _named(facts: Facts, rule: Rule, slot: int) -> list[Claim]:
    return [
        (at, slot, *sitting.span)
        for at, sitting in enumerate(facts.sittings)
        if sitting.rule == rule.id
    ]


def _of_committee(
    facts: Facts, rule: Rule, by_person: Mapping[UUID, Sequence[int]], slot: int
) -> list[Claim]:
    return [
        (at, slot, *both)
        for seat in facts.committee_seats
        if seat.committee == rule.committee
        for at in by_person.get(seat.person, ())
        if (both := common(seat.span, facts.sittings[at].span))
    ]


def _of_houses(
    facts: Facts,
    rule: Rule,
    stands: Mapping[UUID, Sequence[Stand]],
    number: Mapping[UUID | None, int],
) -> list[Claim]:
    found: list[Claim] = []
    for house_id, there in stands.items():
        house = facts.houses[house_id]
        if not _fits(rule, house):
            continue
        fitting = there
        if rule.function:
            fitting = [stand for stand in there if has_function(rule.function, stand[1])]
        for slot in [number[key] for key in _keys(rule, house) if key in number]:
            found += [(sitting, slot, first, last) for sitting, _, first, last in fitting]
    return found


def _fits(rule: Rule, house: House) -> bool:
    return (
        (rule.side is None or house.side == rule.side)
        and (rule.region is None or rule.region in house.regions)
        and (rule.traeger_set is None or rule.traeger_set in house.sets)
    )


def _keys(rule: Rule, house: House) -> Iterable[UUID | None]:
    if not rule.each:
        return (None,)
    return (house.id,) if rule.trait == Trait.EACH_TRAEGER else house.regions


def _stands(facts: Facts, by_person: Mapping[UUID, Sequence[int]]) -> dict[UUID, list[Stand]]:
    """Who sits for a Träger stands for that one only; else for all those the person works for."""
    stands: dict[UUID, list[Stand]] = defaultdict(list)
    for at, sitting in enumerate(facts.sittings):
        if sitting.traeger is not None:
            stands[sitting.traeger].append((at, "", *sitting.span))
    for work in facts.works:
        for at in by_person.get(work.person, ()):
            sitting = facts.sittings[at]
            both = common(work.span, sitting.span)
            if both and (sitting.traeger is None or sitting.traeger == work.traeger):
                stands[work.traeger].append((at, work.function, *both))
    return stands


@lru_cache(maxsize=4096)
def has_function(wanted: str, actual: str) -> bool:
    """Geschäftsführerin fits "Geschäftsführung", "Leitung Jugendamt" fits "Leitung"; deputies do not."""
    ours, theirs = stems(wanted), stems(actual)
    if DEPUTY in actual.casefold() and DEPUTY not in wanted.casefold():
        return False
    return bool(ours) and set(ours) <= set(theirs)


def stems(text: str) -> list[str]:
    """Words in lower case without the endings that tell man, woman and office apart."""
    return [ENDINGS.sub("", word) or word for word in re.findall(r"[\w*:]+", text.casefold())]
