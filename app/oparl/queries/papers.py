"""Public papers with everything that is shown of them."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from piccolo.columns import And
from piccolo.query import OrderByRaw

from app.oparl import access
from app.oparl.queries.steps import steps_of_papers
from app.oparl.rules.papers import PaperRow
from app.reading.paper import Point
from app.vorlagen.tables import DecisionPoint, Vorlage, VorlageStatus

PAPER = (
    Vorlage.id,
    Vorlage.body.as_alias("body_id"),
    Vorlage.body.name.as_alias("body_name"),
    Vorlage.reference,
    Vorlage.title,
    Vorlage.paper_type,
    Vorlage.dated_on,
    Vorlage.lead_unit,
    Vorlage.status,
    Vorlage.paper,
)


async def papers(body_id: UUID, ids: Sequence[UUID]) -> list[PaperRow]:
    """Those of these papers that are public. Four statements."""
    rows = await Vorlage.select(*PAPER).where(
        And(Vorlage.id.is_in(list(ids)), access.public_papers(body_id))
    )
    known = [{**row, "paper": json.loads(row["paper"])} for row in rows]
    if not known:
        return []
    found = [row["id"] for row in known]
    steps, points = await steps_of_papers(found), await _points_of(found)
    numbers = {number for row in known for number in row["paper"]["related"]}
    others = await _papers_with(body_id, numbers)
    return [
        PaperRow(
            **{
                **row,
                "status": VorlageStatus(row["status"]),
                "points": points.get(row["id"], ()),
                "steps": steps.get(row["id"], ()),
                "related": tuple(
                    others[number] for number in row["paper"]["related"] if number in others
                ),
            }
        )
        for row in known
    ]


async def _points_of(ids: Sequence[UUID]) -> dict[UUID, tuple[Point, ...]]:
    rows = (
        await DecisionPoint.select(
            DecisionPoint.vorlage, DecisionPoint.marker, DecisionPoint.depth, DecisionPoint.text
        )
        .where(DecisionPoint.vorlage.is_in(list(ids)))
        .order_by(OrderByRaw('"decision_point"."position", "decision_point"."id"'))
    )
    found: dict[UUID, tuple[Point, ...]] = {}
    for row in rows:
        point: Point = {
            "marker": row["marker"] or None,
            "depth": row["depth"],
            "text": row["text"],
        }
        found[row["vorlage"]] = (*found.get(row["vorlage"], ()), point)
    return found


async def _papers_with(body_id: UUID, numbers: set[str]) -> dict[str, UUID]:
    """Number → public paper of the same body."""
    if not numbers:
        return {}
    rows: list[dict[str, Any]] = await Vorlage.select(Vorlage.id, Vorlage.reference).where(
        And(
            And(Vorlage.body == body_id, Vorlage.reference.is_in(sorted(numbers))),
            access.public_papers(body_id),
        )
    )
    return {row["reference"]: row["id"] for row in rows}
