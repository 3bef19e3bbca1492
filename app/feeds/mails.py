from app.core.settings import settings
from app.feeds.queries.own import UnusedFeed
from app.outbox.rules import Outgoing
from app.people.letterhead import letterhead, sender
from app.people.tables import Body
from app.web.templates import mail_texts


def feed_ended(feed: UnusedFeed, body: Body) -> Outgoing:
    context = {
        **letterhead(body, feed.person_name),
        "device": feed.device,
        "page": f"{settings().base_url}/kalender",
    }
    return Outgoing(
        kind="feed_ended",
        dedupe_key=f"feed_ended:{feed.id}",
        **mail_texts("feeds/mail/feed_ended", **context),
        recipient_name=feed.person_name,
        recipient_address=feed.email,
        person_id=feed.person_id,
        subject_id=feed.id,
        **sender(body),
    )
