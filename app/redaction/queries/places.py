"""Where a passage stands among everything of one group, by the list of all texts (app/privacy).

A table that is new stands in that list or fails the build, so its texts are searched as well. Papers
of the council are not the group's: they stay.
"""

import hashlib
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any
from uuid import UUID

from piccolo.columns import JSONB, Column, Text, Varchar
from piccolo.columns.combination import WhereRaw
from piccolo.query.functions import Cast
from piccolo.table import Table

from app.digest.tables import Digest
from app.groups.tables import Group
from app.minutes.tables import MinutesItem, MinutesRevision
from app.privacy.queries.mentions import meeting_names
from app.privacy.rules.texts import TEXTS, Texts, columns_of
from app.redaction.rules.passage import Passage
from app.tasks.tables import TaskStep

# Prose of limited length.
SHORT = frozenset({"title", "comment", "note", "presenter", "reason", "part", "seat"})
AROUND = 60  # characters beside a place, so that a reader knows which one it is


@dataclass(frozen=True)
class Hit:
    """One value with the passage in it; `after` is what shall stand there."""

    texts: Texts
    column: Column
    row_id: UUID
    meeting_id: UUID | None
    before: Any
    after: Any
    times: int

    @property
    def is_revision(self) -> bool:
        return self.texts.table is MinutesRevision


async def hits_in(group: Group, passage: Passage, *, comments: bool) -> list[Hit]:
    """`comments`: also what was written to tasks. Reads each table of the list once."""
    return [
        hit
        for texts in TEXTS
        if texts.place and texts.group and (comments or texts.table is not TaskStep)
        for column in prose_of(texts.table)
        async for hit in _in_column(texts, column, group, passage)
    ]


def prose_of(table: type[Table]) -> list[Column]:
    """Without codes and names: somebody's name goes by a Löschung."""
    return [
        column
        for column in columns_of(table)
        if isinstance(column, (Text, JSONB)) or column._meta.name in SHORT  # noqa: SLF001 - Piccolo's own name for it
    ]


async def _in_column(
    texts: Texts, column: Column, group: Group, passage: Passage
) -> AsyncIterator[Hit]:
    key = texts.table._meta.primary_key  # noqa: SLF001 - Piccolo's own name for it
    said = Cast(column, as_type=Text())
    rows = await texts.table.select(
        key.as_alias("id"), column.as_alias("value"), texts.way(texts.meeting).as_alias("meeting")
    ).where(_of(texts, group), WhereRaw("{}", said.like(f"%{passage.sieve}%")))
    for row in rows:
        before = json.loads(row["value"]) if isinstance(column, JSONB) else row["value"]
        after, times = without(passage, column, before)
        if after != before:
            yield Hit(texts, column, row["id"], row["meeting"], before, after, times)


def _of(texts: Texts, group: Group) -> Any:
    """A summary goes to a committee and tells of its groups."""
    if texts.table is Digest:
        return texts.way(f"{texts.group}.body") == group.body
    return texts.way(texts.group) == group.id


def without(passage: Passage, column: Column, value: Any) -> tuple[Any, int]:
    """What shall stand in that column, and how often the passage stands there."""
    if not isinstance(value, str):
        return passage.out_of_all(value), passage.count_in(value)
    if column is MinutesItem.rich or column._meta.name == "rich":  # noqa: SLF001 - Piccolo's own name
        return passage.out_of_rich(value), 0  # its twin is counted
    after = passage.out_of(value)
    if isinstance(column, Varchar) and column.length:
        after = after[: column.length]
    return after, passage.count(value)


@dataclass(frozen=True)
class Place:
    """A line of the page: what, which meeting, how often, and the words around the first one."""

    what: str
    meeting: str
    times: int
    around: str


async def places_of(hits: list[Hit], passage: Passage) -> list[Place]:
    names = await meeting_names({hit.meeting_id for hit in hits if hit.meeting_id})
    counted = [hit for hit in hits if hit.times]
    return [
        Place(
            hit.texts.place,
            names.get(hit.meeting_id, "") if hit.meeting_id else "",
            hit.times,
            _around(hit, passage),
        )
        for hit in sorted(counted, key=lambda hit: (hit.texts.place, str(hit.meeting_id)))
    ]


def _around(hit: Hit, passage: Passage) -> str:
    """As it will be: the passage itself stands on the page already. Nothing of others' summaries."""
    if hit.texts.table is Digest:
        return "Zusammenfassung an Mitglieder eines Ausschusses"
    told = next((text for text in _texts(hit.after) if passage.stub in text), "")
    at = told.find(passage.stub)
    start, end = max(0, at - AROUND), at + len(passage.stub) + AROUND
    return f"{'… ' if start else ''}{told[start:end]}{' …' if end < len(told) else ''}"


def _texts(value: Any) -> Iterator[str]:
    """Rich text is left to its plain twin."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from chain.from_iterable(map(_texts, value))
    elif isinstance(value, dict):
        told = (part for key, part in value.items() if key != "rich")
        yield from chain.from_iterable(map(_texts, told))


def seen(hits: list[Hit]) -> str:
    """A fingerprint of what the page showed: another place in between is told first."""
    told = sorted(f"{hit.texts.table.__name__} {hit.row_id} {hit.times}" for hit in hits)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()
