"""The list of papers: filtered, searched, newest first, a page from any place on."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from piccolo.columns import And, Or, Where
from piccolo.columns.combination import WhereRaw
from piccolo.query import OrderByRaw
from piccolo.querystring import QueryString

from app.core.actor import Actor
from app.core.paging import PER_PAGE
from app.vorlagen import access
from app.vorlagen.queries.head import HEAD, VorlageHead, head_of
from app.vorlagen.rules.place import Place
from app.vorlagen.tables import Vorlage

Condition = Where | Or | And | WhereRaw
Rows = AsyncIterator[list[VorlageHead]]
MOST_COUNTED, EXPORTED_AT_ONCE = 1000, 500
DAY = 'coalesce("vorlage"."dated_on", \'-infinity\'::date)'
NEWEST_FIRST = OrderByRaw(f'{DAY} DESC, "vorlage"."id"'), False  # Piccolo adds the last DESC
OLDEST_FIRST = OrderByRaw(f'{DAY} ASC, "vorlage"."id"'), True
HIT, END = "\x02", "\x03"  # paper_text() keeps them out of what is searched
SNIPPET = (
    f"StartSel={HIT}, StopSel={END}, MaxWords=24, MinWords=12, MaxFragments=2, "
    'FragmentDelimiter=" … "'
)
LONGEST_SEARCHED = 20_000  # characters; a hit beyond is found, but not shown


@dataclass(frozen=True)
class Wanted:
    """The filter; `words` is a query for to_tsquery, which finds nothing when it is empty."""

    words: str | None = None
    body: UUID | None = None
    committee: UUID | None = None
    kind: str = ""
    status: str = ""
    year: int | None = None


@dataclass(frozen=True)
class Page:
    """`before` and `after` are the places where the neighbouring pages end and begin."""

    rows: tuple[VorlageHead, ...]
    count: int  # MOST_COUNTED + 1 stands for any higher number
    before: Place | None = None
    after: Place | None = None
    snippets: dict[UUID, list[tuple[str, bool]]] = field(default_factory=dict)


def bodies_of(actor: Actor) -> list[UUID]:
    return sorted(actor.bodies | actor.office_of)


def matching(actor: Actor, wanted: Wanted) -> Condition:
    """Readable by the actor, and what the filter asks for."""
    bodies = [body for body in bodies_of(actor) if wanted.body in (None, body)]
    found: Condition = And(access.readable_by(actor), _in_bodies(bodies))
    for condition in _asked(wanted):
        found = And(found, condition)
    return found


def _in_bodies(bodies: list[UUID]) -> Condition:
    """Says nothing new to `readable_by`, but leads to the index."""
    return Vorlage.body.is_in(bodies) if bodies else WhereRaw("false")


def _asked(wanted: Wanted) -> Iterator[Condition]:
    if wanted.words is not None:
        yield WhereRaw(
            '"vorlage"."words" @@ to_tsquery(\'pg_catalog.german\', german_fold({}))',
            wanted.words,
        )
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


async def vorlagen_page(
    actor: Actor, wanted: Wanted, *, after: Place | None = None, before: Place | None = None
) -> Page:
    """Rows after or before a place; from the beginning when no full page stands before it."""
    found = matching(actor, wanted)
    count = await _count(found)
    if before:
        rows = list(reversed(await _rows(found, words=wanted.words, before=before)))
        if len(rows) > PER_PAGE:
            return _page(actor, rows[1:], count, earlier=True, later=True)
        after = None
    rows = await _rows(found, words=wanted.words, after=after)
    return _page(actor, rows, count, earlier=after is not None, later=len(rows) > PER_PAGE)


async def _count(found: Condition) -> int:
    """Counting stops: an exact number of very many helps nobody and costs a look at each."""
    some = Vorlage.select(Vorlage.id).where(found).limit(MOST_COUNTED + 1)
    rows = await Vorlage.raw(
        "SELECT count(*) AS n FROM ({}) AS counted", *some.default_querystrings
    )
    return int(rows[0]["n"])


async def _rows(
    found: Condition,
    *,
    words: str | None = None,
    after: Place | None = None,
    before: Place | None = None,
    most: int = PER_PAGE + 1,
) -> list[dict[str, Any]]:
    """Nearest to the place first; with a snippet for the words, if there are any."""
    columns = [*HEAD, QueryString(DAY, alias="day")]
    if words is not None:
        columns.append(_snippet(words))
    if place := after or before:
        sign = "<" if after else ">"
        beyond = WhereRaw(f'({DAY}, "vorlage"."id") {sign} ({{}}, {{}})', place.day, place.id)
        found = And(found, beyond)
    order, ascending = OLDEST_FIRST if before else NEWEST_FIRST
    return (
        await Vorlage.select(*columns).where(found).order_by(order, ascending=ascending).limit(most)
    )


async def all_rows(actor: Actor, wanted: Wanted) -> Rows:
    """Every page of the list without its count and snippets, for an export."""
    found, after = matching(actor, wanted), None
    while rows := await _rows(found, after=after, most=EXPORTED_AT_ONCE):
        after = Place(rows[-1]["day"], rows[-1]["id"])
        yield [_head(actor, row) for row in rows]


def _snippet(words: str) -> QueryString:
    return QueryString(
        "ts_headline('pg_catalog.german', left(coalesce(paper_text(\"vorlage\".\"paper\"), ''), {}), "
        "to_tsquery('pg_catalog.german', german_fold({})), {})",
        LONGEST_SEARCHED,
        words,
        SNIPPET,
        alias="snippet",
    )


def _page(
    actor: Actor, rows: list[dict[str, Any]], count: int, *, earlier: bool, later: bool
) -> Page:
    rows = rows[:PER_PAGE]
    snippets = {row["id"]: pieces(row.get("snippet", "")) for row in rows}
    places = [Place(row["day"], row["id"]) for row in rows]
    return Page(
        tuple(_head(actor, row) for row in rows),
        count,
        before=places[0] if earlier and places else None,
        after=places[-1] if later else None,
        snippets={key: found for key, found in snippets.items() if any(hit for _, hit in found)},
    )


def _head(actor: Actor, row: dict[str, Any]) -> VorlageHead:
    return head_of(actor, {key: row[key] for key in row if key not in {"day", "snippet"}})


def pieces(snippet: str) -> list[tuple[str, bool]]:
    """Text and whether it is a hit, in turns; one piece alone means that nothing was hit."""
    found: list[tuple[str, bool]] = []
    for at, part in enumerate(snippet.split(HIT)):
        hit, end, rest = part.partition(END)
        found += [(hit, True), (rest, False)] if at and end else [(part, False)]
    return [(text, is_hit) for text, is_hit in found if text]
