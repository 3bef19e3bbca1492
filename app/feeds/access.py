from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.core.actor import Actor
from app.core.errors import Gone, NotFound
from app.core.tokens import hash_of
from app.feeds.tables import CalendarFeed

OFF = "Diese Kalender-Adresse ist abgeschaltet. In Spurwerk können Sie unter „Kalender-Abo“ eine neue anlegen."


SUBSCRIBER = """
SELECT f.id, f.person, f.last_used_at, f.revoked_at, p.blocked
FROM calendar_feed f JOIN person p ON p.id = f.person WHERE f.token_hash = {}
"""


@dataclass(frozen=True)
class Subscriber:
    """Who reads the feed, and when a calendar program last did."""

    feed_id: UUID
    person_id: UUID
    last_used_at: datetime | None


async def subscriber_by_token(token: str) -> Subscriber:
    """The token is the only right.

    Raises NotFound for an unknown token or a blocked person, Gone for a revoked one.
    """
    rows = await CalendarFeed.raw(SUBSCRIBER, hash_of(token))
    if not rows or rows[0]["blocked"]:
        raise NotFound
    if rows[0]["revoked_at"] is not None:
        raise Gone(OFF)
    return Subscriber(rows[0]["id"], rows[0]["person"], rows[0]["last_used_at"])


async def feed_to_change(actor: Actor, feed_id: UUID) -> CalendarFeed:
    """Everybody only their own. Locked; inside a transaction."""
    feed = (
        await CalendarFeed.objects()
        .where(CalendarFeed.id == feed_id, CalendarFeed.person == actor.person_id)
        .lock_rows("UPDATE")
        .first()
    )
    if feed is None:
        raise NotFound
    return feed
