from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from app.core.tokens import hash_of
from app.feeds import rules
from app.feeds.tables import CalendarFeed
from app.groups.tables import Group
from app.meetings.tables import Meeting
from app.people.tables import Person
from tests.cast import Cast
from tests.meetings.make import in_two_weeks, make_meeting


async def make_feed(person: Person, **columns: Any) -> tuple[CalendarFeed, str]:
    """The row, and the path a calendar program would fetch."""
    feed_id = uuid4()
    token = rules.token_of(feed_id)
    values = {"device": "Mein Telefon", "token_hash": hash_of(token), **columns}
    feed = CalendarFeed(id=feed_id, person=person.id, **values)
    await feed.save()
    return feed, f"/kalender/{token}.ics"


async def make_dated(group: Group, *, days: int = 14, **columns: Any) -> Meeting:
    """Without an agenda, so many days from today."""
    starts_at = in_two_weeks() + timedelta(days=days - 14)
    return await make_meeting(group, items=(), starts_at=starts_at, **columns)


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    feed, _ = await make_feed(cast.anna)
    world["feed_id"] = str(UUID(str(feed.id)))
    world["name"] = "unbekannt.ics"
