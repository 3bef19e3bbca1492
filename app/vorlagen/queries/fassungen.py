"""The states of a Vorlage as they came in."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from piccolo.columns.combination import And

from app.reading.paper import Paper
from app.vorlagen.rules.differences import Difference
from app.vorlagen.tables import Fassung, Vorlage


@dataclass(frozen=True)
class Existing:
    """A Vorlage with the number of the paper that is being read in.

    `differences` None: the form has to be put right first.
    """

    id: UUID
    label: str
    version: int
    next: int
    differences: Sequence[Difference] | None


@dataclass(frozen=True)
class FassungRow:
    number: int
    dated_on: date | None
    received_at: datetime  # UTC
    received_by: str
    note: str


async def existing_with(body_id: UUID, reference: str) -> dict[str, Any] | None:
    """The Vorlage of the body with this number: id, title, version, paper as JSON, next."""
    if not reference:
        return None
    row = (
        await Vorlage.select(
            Vorlage.id, Vorlage.reference, Vorlage.title, Vorlage.version, Vorlage.paper
        )
        .where(And(Vorlage.body == body_id, Vorlage.reference == reference))
        .first()
    )
    return {**row, "next": await last_number(row["id"]) + 1} if row else None


async def last_number(vorlage_id: UUID) -> int:
    """Of the newest Fassung; 1 as long as there is only what was read in first."""
    rows = (
        await Fassung.select(Fassung.number)
        .where(Fassung.vorlage == vorlage_id)
        .order_by(Fassung.number, ascending=False)
        .limit(1)
    )
    return rows[0]["number"] if rows else 1


async def fassungen_of(vorlage_id: UUID) -> list[FassungRow]:
    """The oldest first; empty as long as there was only one. The caller has checked the right."""
    person: Any = Fassung.created_by
    rows = (
        await Fassung.select(
            Fassung.number, Fassung.dated_on, Fassung.received_at, Fassung.note,
            person.given_name.as_alias("given"), person.family_name.as_alias("family"),
        ).where(Fassung.vorlage == vorlage_id).order_by(Fassung.number)
    )  # fmt: skip
    return [
        FassungRow(
            row["number"], row["dated_on"], row["received_at"],
            " ".join(filter(None, (row["given"], row["family"]))), row["note"],
        )
        for row in rows
    ]  # fmt: skip


async def papers_of(vorlage_id: UUID, numbers: Sequence[int]) -> dict[int, Paper]:
    rows = await Fassung.select(Fassung.number, Fassung.paper).where(
        Fassung.vorlage == vorlage_id, Fassung.number.is_in(list(numbers))
    )
    return {row["number"]: cast("Paper", json.loads(row["paper"])) for row in rows}
