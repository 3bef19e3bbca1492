from collections.abc import Sequence
from datetime import timedelta

import icalendar

from app.ical.text import Text, is_web_address, one_line
from app.ical.values import Event
from app.ical.vevent import add_conference, add_state, calendar, vevent, written

_REFRESH = timedelta(hours=1)


def feed(name: str, events: Sequence[Event], *, source: str) -> bytes:
    """The subscription (RFC 7986); equal rows give equal bytes, whatever order they come in.

    `source` is the feed's own https address. No METHOD and no people: it invites nobody.
    """
    if not is_web_address(source):
        raise ValueError("the source is no http(s) URI")
    ordered = sorted(events, key=lambda event: (event.starts_at, event.uid))
    result = calendar(_published(event) for event in ordered)
    title = one_line(name)
    result.add("name", Text(title))
    result.add("x-wr-calname", Text(title))
    result.add("refresh-interval", _REFRESH, {"VALUE": "DURATION"})
    result.add("x-published-ttl", icalendar.vDuration(_REFRESH))
    result.add("color", "darkblue")
    result.add("source", icalendar.vUri(source, params={"VALUE": "URI"}))
    return written(result)


def single(event: Event) -> bytes:
    """One meeting to download: the feed's event without the feed's properties."""
    return written(calendar([_published(event)]))


def _published(event: Event) -> icalendar.Event:
    """DTSTAMP is the last change, so that an unchanged meeting keeps its bytes (RFC 5545 §3.8.7.2)."""
    result = vevent(event, stamp=event.modified_at)
    add_state(result, cancelled=event.cancelled)
    if not event.cancelled:
        add_conference(result, event)
    return result
