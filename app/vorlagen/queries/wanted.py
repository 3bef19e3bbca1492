"""What the list of papers is asked for, as conditions of a query."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from piccolo.columns import And, Or, Where
from piccolo.columns.combination import WhereRaw

from app.core.actor import Actor
from app.core.paging import PER_PAGE
from app.vorlagen import access
from app.vorlagen.tables import Vorlage

Condition = Where | Or | And | WhereRaw
HITS_PER_PAGE = 20  # each with a piece of its text, which takes time and room
MOST_COUNTED, MOST_HITS_COUNTED = 1000, 100  # a hit costs a look into the words of its paper
DAY = 'coalesce("vorlage"."dated_on", \'-infinity\'::date)'

HITS = '"vorlage"."words" @@ to_tsquery(\'pg_catalog.german\', german_fold({}))'
HITS_ON_THE_WAY = f"CASE WHEN {HITS} THEN true ELSE false END"  # nothing for the index of words


@dataclass(frozen=True)
class Wanted:
    """The filter; `words` is a query for to_tsquery, which finds nothing when it is empty."""

    words: str | None = None
    body: UUID | None = None
    committee: UUID | None = None
    kind: str = ""
    status: str = ""
    year: int | None = None

    @property
    def per_page(self) -> int:
        return PER_PAGE if self.words is None else HITS_PER_PAGE

    @property
    def most_counted(self) -> int:
        return MOST_COUNTED if self.words is None else MOST_HITS_COUNTED


def bodies_of(actor: Actor) -> list[UUID]:
    return sorted(actor.bodies | actor.office_of)


def matching(actor: Actor, wanted: Wanted, *, common: bool = False) -> Condition:
    """Readable by the actor, and what the filter asks for.

    `common`: the words stand in so many papers that walking the list finds a page sooner than
    collecting and sorting all hits does. PostgreSQL cannot tell once it has planned without values.
    """
    bodies = [body for body in bodies_of(actor) if wanted.body in (None, body)]
    found: Condition = And(access.readable_by(actor), _in_bodies(bodies))
    for condition in _asked(wanted, HITS_ON_THE_WAY if common else HITS):
        found = And(found, condition)
    return found


def _in_bodies(bodies: list[UUID]) -> Condition:
    """Says nothing new to `readable_by`, but leads to the index."""
    return Vorlage.body.is_in(bodies) if bodies else WhereRaw("false")


def _asked(wanted: Wanted, hits: str) -> Iterator[Condition]:
    if wanted.words is not None:
        yield WhereRaw(hits, wanted.words)
    if wanted.committee:
        yield WhereRaw(
            '("vorlage"."committee" = {} OR "vorlage"."id" IN '
            '(SELECT "vorlage" FROM "consultation" WHERE "committee" = {}))',
            wanted.committee,
            wanted.committee,
        )
    if wanted.kind:
        yield WhereRaw('"vorlage"."kind" = {}', wanted.kind)
    if wanted.status:
        yield Vorlage.status == wanted.status
    if wanted.year:
        first, last = date(wanted.year, 1, 1), date(wanted.year, 12, 31)
        yield WhereRaw(f"{DAY} BETWEEN {{}} AND {{}}", first, last)
