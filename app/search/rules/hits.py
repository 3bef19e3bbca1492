"""Hits of all kinds in one order, counted by kind, group and year."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.search.rules.kinds import Kind

PER_PAGE = 20
KINDS = list(Kind)
MOST_GROUPS, MOST_YEARS = 8, 8  # offered as filters


@dataclass(frozen=True)
class Hit:
    """`number`: of the arm that found it; `same`: hits with it are one; `group` and `day` may be
    unknown.
    """

    number: int
    kind: Kind
    id: UUID
    same: UUID
    group: UUID | None
    day: date | None
    rank: float


def sorted_hits(hits: Iterable[Hit]) -> list[Hit]:
    """By relevance, then the newest; what two arms found stands there once, where it counts more,
    and as the earlier arm found it.
    """
    once: dict[tuple[Kind, UUID], Hit] = {}
    for hit in sorted(hits, key=_place):
        once.setdefault((hit.kind, hit.same), hit)
    return list(once.values())


def _place(hit: Hit) -> tuple[float, int, int, int, UUID]:
    day = (hit.day or date.min).toordinal()
    return -hit.rank, -day, KINDS.index(hit.kind), hit.number, hit.id


def by_kind(hits: Iterable[Hit]) -> dict[Kind, int]:
    counted = Counter(hit.kind for hit in hits)
    return {kind: counted[kind] for kind in Kind if counted[kind]}


def by_group(hits: Iterable[Hit]) -> dict[UUID, int]:
    """Those with the most hits."""
    counted = Counter(hit.group for hit in hits if hit.group)
    return dict(counted.most_common(MOST_GROUPS))


def by_year(hits: Iterable[Hit]) -> dict[int, int]:
    """The latest first."""
    counted = Counter(hit.day.year for hit in hits if hit.day)
    return {year: counted[year] for year in sorted(counted, reverse=True)[:MOST_YEARS]}
