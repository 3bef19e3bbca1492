"""What a reader finds: hits by relevance, how many of what, and a page of them with its texts."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from piccolo.query import OrderByRaw
from piccolo.querystring import QueryString

from app.core import db
from app.decisions.tables import Outcome
from app.groups.tables import Group
from app.search.queries import statements
from app.search.queries.arms import BY_LABEL, Arm
from app.search.queries.statements import WITH_ASKED, Right
from app.search.rules import hits as rules
from app.search.rules.hits import Hit
from app.search.rules.kinds import ONE, Kind
from app.search.rules.question import Question
from app.vorlagen.queries.meant import meant
from app.vorlagen.rules import marking

BY_NAME = OrderByRaw("din5007(name), name")


@dataclass(frozen=True)
class Wanted:
    kind: Kind | None = None
    group: UUID | None = None
    year: int | None = None
    page: int = 1


@dataclass(frozen=True)
class Shown:
    """A hit on the page. `label`: what it is; `item`: how the agenda calls it, "3.1" or "Ö 3", or
    empty; `text`: pieces, and whether they are what was found.
    """

    label: str
    item: str
    heading: str
    href: str
    text: marking.Pieces
    place: str
    day: date | None
    day_word: str
    state: str


@dataclass(frozen=True)
class Found:
    """`kinds`, `groups`, `years`: number of hits; `more`: kinds with more hits than are counted."""

    total: int
    rows: tuple[Shown, ...]
    kinds: dict[Kind, int]
    groups: tuple[tuple[UUID, str, int], ...]
    years: dict[int, int]
    more: frozenset[Kind]
    page: int
    pages: int
    also: tuple[str, ...] = ()  # other forms of the words that the page shows
    is_more: bool = False  # than `total`

    @property
    def in_words(self) -> str:
        if self.is_more:
            return f"Mehr als {self.total} Treffer"
        return f"{self.total} Treffer" if self.total else "Nichts gefunden"


async def find(rights: tuple[Right, ...], question: Question, wanted: Wanted) -> Found:
    rights = statements.with_labels(rights) if question.labels else rights
    hits, more = await _hits(rights, question, wanted)
    chosen = [hit for hit in hits if wanted.kind in (None, hit.kind)]
    pages = max(1, -(-len(chosen) // rules.PER_PAGE))
    page = min(wanted.page, pages)
    on_page = chosen[(page - 1) * rules.PER_PAGE : page * rules.PER_PAGE]
    rows, also = await _shown(rights, on_page, question)
    return Found(
        total=len(chosen), rows=rows, kinds=rules.by_kind(hits),
        groups=await _named(rules.by_group(chosen)), years=rules.by_year(chosen), more=more,
        page=page, pages=pages, also=also,
        is_more=bool(more) if wanted.kind is None else wanted.kind in more,
    )  # fmt: skip


async def _hits(
    rights: Sequence[Right], question: Question, wanted: Wanted
) -> tuple[list[Hit], frozenset[Kind]]:
    """Where there are more than are counted, the newest of them.

    Only of tables that have the words at all: planning takes longer than looking.
    """
    counted = {right.arm.table: right.arm for right in rights}
    rows = await _asked(question, [statements.frequency(arm) for arm in counted.values()])
    often = {row["table"]: row["rows"] for row in rows if row["rows"]}
    parts = [
        _part(right, question, wanted, often)
        for right in rights
        if right.arm is BY_LABEL or right.arm.table in often
    ]
    rows = []
    if parts:
        async with db.planned_for_values():  # a member's groups lead to few rows, a body to most
            rows = await _asked(question, parts)
    arms = {right.number: right.arm for right in rights}
    counts = Counter(row["number"] for row in rows)
    more = frozenset(arms[n].kind for n, count in counts.items() if count > statements.MOST)
    return rules.sorted_hits(Hit(kind=arms[row["number"]].kind, **row) for row in rows), more


def _part(right: Right, question: Question, wanted: Wanted, often: dict[str, int]) -> QueryString:
    group, year = wanted.group, wanted.year
    if right.arm is BY_LABEL:
        return statements.labelled(right, question, group=group, year=year)
    frequent = often[right.arm.table] > statements.FREQUENT
    return statements.candidates(right, frequent=frequent, group=group, year=year)


async def _asked(question: Question, parts: list[QueryString]) -> list[dict[str, Any]]:
    asked = statements.together(parts)
    return list(await Group.raw(WITH_ASKED, question.query, asked))


async def details_of(rights: Sequence[Right], hits: Sequence[Hit]) -> dict[Hit, dict[str, Any]]:
    """In the order of the hits."""
    if not hits:
        return {}
    parts = [
        statements.details(right, [hit.id for hit in hits if hit.number == right.number])
        for right in rights
        if any(hit.number == right.number for hit in hits)
    ]
    rows = await Group.raw("{}", statements.together(parts))
    by_id = {(row["number"], row["id"]): row for row in rows}
    return {hit: by_id[hit.number, hit.id] for hit in hits if (hit.number, hit.id) in by_id}


async def _shown(
    rights: Sequence[Right], hits: Sequence[Hit], question: Question
) -> tuple[tuple[Shown, ...], tuple[str, ...]]:
    rows = await details_of(rights, hits)
    texts = [text or "" for row in rows.values() for text in (row["heading"], row["text"])]
    found = await meant(question.phrases, texts)
    typed = {word.text.casefold() for word in question.words}
    also = {each for phrase in found for word in phrase for each in word}
    arms = {right.number: right.arm for right in rights}
    marked = marking.hits_of(found)
    return (
        tuple(_row(arms[hit.number], row, marked) for hit, row in rows.items()),
        tuple(sorted(word for word in also if word.casefold() not in typed)[:5]),
    )


def _row(arm: Arm, row: dict[str, Any], hits: re.Pattern[str]) -> Shown:
    state = arm.states(row["state"]).label if arm.states and row["state"] else ""
    return Shown(
        label="Empfehlung" if row["state"] == Outcome.RECOMMENDED else ONE[arm.kind],
        item=row["label"], heading=row["heading"], href=row["href"],
        text=marking.pieces(row["text"] or "", hits), place=row["place"] or "", day=row["day"],
        day_word=arm.day_word, state=state,
    )  # fmt: skip


async def _named(groups: dict[UUID, int]) -> tuple[tuple[UUID, str, int], ...]:
    if not groups:
        return ()
    rows = (
        await Group.select(Group.id, Group.name)
        .where(Group.id.is_in(list(groups)))
        .order_by(BY_NAME)
    )
    return tuple((row["id"], row["name"], groups[row["id"]]) for row in rows)
