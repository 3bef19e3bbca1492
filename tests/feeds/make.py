from datetime import UTC, timedelta
from typing import Any
from uuid import UUID, uuid4

from app.core.clock import now
from app.core.tokens import hash_of
from app.feeds import rules
from app.feeds.tables import CalendarFeed
from app.groups.tables import Group
from app.invitations.tables import Invitation
from app.meetings.tables import Meeting
from app.people.tables import Person
from tests.cast import Cast


async def make_feed(person: Person, **columns: Any) -> tuple[CalendarFeed, str]:
    """The row, and the path a calendar program would fetch."""
    feed_id = uuid4()
    token = rules.token_of(feed_id)
    values = {"device": "Mein Telefon", "token_hash": hash_of(token), **columns}
    feed = CalendarFeed(id=feed_id, person=person.id, **values)
    await feed.save()
    return feed, f"/kalender/{token}.ics"


async def make_dated(group: Group, *, days: int = 14, **columns: Any) -> Meeting:
    """Two hours from 14:00 UTC on, so many days from today."""
    day = now().astimezone(UTC) + timedelta(days=days)
    starts_at = day.replace(hour=14, minute=0, second=0, microsecond=0)
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
    return meeting


async def invite(meeting: Meeting, person: Person, **columns: Any) -> Invitation:
    values = {
        "address": person.email,
        "reply_token_hash": uuid4().hex,
        "answer_token_hash": uuid4().hex,
        **columns,
    }
    invitation = Invitation(meeting=meeting.id, person=person.id, **values)
    await invitation.save()
    return invitation


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    feed, _ = await make_feed(cast.anna)
    world["feed_id"] = str(UUID(str(feed.id)))
    world["name"] = "unbekannt.ics"
