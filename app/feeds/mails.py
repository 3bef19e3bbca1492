from app.core.settings import settings
from app.feeds.queries.own import UnusedFeed
from app.outbox.rules import Outgoing
from app.people.tables import Body
from app.web.templates import render


def feed_ended(feed: UnusedFeed, body: Body) -> Outgoing:
    base_url = settings().base_url
    context = {
        "sender_line": ", ".join(part for part in (body.name, body.office_name) if part),
        "recipient_name": feed.person_name,
        "contact_name": body.contact_name or body.office_name or body.name,
        "contact_mail": body.contact_mail,
        "base_url": base_url,
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
