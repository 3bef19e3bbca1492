"""What is known for the check of a composition. Days are Berlin days, spans have both ends inside."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from app.groups.tables import Quantity, Standing, Trait
from app.people.tables import Side


class Span(NamedTuple):
    first: date = date.min
    last: date = date.max

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


ALWAYS = Span()


def common(one: Span, other: Span) -> Span | None:
    if one is ALWAYS:
        return other
    if other is ALWAYS:
        return one
    first, last = max(one[0], other[0]), min(one[1], other[1])
    return Span(first, last) if first <= last else None


def span(first: date | None, last: date | None) -> Span:
    """None: without beginning, without end."""
    return ALWAYS if first is last is None else Span(first or date.min, last or date.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The columns behind `trait` narrow one another: a function, at a Träger of the list."""

    id: UUID
    quantity: Quantity = Quantity.EXACTLY
    number: int = 1
    trait: Trait = Trait.NAMED
    committee: UUID | None = None
    function: str = ""
    side: Side | None = None
    region: UUID | None = None
    traeger_set: UUID | None = None
    may_share: bool = False
    span: Span = ALWAYS

    @property
    def each(self) -> bool:
        """A seat for each Träger of the list, or for each region where none is named."""
        return self.trait == Trait.EACH_TRAEGER or (
            self.trait == Trait.REGION and self.region is None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """A voting or advisory membership; `rule`: the seat it is set on."""

    id: UUID
    person: UUID
    name: str = ""
    standing: Standing = Standing.VOTING
    traeger: UUID | None = None
    rule: UUID | None = None
    span: Span = ALWAYS


class Work(NamedTuple):
    """A person's affiliation."""

    person: UUID
    traeger: UUID
    function: str = ""
    span: Span = ALWAYS


class CommitteeSeat(NamedTuple):
    person: UUID
    committee: UUID
    span: Span = ALWAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A Träger: on which side, in which regions, on which lists, active from–until."""

    id: UUID
    name: str = ""
    side: Side = Side.FREE
    regions: frozenset[UUID] = frozenset()
    sets: frozenset[UUID] = frozenset()
    span: Span = ALWAYS


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Of one group over all its time. `sittings` by seniority; `regions`: all of the body, id → name."""

    rules: tuple[Rule, ...] = ()
    sittings: tuple[Sitting, ...] = ()
    works: tuple[Work, ...] = ()
    committee_seats: tuple[CommitteeSeat, ...] = ()
    houses: Mapping[UUID, House] = field(default_factory=dict)
    regions: Mapping[UUID, str] = field(default_factory=dict)
    begins: date | None = None
    ends: date | None = None
