"""When a committee sits, as everybody may know it: by its public papers."""

from datetime import datetime
from typing import Any
from uuid import UUID

from app.core import clock
from app.core.settings import settings
from app.feeds import rules
from app.ical.day import WholeDay, whole_day
from app.vorlagen.tables import CommitteeSession

PUBLIC = """
SELECT s.id, s.held_on, s.title, s.place, s.begins_at, s.version, s.created_at, g.name,
    g.id AS committee
FROM committee_session s JOIN steering_group g ON g.id = s.committee
WHERE s.committee = {} AND s.held_on > {} AND EXISTS (
    SELECT FROM consultation c JOIN vorlage v ON v.id = c.vorlage
    WHERE c.committee = s.committee AND c.held_on = s.held_on AND v.visibility = 'public')
ORDER BY s.held_on, s.id
"""


async def sessions_of(committee_id: UUID, now: datetime) -> list[bytes]:
    """Whole days: when a session ends is not known. Days with only confidential papers are missing."""
    since = clock.berlin(now - rules.PAST).date()
    rows = await CommitteeSession.raw(PUBLIC, committee_id, since)
    return [whole_day(_day(row)) for row in rows]


def _day(row: dict[str, Any]) -> WholeDay:
    begin = f"{row['begins_at']:%H:%M} Uhr" if row["begins_at"] else ""
    what = f"{row['name']}: {row['title'] or 'Sitzung'}"
    return WholeDay(
        uid=rules.uid_of(row["id"]),
        sequence=row["version"] - 1,
        day=row["held_on"],
        summary=f"{what}, {begin}" if begin else what,
        description=", ".join(part for part in (begin and f"Beginn {begin}", row["place"]) if part),
        url=f"{settings().base_url}/gremien/{row['committee']}/sitzungen/{row['held_on']}",
        created_at=row["created_at"],
        modified_at=row["created_at"],
    )
