from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from app.core.actor import Actor
from app.core.clock import now
from app.groups.tables import Group
from app.meetings.tables import Meeting, MeetingSeries
from app.series.operations.create import create_series
from app.series.rules import SeriesData
from tests.cast import Cast

FIRST = datetime(2027, 1, 12, 9, 0, tzinfo=UTC)  # a Tuesday, 10:00 in Berlin
AGENDA = ("Begrüßung", "Verschiedenes")


def actor_of(cast: Cast) -> Actor:
    """Anna, of the office."""
    return Actor(person_id=cast.anna.id, name="Anna", office_of=frozenset({cast.body.id}))


def series_data(**changes: Any) -> SeriesData:
    """Six Tuesdays, every second week, across the change to summer time."""
    starts_at = changes.get("starts_at", FIRST)
    values = {
        "title": "Sitzung", "rule": "FREQ=WEEKLY;COUNT=6;INTERVAL=2;BYDAY=TU;WKST=MO",
        "starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2),
        "place": "Kreishaus", "room": "Raum 204", "video_url": "", **changes,
    }  # fmt: skip
    return SeriesData(**values)


async def make_series(cast: Cast, group: Group | None = None, **changes: Any) -> MeetingSeries:
    left_out = changes.pop("left_out", ())
    series_id = uuid4()
    await create_series(
        actor_of(cast), (group or cast.group).id, series_id, series_data(**changes), AGENDA,
        left_out=left_out,
    )  # fmt: skip
    found = await MeetingSeries.objects().where(MeetingSeries.id == series_id).first()
    assert found is not None
    return found


async def meetings_of(series: MeetingSeries) -> list[Meeting]:
    return list(
        await Meeting.objects()
        .where(Meeting.series == series.id)
        .order_by(Meeting.recurrence_at, Meeting.starts_at)
    )


def first_in_the_coming_year() -> datetime:
    """The first Tuesday of February, 10:00 in Berlin: ahead of us whenever this runs."""
    day = date(now().year + 1, 2, 1)
    tuesday = day + timedelta(days=(1 - day.weekday()) % 7)
    return datetime(tuesday.year, tuesday.month, tuesday.day, 9, 0, tzinfo=UTC)


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    series = await make_series(cast)
    world.setdefault("group_id", str(cast.group.id))
    world["series_id"] = str(series.id)
