"""The text of one item as it is saved, for the answer to every save."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.minutes.tables import MinutesItem

STAND = """
SELECT ai.id, coalesce(t.text, '') AS text, coalesce(t.rich, '') AS rich,
  coalesce(t.version, 0) AS version, coalesce(t.changed_by_name, '') AS changed_by, t.changed_at
FROM agenda_item ai LEFT JOIN minutes_item t ON t.agenda_item = ai.id
WHERE ai.id = {} AND ai.meeting = {}
"""


@dataclass(frozen=True)
class Stand:
    id: UUID
    text: str
    rich: str
    version: int
    changed_by: str
    changed_at: datetime | None


async def stand_of(meeting_id: UUID, item_id: UUID) -> Stand:
    """For who has just saved there: every few seconds, so nothing else is asked for."""
    return Stand(**(await MinutesItem.raw(STAND, item_id, meeting_id))[0])
