"""Meetings, agenda items and decisions in which a mandate may have been moved."""

from dataclasses import dataclass
from datetime import date
from textwrap import shorten
from typing import Any
from uuid import UUID

from app.core import clock
from app.mandates.tables import Mandate

MEETINGS_OFFERED = 12
PLACES = """
SELECT mt.id AS meeting_id, mt.title AS meeting_title, mt.starts_at, ai.id AS item_id,
  ai.title AS item_title, n.label, d.id AS decision_id, d.text,
  coalesce(e.number || '/' || e.year, '') AS number
FROM (SELECT * FROM meeting WHERE "group" = {} AND status <> 'cancelled'
  ORDER BY starts_at DESC LIMIT {}) mt
LEFT JOIN LATERAL agenda_numbers(mt.id) n ON true
LEFT JOIN agenda_item ai ON ai.id = n.item
LEFT JOIN decision d ON d.agenda_item = ai.id LEFT JOIN register_entry e ON e.decision = d.id
ORDER BY mt.starts_at DESC, n.number, d.created_at, d.id
"""
# Values: meeting, item, decision, group.
PLACE = """
SELECT mt.id AS meeting_id, ai.id AS item_id, d.id AS decision_id, mt.starts_at
FROM meeting mt LEFT JOIN agenda_item ai ON ai.meeting = mt.id
LEFT JOIN decision d ON d.agenda_item = ai.id
WHERE (mt.id = {} OR ai.id = {} OR d.id = {}) AND mt."group" = {}
LIMIT 1
"""


@dataclass(frozen=True)
class Place:
    """`day`: of the meeting, as it is counted in Berlin."""

    meeting_id: UUID | None = None
    item_id: UUID | None = None
    decision_id: UUID | None = None
    day: date | None = None


async def place_of(
    group_id: UUID, meeting_id: UUID | None, item_id: UUID | None, decision_id: UUID | None
) -> Place | None:
    """None for what belongs to another group. A decision says its item, an item its meeting."""
    if not (meeting_id or item_id or decision_id):
        return Place()
    row = next(iter(await Mandate.raw(PLACE, meeting_id, item_id, decision_id, group_id)), None)
    if row is None:
        return None
    return Place(
        meeting_id=row["meeting_id"],
        item_id=row["item_id"] if item_id or decision_id else None,
        decision_id=decision_id,
        day=min(clock.berlin(row["starts_at"]).date(), clock.today()),
    )


async def places_of(group_id: UUID) -> dict[str, dict[str, str]]:
    """The latest meetings with their agenda items and decisions, for a select field with groups."""
    offered: dict[str, dict[str, str]] = {}
    for row in await Mandate.raw(PLACES, group_id, MEETINGS_OFFERED):
        label = f"{row['meeting_title']} am {clock.berlin(row['starts_at']):%d.%m.%Y}"
        items = offered.setdefault(label, {f"sitzung:{row['meeting_id']}": f"{label}, ohne TOP"})
        items |= _choices(row)
    return offered


def _choices(row: dict[str, Any]) -> dict[str, str]:
    found = {}
    if row["item_id"]:
        found[f"top:{row['item_id']}"] = f"TOP {row['label']}: {row['item_title']}"
    if row["decision_id"]:
        words = shorten(row["text"], 90, placeholder=" …")
        found[f"beschluss:{row['decision_id']}"] = f"Beschluss {row['number']}: {words}"
    return found
