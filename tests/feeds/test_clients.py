"""What is fetched from an address, as khal, Radicale and ical.js show it: the database's times."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from app.invitations.tables import Answer
from app.meetings.tables import Meeting, MeetingStatus
from tests.browser import Browser
from tests.calendar_check import check, expand
from tests.calendar_clients import by_khal, by_radicale, put, radicale, written
from tests.cast import Cast
from tests.feeds.make import make_dated, make_feed
from tests.invitations.make import make_invitation
from tests.series.make import first_in_the_coming_year, make_series, meetings_of

HEAD = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example//de\r\n"
VEVENT = re.compile(rb"BEGIN:VEVENT\r\nUID:(\S+)\r\n.*?END:VEVENT\r\n", re.DOTALL)


@pytest.fixture
async def feed(anonymous: Browser, cast: Cast) -> bytes:
    """A meeting, a cancelled one, and a series with a moved, a declined and a cancelled meeting."""
    await make_dated(cast.group, days=20)
    await make_dated(cast.group, days=30, status=MeetingStatus.CANCELLED)
    meetings = await meetings_of(await make_series(cast, starts_at=first_in_the_coming_year()))
    later = timedelta(days=1, hours=2)
    await Meeting.update({
        Meeting.starts_at: meetings[1].starts_at + later,
        Meeting.ends_at: meetings[1].ends_at + later,
    }).where(Meeting.id == meetings[1].id)  # fmt: skip
    await make_invitation(meetings[2], cast.carla, answer=Answer.DECLINED)
    await Meeting.update({Meeting.status: MeetingStatus.CANCELLED}).where(
        Meeting.id == meetings[3].id
    )
    _, path = await make_feed(cast.carla)
    return (await anonymous.get(path)).content


async def in_database(feed: bytes) -> list[str]:
    """All but the one meeting that Carla has declined."""
    assert feed.count(b"EXDATE") == 1
    rows = await Meeting.raw("""
        SELECT starts_at FROM meeting m WHERE NOT EXISTS (
            SELECT FROM invitation i WHERE i.meeting = m.id AND i.answer = 'declined')""")
    return written([row["starts_at"] for row in rows])


async def test_khal_radicale_ical_js_and_libical_agree_with_the_database(
    feed: bytes, tmp_path: Path
) -> None:
    """Radicale gets all events of a UID in one object, as clients save a feed."""
    expected = await in_database(feed)
    begin, end = feed.index(b"BEGIN:VTIMEZONE"), feed.index(b"BEGIN:VEVENT")
    events: dict[bytes, bytes] = {}
    for found in VEVENT.finditer(feed):
        events[found[1]] = events.get(found[1], b"") + found[0]
    assert len(events) == 3

    check(feed)
    assert sorted(f"{each['utc'][:16]}Z" for each in expand(feed)) == expected
    assert by_khal(feed, tmp_path) == expected
    with radicale(tmp_path) as server:
        for number, content in enumerate(events.values()):
            put(server, str(number), HEAD + feed[begin:end] + content + b"END:VCALENDAR\r\n")
        assert by_radicale(server) == expected
