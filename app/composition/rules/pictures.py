"""Parity and coverage of the regions on one day: who votes, and for whom."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from app.composition.rules.facts import Facts, Sitting
from app.groups.tables import Standing
from app.people.tables import Side


@dataclass(frozen=True)
class Parity:
    """Voting members by the side of the Träger they sit for; `open`: seats that nobody fills."""

    public: int
    free: int
    politics: int
    other: int
    open: int = 0

    @property
    def has_sides(self) -> bool:
        return self.public + self.free > 0

    @property
    def even(self) -> bool:
        return self.public == self.free


@dataclass(frozen=True)
class Coverage:
    """Region → voting members through the regions of the Träger they sit for; all regions of the body."""

    regions: tuple[tuple[str, int], ...]

    @property
    def covered(self) -> int:
        return sum(count > 0 for _, count in self.regions)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(name for name, count in self.regions if not count)


def parity(facts: Facts, on: date, open_seats: int) -> Parity:
    sides = Counter(
        facts.houses[one.traeger].side if one.traeger else None for one in _voting(facts, on)
    )
    public, free, politics = (sides[side] for side in (Side.PUBLIC, Side.FREE, Side.POLITICS))
    return Parity(public, free, politics, sides.total() - public - free - politics, open_seats)


def coverage(facts: Facts, on: date) -> Coverage:
    found = Counter(
        region
        for one in _voting(facts, on)
        if one.traeger
        for region in facts.houses[one.traeger].regions
    )
    return Coverage(tuple((name, found[region]) for region, name in facts.regions.items()))


def _voting(facts: Facts, on: date) -> list[Sitting]:
    return [one for one in facts.sittings if one.standing == Standing.VOTING and one.span.holds(on)]
