from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from app.core.clock import now
from app.groups.tables import Group
from app.meetings.tables import AgendaItem, Meeting
from tests.cast import Cast

ITEMS = ("Begrüßung", "Bedarf an Räumen", "Verschiedenes")


def in_two_weeks() -> datetime:
    """14:00 UTC, fourteen days from now."""
    day = now().astimezone(UTC) + timedelta(days=14)
    return day.replace(hour=14, minute=0, second=0, microsecond=0)


async def make_meeting(group: Group, items: tuple[str, ...] = ITEMS, **columns: Any) -> Meeting:
    """Two hours, in two weeks, with three agenda items of ten minutes."""
    starts_at = columns.pop("starts_at", in_two_weeks())
    values = {
        "title": "5. Sitzung",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "place": "Kreishaus, Raum 204",
        "uid": f"{uuid4()}@spurwerk.example.org",
        **columns,
    }
    meeting = Meeting(group=group.id, **values)
    await meeting.save()
    for position, title in enumerate(items, start=1):
        await make_item(meeting, title=title, position=position)
    return meeting


async def make_item(meeting: Meeting, **columns: Any) -> AgendaItem:
    values = {"title": "Räume", "position": 1, "minutes": 10, **columns}
    item = AgendaItem(meeting=meeting.id, **values)
    await item.save()
    return item


async def first_item(meeting: Meeting) -> AgendaItem:
    item = (
        await AgendaItem.objects()
        .where(AgendaItem.meeting == meeting.id)
        .order_by(AgendaItem.position)
        .first()
    )
    assert item is not None
    return item


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    meeting = await make_meeting(cast.group)
    world.setdefault("group_id", str(cast.group.id))
    world["meeting_id"] = str(meeting.id)
    world["agenda_item_id"] = str((await first_item(meeting)).id)


def id_of(row: Meeting | AgendaItem) -> UUID:
    return UUID(str(row.id))
