"""Public papers with everything that is shown of them."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from piccolo.columns import And
from piccolo.querystring import QueryString

from app.oparl import access
from app.oparl.queries.attachments import attachments_of
from app.oparl.queries.steps import steps_of_papers
from app.oparl.rules.papers import PaperRow
from app.reading.paper import Point
from app.vorlagen.tables import Vorlage, VorlageStatus

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
    QueryString(
        "(SELECT json_agg(d ORDER BY d.position, d.id) FROM decision_point d"
        " WHERE d.vorlage = vorlage.id) AS points"
    ),
)


async def papers(body_id: UUID, ids: Sequence[UUID]) -> list[PaperRow]:
    """Those of these papers that are public. At most four statements."""
    rows = await Vorlage.select(*PAPER).where(
        And(Vorlage.id.is_in(list(ids)), access.public_papers(body_id))
    )
    known = [{**row, "paper": json.loads(row["paper"])} for row in rows]
    if not known:
        return []
    found = [row["id"] for row in known]
    steps, attached = await steps_of_papers(found), await attachments_of(found)
    numbers = {number for row in known for number in row["paper"]["related"]}
    others = await _papers_with(body_id, numbers)
    return [
        PaperRow(
            **{
                **row,
                "status": VorlageStatus(row["status"]),
                "points": _points(row["points"]),
                "steps": steps.get(row["id"], ()),
                "attachments": attached.get(row["id"], ()),
                "related": tuple(
                    others[number] for number in row["paper"]["related"] if number in others
                ),
            }
        )
        for row in known
    ]


def _points(raw: str | None) -> tuple[Point, ...]:
    return tuple(
        {"marker": point["marker"] or None, "depth": point["depth"], "text": point["text"]}
        for point in json.loads(raw or "[]")
    )


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
