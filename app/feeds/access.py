from uuid import UUID

from app.core.actor import Actor
from app.core.errors import Gone, NotFound
from app.core.tokens import hash_of
from app.feeds.tables import CalendarFeed

OFF = "Diese Kalender-Adresse ist abgeschaltet. In Spurwerk können Sie unter „Kalender-Abo“ eine neue anlegen."


async def feed_by_token(token: str) -> CalendarFeed:
    """With its person. The token is the only right.

    Raises NotFound for an unknown token or a blocked person, Gone for a revoked one.
    """
    feed = (
        await CalendarFeed.objects(CalendarFeed.person)
        .where(CalendarFeed.token_hash == hash_of(token))
        .first()
    )
    if feed is None or feed.person.blocked:
        raise NotFound
    if feed.revoked_at is not None:
        raise Gone(OFF)
    return feed


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
