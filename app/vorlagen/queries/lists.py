"""The list of papers: filtered, searched, newest first, a page from any place on."""

import json
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
from app.vorlagen.queries.meant import meant
from app.vorlagen.queries.wanted import DAY, Condition, Wanted, matching
from app.vorlagen.rules import marking
from app.vorlagen.rules.paper_text import text_of_paper
from app.vorlagen.rules.place import Place
from app.vorlagen.rules.search import phrases_of
from app.vorlagen.tables import Vorlage

Rows = AsyncIterator[list[VorlageHead]]
EXPORTED_AT_ONCE = 500
NEWEST_FIRST = OrderByRaw(f'{DAY} DESC, "vorlage"."id"'), False  # Piccolo adds the last DESC
OLDEST_FIRST = OrderByRaw(f'{DAY} ASC, "vorlage"."id"'), True


@dataclass(frozen=True)
class Page:
    """`before` and `after` are the places where the neighbouring pages end and begin."""

    rows: tuple[VorlageHead, ...]
    before: Place | None
    after: Place | None
    snippets: dict[UUID, marking.Pieces]
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
        rows = await _rows(found, full + 1, text=bool(wanted.words), before=before)
        if len(rows) > full:
            return await _page(
                actor, wanted, rows[full - 1 :: -1], earlier=True, later=True, **counted
            )
        after = None
    rows = await _rows(found, full + 1, text=bool(wanted.words), after=after)
    later = len(rows) > full
    return await _page(
        actor, wanted, rows[:full], earlier=after is not None, later=later, **counted
    )


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
    text: bool = False,
    after: Place | None = None,
    before: Place | None = None,
) -> list[dict[str, Any]]:
    """Nearest to the place first; `text`: with all that stands in the paper."""
    columns = [*HEAD, QueryString(DAY, alias="day")]
    if text:
        columns.append(Vorlage.paper)
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


async def _page(
    actor: Actor,
    wanted: Wanted,
    rows: list[dict[str, Any]],
    *,
    earlier: bool,
    later: bool,
    **counted: Any,
) -> Page:
    places = [Place(row["day"], row["id"]) for row in rows]
    return Page(
        tuple(_head(actor, row) for row in rows),
        before=places[0] if earlier and places else None,
        after=places[-1] if later else None,
        snippets=await _snippets(wanted.words, rows) if wanted.words else {},
        **counted,
    )


async def _snippets(words: str, rows: list[dict[str, Any]]) -> dict[UUID, marking.Pieces]:
    """Made here: ts_headline() takes a millisecond for each paper, however early the first hit is."""
    texts = {
        row["id"]: text_of_paper(json.loads(row["paper"]))[: marking.LONGEST_READ] for row in rows
    }
    hits = marking.hits_of(await meant(phrases_of(words), list(texts.values())))
    shown = {key: marking.pieces(text, hits) for key, text in texts.items()}
    return {key: found for key, found in shown.items() if any(hit for _, hit in found)}


def _head(actor: Actor, row: dict[str, Any]) -> VorlageHead:
    return head_of(actor, {key: row[key] for key in row if key not in {"day", "paper"}})
