"""Secret calendar addresses: made, shown once, used, switched off (docs/adr/0024)."""

from datetime import datetime, timedelta
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor, system
from app.core.db import opens_transaction
from app.core.errors import NotFound, RuleViolation
from app.core.tokens import SHOWN_AGAIN, hash_of
from app.feeds import access, mails, rules
from app.feeds.forms import FeedData
from app.feeds.queries.own import unused_since
from app.feeds.tables import CalendarChange, CalendarFeed
from app.outbox import operations as outbox
from app.people.tables import Body, Person

MOST_AT_ONCE = 100
CHANGES_STAY = timedelta(days=2)
ALREADY_SHOWN = "Diese Adresse ist schon angelegt und wird nur einmal gezeigt. Wenn Sie sie nicht mehr haben, schalten Sie sie ab und legen Sie eine neue an."


@opens_transaction
async def create_feed(actor: Actor, *, now: datetime, data: FeedData) -> str:
    """The token. The same form again gets it again for two minutes. Raises RuleViolation."""
    await access.check_may_subscribe(actor, data.kind, data.group)
    await Person.objects().where(Person.id == actor.person_id).lock_rows("UPDATE").first()
    token = rules.token_of(data.id)
    existing = await CalendarFeed.objects().where(CalendarFeed.id == data.id).first()
    if existing is not None:
        _check_may_be_shown_again(actor, existing, now)
        return token
    rules.check_room_for_another(
        await CalendarFeed.count().where(
            CalendarFeed.person == actor.person_id, CalendarFeed.revoked_at.is_null()
        )
    )
    await CalendarFeed.insert(
        CalendarFeed(
            id=data.id,
            person=actor.person_id,
            kind=data.kind,
            group=data.group,
            with_tasks=data.with_tasks,
            device=data.device,
            token_hash=hash_of(token),
            created_at=now,
        )
    )
    await audit.record(actor, "feed.created", data.id)
    return token


def _check_may_be_shown_again(actor: Actor, feed: CalendarFeed, now: datetime) -> None:
    if feed.person != actor.person_id:
        raise NotFound
    if feed.revoked_at is not None or feed.created_at < now - SHOWN_AGAIN:
        raise RuleViolation(ALREADY_SHOWN)


@opens_transaction
async def revoke_feed(actor: Actor, feed_id: UUID, *, now: datetime) -> None:
    feed = await access.feed_to_change(actor, feed_id)
    if feed.revoked_at is not None:
        return
    feed.revoked_at = now
    await feed.save([CalendarFeed.revoked_at])
    await audit.record(actor, "feed.revoked", feed_id)


@opens_transaction
async def note_use(feed_id: UUID, *, now: datetime) -> None:
    await CalendarFeed.update({CalendarFeed.last_used_at: now}).where(CalendarFeed.id == feed_id)


@opens_transaction
async def end_unused(*, now: datetime) -> int:
    """Switches off what no program has fetched for ninety days, with a mail; how many.

    At most a hundred at once: there may be more. Who is blocked gets no mail.
    """
    unused = await unused_since(now - rules.UNUSED, most=MOST_AT_ONCE)
    if not unused:
        return 0
    await CalendarFeed.update({CalendarFeed.revoked_at: now}).where(
        CalendarFeed.id.is_in([feed.id for feed in unused])
    )
    bodies = {body.id: body for body in await Body.objects()}
    for feed in unused:
        await audit.record(system(), "feed.ended", feed.id, body_id=feed.body_id)
    told = [mails.feed_ended(feed, bodies[feed.body_id]) for feed in unused if not feed.blocked]
    await outbox.enqueue(told)
    return len(unused)


@opens_transaction
async def forget_changes(*, now: datetime) -> None:
    """No state of a feed is older than a day."""
    await CalendarChange.delete().where(CalendarChange.at < now - CHANGES_STAY)
