"""What helps to minute one agenda item, beside its text: the clock and the text blocks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.core import clock
from app.minutes.clocks import Clock
from app.minutes.forms import distinct
from app.minutes.inserting import InsertForm
from app.minutes.record import ItemPart, Record
from app.minutes.sheet import NOTHING, Typed
from app.minutes.tables import Minutes, MinutesStatus
from app.textblocks.queries import Block


@dataclass(frozen=True)
class Face:
    """A clock as shown now; `after`: the item that comes next. `runs` only in a draft."""

    words: str
    planned: int
    seconds: int
    since: datetime | None
    ticks: bool  # the browser goes on counting
    runs: bool
    after: ItemPart | None


@dataclass(frozen=True)
class Desk:
    face: Face
    insert: InsertForm | None  # None: the group has no blocks


def desks_of(
    record: Record, minutes: Minutes, beside: Mapping[str, Any], typed: Typed = NOTHING
) -> dict[UUID, Desk]:
    """By agenda item. `beside`: fields of queries.Beside."""
    faces = faces_of(record, minutes, beside["clocks"])
    blocks: Sequence[Block] = beside["blocks"]
    return {item.id: Desk(faces[item.id], _insert(item, blocks, typed)) for item in record.items}


def _insert(item: ItemPart, blocks: Sequence[Block], typed: Typed) -> InsertForm | None:
    if not blocks:
        return None
    form = (typed.insert if typed.item_id == item.id else None) or InsertForm()
    return distinct(form.offer(blocks), item.id)


def faces_of(record: Record, minutes: Minutes, clocks: Mapping[UUID, Clock]) -> dict[UUID, Face]:
    following = zip(record.items, [*record.items[1:], None], strict=True)
    return {
        item.id: _face(clocks.get(item.id, Clock()), minutes, after) for item, after in following
    }


def _face(known: Clock, minutes: Minutes, after: ItemPart | None) -> Face:
    now = clock.now()
    return Face(
        words=known.words(now), planned=known.planned or 0,
        seconds=int(known.spent(now).total_seconds()), since=known.since, ticks=known.ticks(now),
        runs=minutes.status == MinutesStatus.DRAFT, after=after,
    )  # fmt: skip
