"""The list of papers: filtered, searched, newest first, a page from any place on."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from piccolo.columns import And
from piccolo.columns.combination import WhereRaw
from piccolo.query import OrderByRaw
from piccolo.querystring import QueryString

from app.core.actor import Actor
from app.vorlagen.queries.head import HEAD, VorlageHead, head_of
from app.vorlagen.queries.wanted import DAY, Condition, Wanted, matching
from app.vorlagen.rules.place import Place
from app.vorlagen.tables import Vorlage

Rows = AsyncIterator[list[VorlageHead]]
EXPORTED_AT_ONCE = 500
NEWEST_FIRST = OrderByRaw(f'{DAY} DESC, "vorlage"."id"'), False  # Piccolo adds the last DESC
OLDEST_FIRST = OrderByRaw(f'{DAY} ASC, "vorlage"."id"'), True
HIT, END = "\x02", "\x03"  # paper_text() keeps them out of what is searched
SNIPPET = (
    f"StartSel={HIT}, StopSel={END}, MaxWords=24, MinWords=12, MaxFragments=2, "
    'FragmentDelimiter=" … "'
)
LONGEST_SEARCHED = 20_000  # characters; a hit beyond is found, but not shown


@dataclass(frozen=True)
class Page:
    """`before` and `after` are the places where the neighbouring pages end and begin."""

    rows: tuple[VorlageHead, ...]
    before: Place | None
    after: Place | None
    snippets: dict[UUID, tuple[tuple[str, bool], ...]]
    count: int
    is_more: bool  # than `count`


async def vorlagen_page(
    actor: Actor, wanted: Wanted, *, after: Place | None = None, before: Place | None = None
) -> Page:
    """Rows after or before a place; from the beginning when no full page stands before it."""
    count, full = await _count(matching(actor, wanted), wanted.most_counted + 1), wanted.per_page
    is_more = count > wanted.most_counted
    found = matching(actor, wanted, common=is_more)
    counted = {"count": min(count, wanted.most_counted), "is_more": is_more}
    if before:
        rows = await _rows(found, full + 1, words=wanted.words, before=before)
        if len(rows) > full:
            return _page(actor, rows[full - 1 :: -1], earlier=True, later=True, **counted)
        after = None
    rows = await _rows(found, full + 1, words=wanted.words, after=after)
    later = len(rows) > full
    return _page(actor, rows[:full], earlier=after is not None, later=later, **counted)


async def _count(found: Condition, most: int) -> int:
    """Counting stops: an exact number of very many helps nobody and costs a look at each."""
    some = Vorlage.select(Vorlage.id).where(found).limit(most)
    rows = await Vorlage.raw(
        "SELECT count(*) AS n FROM ({}) AS counted", *some.default_querystrings
    )
    return int(rows[0]["n"])


async def _rows(
    found: Condition,
    most: int,
    *,
    words: str | None = None,
    after: Place | None = None,
    before: Place | None = None,
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
    while rows := await _rows(found, EXPORTED_AT_ONCE, after=after):
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
    actor: Actor, rows: list[dict[str, Any]], *, earlier: bool, later: bool, **counted: Any
) -> Page:
    snippets = {row["id"]: pieces(row.get("snippet", "")) for row in rows}
    places = [Place(row["day"], row["id"]) for row in rows]
    return Page(
        tuple(_head(actor, row) for row in rows),
        before=places[0] if earlier and places else None,
        after=places[-1] if later else None,
        snippets={key: found for key, found in snippets.items() if any(hit for _, hit in found)},
        **counted,
    )


def _head(actor: Actor, row: dict[str, Any]) -> VorlageHead:
    return head_of(actor, {key: row[key] for key in row if key not in {"day", "snippet"}})


def pieces(snippet: str) -> tuple[tuple[str, bool], ...]:
    """Text and whether it is a hit, in turns; one piece alone means that nothing was hit."""
    found: list[tuple[str, bool]] = []
    for at, part in enumerate(snippet.split(HIT)):
        hit, end, rest = part.partition(END)
        found += [(hit, True), (rest, False)] if at and end else [(part, False)]
    return tuple((text, is_hit) for text, is_hit in found if text)
