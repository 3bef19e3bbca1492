import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.settings import settings
from app.feeds import rules
from app.feeds.tables import CalendarFeed
from app.ical.feed import entry as written
from app.ical.values import Event
from app.meetings.tables import Meeting, MeetingStatus


@dataclass(frozen=True)
class OwnFeed:
    id: UUID
    device: str
    created_at: datetime
    last_used_at: datetime | None


async def feeds_of(actor: Actor) -> list[OwnFeed]:
    rows = (
        await CalendarFeed.select(
            CalendarFeed.id, CalendarFeed.device, CalendarFeed.created_at, CalendarFeed.last_used_at
        )
        .where(CalendarFeed.person == actor.person_id, CalendarFeed.revoked_at.is_null())
        .order_by(CalendarFeed.created_at, CalendarFeed.id)
    )
    return [OwnFeed(**row) for row in rows]


COLUMNS = """m.uid, m.sequence, m.title, m.starts_at, m.ends_at, m.zone, m.place, m.video_url,
    m.status, m.created_at, m.updated_at, g.name"""
# Another one after each change of either row: xmin is the transaction that wrote it.
PRINT = "concat_ws(' ', m.id, m.updated_at, m.xmin, g.xmin)"

# Full members see all meetings of their group, guests, advisers and deputies those they are
# invited to. Whoever has left a group sees nothing of it, invited or not. One row of prints: four
# hundred rows take longer to unpack than to find.
VISIBLE = f"""
WITH seat AS (
    SELECT "group",
        bool_or(since <= {{}} AND (until IS NULL OR until >= {{}})) AS now,
        bool_or(since <= {{}} AND (until IS NULL OR until >= {{}})
            AND (role <> 'mitglied' OR standing = 'voting')) AS full_member
    FROM membership WHERE person = {{}} GROUP BY "group"
)
SELECT coalesce(array_agg({PRINT} ORDER BY m.starts_at, m.uid), ARRAY[]::text[]) AS prints
FROM meeting m
JOIN steering_group g ON g.id = m."group"
LEFT JOIN seat ON seat."group" = g.id
LEFT JOIN invitation i ON i.meeting = m.id AND i.person = {{}}
WHERE m.starts_at > {{}}
    AND (m.status <> 'cancelled' OR m.updated_at > {{}})
    AND (coalesce(seat.full_member, false) OR i.id IS NOT NULL AND coalesce(seat.now, true))
    AND (i.revoked_at IS NULL OR m.status = 'cancelled')
    AND coalesce(i.answer, 'open') <> 'declined'
"""
WRITTEN = f"""
SELECT m.id, {COLUMNS}, {PRINT} AS print
FROM meeting m JOIN steering_group g ON g.id = m."group" WHERE m.id = ANY({{}}::uuid[])
"""

# Print of a meeting's row → its VEVENT. All who sit in a group have the same one, and calendars
# ask for it every hour; writing it costs half a millisecond, keeping it some 600 bytes.
ENTRIES: dict[str, bytes] = {}
MOST_ENTRIES = 8192


async def entries_for(person_id: UUID, now: datetime) -> list[bytes]:
    """VEVENTs of the last twelve months and all to come by time; cancelled ones for thirty days."""
    today = clock.berlin(now).date()
    rows = await Meeting.raw(
        VISIBLE, today, today, today, today, person_id, person_id,
        now - rules.PAST, now - rules.CANCELLED_STAY,
    )  # fmt: skip
    found = {a_print: ENTRIES.get(a_print) for a_print in rows[0]["prints"]}
    if missing := [a_print for a_print, entry in found.items() if entry is None]:
        newer = await _written(missing)
        found = {a_print: entry or newer.get(_id_in(a_print)) for a_print, entry in found.items()}
    return [entry for entry in found.values() if entry]


def _id_in(a_print: str) -> str:
    return a_print.partition(" ")[0]


async def _written(prints: list[str]) -> dict[str, bytes]:
    """By the meeting's id. Up to half a second of processor time for a thousand, hence in a thread."""
    rows = await Meeting.raw(WRITTEN, [_id_in(a_print) for a_print in prints])
    entries = await asyncio.to_thread(lambda: [written(_event(row)) for row in rows])
    if len(ENTRIES) + len(rows) > MOST_ENTRIES:
        ENTRIES.clear()
    ENTRIES.update(zip((row["print"] for row in rows), entries, strict=True))
    return dict(zip((str(row["id"]) for row in rows), entries, strict=True))


def _event(row: dict[str, Any]) -> Event:
    return Event(
        uid=row["uid"],
        sequence=row["sequence"],
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        zone=row["zone"],
        summary=f"{row['name']}: {row['title']}",
        description="Tagesordnung und Unterlagen stehen auf der Seite der Sitzung.",
        location=row["place"],
        url=f"{settings().base_url}/sitzungen/{row['id']}",
        conference_url=row["video_url"] or None,
        created_at=row["created_at"],
        modified_at=row["updated_at"],
        cancelled=row["status"] == MeetingStatus.CANCELLED,
    )
