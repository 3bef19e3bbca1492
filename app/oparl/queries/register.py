"""Which objects are published, since when, and on which page of a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from piccolo.apps.migrations.tables import Migration
from piccolo.columns import And, Where
from piccolo.query.functions import Max, Min
from piccolo.querystring import QueryString

from app.oparl.rules.asked import Asked
from app.oparl.rules.shapes import Stamp, Stamps
from app.oparl.tables import Kind, OparlObject

COLUMNS = (
    OparlObject.kind,
    OparlObject.object_id,
    OparlObject.body_id,
    OparlObject.place,
    OparlObject.created_at,
    OparlObject.modified_at,
    OparlObject.deleted_at,
)


@dataclass(frozen=True)
class Page:
    stamps: tuple[Stamp, ...]
    count: int

    def pages(self, per_page: int) -> int:
        """An empty list has one page."""
        return max(1, -(-self.count // per_page))


def _stamp(row: dict[str, Any]) -> Stamp:
    return Stamp(**{**row, "kind": Kind(row["kind"])})


async def stamp_of(kind: Kind, object_id: UUID) -> Stamp | None:
    """Also of a deleted object; None for what was never public."""
    row = (
        await OparlObject.select(*COLUMNS)
        .where(OparlObject.kind == kind, OparlObject.object_id == object_id)
        .first()
    )
    return _stamp(row) if row else None


async def stamps_inside(roots: Sequence[UUID]) -> Stamps:
    """What is published with these papers, sessions, committees or bodies, and not deleted."""
    rows = await OparlObject.select(*COLUMNS).where(
        OparlObject.root_id.is_in(list(roots)), OparlObject.deleted_at.is_null()
    )
    found = [_stamp(row) for row in rows]
    return {(stamp.kind, stamp.object_id): stamp for stamp in found}


async def stamps_of(kind: Kind, ids: Sequence[UUID]) -> Stamps:
    """Of those that are not deleted."""
    if not ids:
        return {}
    rows = await OparlObject.select(*COLUMNS).where(
        OparlObject.kind == kind,
        OparlObject.object_id.is_in(list(ids)),
        OparlObject.deleted_at.is_null(),
    )
    return {(kind, row["object_id"]): _stamp(row) for row in rows}


async def page_of(
    kind: Kind, asked: Asked, *, body_id: UUID | None = None, organization_id: UUID | None = None
) -> Page:
    """In the order of publication, which never changes. Deleted ones as 2.5 wants it."""
    wanted = _filters(kind, asked)
    if body_id:
        wanted = And(wanted, OparlObject.body_id == body_id)
    if organization_id:
        wanted = And(wanted, OparlObject.organization_id == organization_id)
    rows = (
        await OparlObject.select(*COLUMNS, QueryString("count(*) OVER () AS total"))
        .where(wanted)
        .order_by(OparlObject.id)
        .limit(asked.per_page)
        .offset((asked.page - 1) * asked.per_page)
    )
    if rows:
        totals = {row.pop("total") for row in rows}
        return Page(tuple(_stamp(row) for row in rows), totals.pop())
    return Page((), 0 if asked.page == 1 else await OparlObject.count().where(wanted))


def _filters(kind: Kind, asked: Asked) -> And | Where:
    found: And | Where = OparlObject.kind == kind
    if not asked.wants_deleted:
        found = And(found, OparlObject.deleted_at.is_null())
    for name, moment in asked.dates.items():
        column = OparlObject.created_at if name.startswith("created") else OparlObject.modified_at
        found = And(found, column >= moment if name.endswith("since") else column <= moment)
    return found


async def installed() -> tuple[datetime, datetime]:
    """First and last migration: since when the system is there, and this version of it."""
    row = await Migration.select(
        Min(Migration.ran_on).as_alias("first"), Max(Migration.ran_on).as_alias("last")
    ).first()
    assert row is not None
    return row["first"], row["last"]
