from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache

import icalendar

from app.ical.text import Text, is_web_address, one_line
from app.ical.values import Event
from app.ical.vevent import (
    calendar,
    conference,
    head,
    opened,
    state,
    vevent,
    whole,
    with_entries,
)

_REFRESH = timedelta(hours=1)


def feed(name: str, entries: Sequence[bytes], *, source: str) -> bytes:
    """The subscription (RFC 7986), with entries made by `entry`; equal entries give equal bytes.

    `source` is the feed's own https address. No METHOD and no people: it invites nobody.
    """
    return with_entries(_feed_head(name, source), entries)


@lru_cache(maxsize=1000)
def _feed_head(name: str, source: str) -> bytes:
    if not is_web_address(source):
        raise ValueError("the source is no http(s) URI")
    result = calendar()
    title = one_line(name)
    result.add("name", Text(title))
    result.add("x-wr-calname", Text(title))
    result.add("refresh-interval", _REFRESH, {"VALUE": "DURATION"})
    result.add("x-published-ttl", icalendar.vDuration(_REFRESH))
    result.add("color", "darkblue")
    result.add("source", icalendar.vUri(source, params={"VALUE": "URI"}))
    return opened(result)


def single(event: Event) -> bytes:
    """One meeting to download: the feed's event without the feed's properties."""
    return with_entries(head(), [entry(event)])


def entry(event: Event) -> bytes:
    """The VEVENT of a subscription; equal events have equal bytes.

    DTSTAMP is the last change, so that an unchanged meeting keeps them (RFC 5545 §3.8.7.2).
    """
    lines = vevent(event, stamp=event.modified_at) + state(cancelled=event.cancelled)
    return whole(lines if event.cancelled else lines + conference(event))
