"""The bytes of a feed, and the state to know next time whether they would be the same."""

import hashlib
from datetime import datetime

from app.core import clock
from app.feeds import rules
from app.feeds.access import Subscriber
from app.feeds.queries.entries import meetings_for
from app.feeds.queries.sessions import sessions_of
from app.feeds.queries.tasks import tasks_for
from app.feeds.queries.visible import Reader
from app.feeds.states import State
from app.feeds.tables import FeedKind
from app.ical.feed import feed


async def content_of(
    subscriber: Subscriber, token: str, now: datetime, *, as_days: bool
) -> tuple[bytes, State | None]:
    """No state for a committee's calendar: papers change in many ways, and it is short."""
    name, source = _head_of(subscriber, token, as_days=as_days)
    if subscriber.kind == FeedKind.COMMITTEE:
        entries = await sessions_of(subscriber.group, now) if subscriber.group else []
        return feed(name, entries, source=source), None
    reader = Reader.at(now, subscriber.person_id, subscriber.group)
    entries, seen = await meetings_for(reader)
    groups = {*seen.groups, *filter(None, [subscriber.group])}
    shared = None if subscriber.with_tasks else entries
    if subscriber.with_tasks:
        tasks, named = await tasks_for(subscriber.person_id, now, as_days=as_days)
        entries, groups = entries + tasks, groups | named
    content = feed(name, entries, source=source)
    day = clock.berlin(now).date()
    return content, State(etag_of(content), day, seen.snapshot, sorted(groups), shared)


def same_again(
    subscriber: Subscriber, token: str, state: State | None, *, as_days: bool
) -> bytes | None:
    """The bytes of last time, while nothing has changed and the texts are still there."""
    if state is None or state.entries is None or not subscriber.unchanged:
        return None
    name, source = _head_of(subscriber, token, as_days=as_days)
    return feed(name, state.entries, source=source)


def _head_of(subscriber: Subscriber, token: str, *, as_days: bool) -> tuple[str, str]:
    name = rules.name_of(subscriber.kind, subscriber.group_name)
    return name, rules.address_of(token, as_days=as_days)


def etag_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]
