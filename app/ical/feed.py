from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache

import icalendar

from app.ical.text import Text, is_web_address, one_line
from app.ical.timezone import berlin
from app.ical.values import Event
from app.ical.vevent import add_conference, add_state, calendar, vevent, written

_REFRESH = timedelta(hours=1)
_END = b"END:VCALENDAR\r\n"
_KEPT = 4096  # events of a few hundred bytes each; writing one costs half a millisecond


def feed(name: str, events: Sequence[Event], *, source: str) -> bytes:
    """The subscription (RFC 7986); equal rows give equal bytes, whatever order they come in.

    `source` is the feed's own https address. No METHOD and no people: it invites nobody.
    """
    if not is_web_address(source):
        raise ValueError("the source is no http(s) URI")
    ordered = sorted(events, key=lambda event: (event.starts_at, event.uid))
    result = calendar([])
    title = one_line(name)
    result.add("name", Text(title))
    result.add("x-wr-calname", Text(title))
    result.add("refresh-interval", _REFRESH, {"VALUE": "DURATION"})
    result.add("x-published-ttl", icalendar.vDuration(_REFRESH))
    result.add("color", "darkblue")
    result.add("source", icalendar.vUri(source, params={"VALUE": "URI"}))
    return _with_events(result, ordered)


def single(event: Event) -> bytes:
    """One meeting to download: the feed's event without the feed's properties."""
    return _with_events(calendar([]), [event])


def _with_events(head: icalendar.Calendar, events: Sequence[Event]) -> bytes:
    zone = [written(berlin())] if events else []
    return b"".join([written(head).removesuffix(_END), *zone, *map(_published, events), _END])


@lru_cache(maxsize=_KEPT)
def _published(event: Event) -> bytes:
    """DTSTAMP is the last change, so that an unchanged meeting keeps its bytes (RFC 5545 §3.8.7.2).

    Equal events have equal bytes, and calendars ask for the same ones every hour.
    """
    result = vevent(event, stamp=event.modified_at)
    add_state(result, cancelled=event.cancelled)
    if not event.cancelled:
        add_conference(result, event)
    return written(result)
