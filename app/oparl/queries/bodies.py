"""Körperschaften with their Wahlperioden."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from app.groups.tables import Group, GroupKind
from app.oparl.rules.bodies import BodyRow, Term
from app.people.tables import Body


async def bodies(ids: Sequence[UUID]) -> list[BodyRow]:
    rows = await Body.select(Body.id, Body.name, Body.office_name, Body.postal_address).where(
        Body.id.is_in(list(ids))
    )
    councils = (
        await Group.select(Group.id, Group.body.as_alias("body_id"), Group.starts_on, Group.ends_on)
        .where(Group.body.is_in(list(ids)), Group.kind == GroupKind.KREISTAG)
        .order_by(Group.starts_on, Group.id)
    )
    return [
        BodyRow(
            **row,
            terms=tuple(
                _term(council)
                for council in councils
                if council["body_id"] == row["id"] and council["starts_on"]
            ),
            councils=tuple(c["id"] for c in councils if c["body_id"] == row["id"]),
        )
        for row in rows
    ]


async def terms(ids: Sequence[UUID]) -> list[Term]:
    rows = await Group.select(
        Group.id, Group.body.as_alias("body_id"), Group.starts_on, Group.ends_on
    ).where(
        Group.id.is_in(list(ids)),
        Group.kind == GroupKind.KREISTAG,
        Group.starts_on.is_not_null(),
    )
    return [_term(row) for row in rows]


def _term(row: dict[str, Any]) -> Term:
    return Term(**row)
