"""Dates that a Vorlage sets for what comes of its points: in their wording, else its Beratungsfolge."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from app.core.actor import Actor
from app.mandates import access
from app.mandates.deadlines import Due, deadline_in
from app.mandates.tables import Mandate
from app.vorlagen.rules.points import point_label

# Values: today, points.
POINTS = """
SELECT dp.id, dp.marker, dp.position, dp.text, v.reference, v.body, v.committee, v.visibility,
  (SELECT min(c.held_on) FROM consultation c WHERE c.vorlage = v.id AND c.held_on > {}
    AND c.result_code = '' AND c.result_raw = '') AS next_step
FROM decision_point dp JOIN vorlage v ON v.id = dp.vorlage WHERE dp.id = ANY({})
"""


async def dues_of(actor: Actor, point_ids: Sequence[UUID], today: date) -> dict[UUID, Due]:
    """Of those points that have one and that the actor may read."""
    if not point_ids:
        return {}
    found: dict[UUID, Due] = {}
    for row in await Mandate.raw(POINTS, today, list(point_ids)):
        if not access.may_open_vorlage(actor, row["body"], row["committee"], row["visibility"]):
            continue
        paper = f"der Vorlage {row['reference']}" if row["reference"] else "der Vorlage"
        said = deadline_in(row["text"])
        if said:
            point = point_label(row["marker"], row["position"])
            found[row["id"]] = Due(said, f"dem Wortlaut von {point} {paper}")
        elif row["next_step"]:
            found[row["id"]] = Due(row["next_step"], f"der Beratungsfolge {paper}")
    return found


async def due_of(actor: Actor, point_id: UUID | None, today: date) -> Due | None:
    return (await dues_of(actor, [point_id], today)).get(point_id) if point_id else None


def origin_of(due: Due | None, due_on: date | None) -> str:
    """Where a date that somebody sent was taken from; "" for one of their own."""
    return due.origin if due is not None and due.on == due_on else ""
