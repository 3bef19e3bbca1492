"""The text of one item as it stands: what a save is held against, and the answer to it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.core.errors import NotFound
from app.minutes.tables import MinutesItem

STAND = """
SELECT ai.id, coalesce(t.text, '') AS text, coalesce(t.rich, '') AS rich,
  coalesce(t.version, 0) AS version, coalesce(t.changed_by_name, '') AS changed_by, t.changed_at
FROM agenda_item ai LEFT JOIN minutes mi ON mi.meeting = ai.meeting
  LEFT JOIN minutes_item t ON t.minutes = mi.id AND t.agenda_item = ai.id
WHERE ai.id = {} AND ai.meeting = {}
"""


@dataclass(frozen=True)
class Stand:
    """Version 0: nothing written yet."""

    id: UUID
    text: str
    rich: str
    version: int
    changed_by: str
    changed_at: datetime | None


async def stand_of(meeting_id: UUID, item_id: UUID) -> Stand:
    """For callers who have asked for rights; 404 for an item of another meeting."""
    rows = await MinutesItem.raw(STAND, item_id, meeting_id)
    if not rows:
        raise NotFound
    return Stand(**rows[0])
