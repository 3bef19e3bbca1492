"""Rows that change hands, go, and come back; what PersonMerge.moved remembers of them."""

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from piccolo.columns import Column
from piccolo.table import Table

from app.core.db import inside_transaction
from app.duplicates.rules import FOLLOWERS, KNOWN, Moved, column_of, columns_of, name_of, referred

Row = dict[str, Any]


@inside_transaction
async def move(table: type[Table], column: str, *, old: UUID, new: UUID) -> list[Moved]:
    """Empty, or the one note of what moved."""
    held = column_of(table, column)
    key: Any = column_of(table, "id")
    rows = await table.update({held: new}).where(held == old).returning(key)
    ids = [str(row["id"]) for row in rows]
    return [Moved(name_of(table), column, str(old), str(new), ids)] if ids else []


@inside_transaction
async def take_away(table: type[Table], row_id: UUID, stays: UUID) -> tuple[Row, list[Moved]]:
    """Deletes a row; what points to it goes on with the one that stays."""
    row = await one(table, row_id)
    followed = [
        moved
        for follower, column in FOLLOWERS[table]
        for moved in await move(follower, column, old=row_id, new=stays)
    ]
    await table.delete().where(column_of(table, "id") == row_id)
    return row, followed


@inside_transaction
async def one(table: type[Table], row_id: UUID) -> Row:
    """As JSON can hold it."""
    rows = await table.select().where(column_of(table, "id") == row_id)
    told: Row = json.loads(json.dumps(rows[0], default=str))
    return told


@inside_transaction
async def put_back(table: type[Table], row: Row) -> bool:
    """False where something has taken its place, or what it belongs to is gone."""
    values = {column._meta.name: _value(column, row) for column in columns_of(table)}  # noqa: SLF001 - Piccolo's own name for it
    for column in columns_of(table):
        target, name = referred(column), column._meta.name  # noqa: SLF001 - Piccolo's own name for it
        if target is None or values[name] is None:
            continue
        if not await target.exists().where(column_of(target, "id") == values[name]):
            if not column._meta.null:  # noqa: SLF001 - Piccolo's own name for it
                return False
            values[name] = None
    key: Any = column_of(table, "id")
    return bool(await table.insert(table(**values)).on_conflict(action="DO NOTHING").returning(key))


def _value(column: Column, row: Row) -> Any:
    """A column that is newer than the note keeps its default."""
    name = column._meta.name  # noqa: SLF001 - Piccolo's own name for it
    if name not in row:
        return column.get_default_value()
    raw = row[name]
    if raw is None:
        return None
    kind = column.value_type
    if kind is UUID:
        return UUID(raw)
    return kind.fromisoformat(raw) if kind in {date, datetime} else raw


@inside_transaction
async def move_back(moved: Moved, *, holder: UUID) -> int:
    """Only rows that are still there and still the holder's; how many."""
    table = KNOWN[moved.table]
    column = column_of(table, moved.column)
    key: Any = column_of(table, "id")
    rows = (
        await table.update({column: UUID(moved.old)})
        .where(key.is_in([UUID(each) for each in moved.ids]), column == holder)
        .returning(key)
    )
    return len(rows)


def noted(moved: list[Moved]) -> list[Row]:
    return [asdict(each) for each in moved]
