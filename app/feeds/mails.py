from app.core.settings import settings
from app.feeds.queries.own import UnusedFeed
from app.outbox.rules import Outgoing
from app.people.letterhead import letterhead
from app.people.tables import Body
from app.web.templates import render


def feed_ended(feed: UnusedFeed, body: Body) -> Outgoing:
    base_url = settings().base_url
    context = {
        **letterhead(body, feed.person_name),
        "device": feed.device,
        "page": f"{base_url}/kalender",
    }
    return Outgoing(
        kind="feed_ended",
        dedupe_key=f"feed_ended:{feed.id}",
        subject=render("feeds/mail/feed_ended.subject.txt").strip(),
        text=render("feeds/mail/feed_ended.txt", **context),
        html=render("feeds/mail/feed_ended.html", **context),
        recipient_name=feed.person_name,
        recipient_address=feed.email,
        person_id=feed.person_id,
        body_id=body.id,
        subject_id=feed.id,
        sender_name=body.office_name or body.name,
        reply_to=(body.contact_name or body.office_name, body.contact_mail)
        if body.contact_mail
        else None,
    )
