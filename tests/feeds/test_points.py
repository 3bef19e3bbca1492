"""Points of subscriptions (docs/kalender.md, E), over the web."""

import logging
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest

from app.feeds import states
from app.feeds.queries import entries
from app.feeds.tables import CalendarFeed, FeedKind
from app.groups.tables import Membership
from app.meetings.tables import Meeting, MeetingStatus
from tests.browser import Browser
from tests.calendar_check import check, expand
from tests.cast import Cast
from tests.feeds.make import make_dated, make_feed
from tests.invitations.make import make_invitation
from tests.series.make import first_in_the_coming_year, make_series, meetings_of
from tests.tasks.make import make_task

PEOPLE = ("METHOD", "ATTENDEE", "ORGANIZER")


async def test_63_no_kind_of_subscription_invites_and_each_says_its_name_and_when_to_come_back(
    anonymous: Browser, cast: Cast
) -> None:
    await make_invitation(await make_dated(cast.group), cast.carla)
    await make_task(cast.group, person=cast.carla.id)
    kinds: list[dict[str, Any]] = [
        {"with_tasks": True}, {"kind": FeedKind.GROUP, "group": cast.group.id},
        {"kind": FeedKind.COMMITTEE, "group": cast.committee.id},
    ]  # fmt: skip
    for columns in kinds:
        _, path = await make_feed(cast.carla, **columns)
        content = (await anonymous.get(path)).content
        lines = content.replace(b"\r\n ", b"").decode().split("\r\n")

        check(content)
        assert not any(line.startswith(PEOPLE) for line in lines)
        assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in lines
        assert "X-PUBLISHED-TTL:PT1H" in lines
        assert sum(line.startswith("NAME:") for line in lines) == 1


async def test_64_equal_rows_give_equal_bytes_even_after_a_restart_and_a_change_another_etag(
    anonymous: Browser, cast: Cast
) -> None:
    meeting = await make_dated(cast.group)
    await make_series(cast, starts_at=first_in_the_coming_year())
    _, path = await make_feed(cast.carla)
    first, second = [await anonymous.get(path) for _ in range(2)]
    entries.ENTRIES.clear()
    states._STATES.clear()  # as if the process were new
    restarted = await anonymous.get(path)

    assert first.content == second.content == restarted.content
    etag = first.headers["etag"]
    assert etag == second.headers["etag"] == restarted.headers["etag"]
    assert (await anonymous.get(path, headers={"If-None-Match": etag})).status_code == 304
    await Meeting.update({Meeting.place: "Rathaus"}).where(Meeting.id == meeting.id)
    changed = await anonymous.get(path, headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != etag


async def test_65_what_is_moved_or_cancelled_shows_under_the_same_uid(
    anonymous: Browser, cast: Cast
) -> None:
    series = await make_series(cast, starts_at=first_in_the_coming_year())
    _, moved, cancelled, *_ = await meetings_of(series)
    _, path = await make_feed(cast.carla)
    await anonymous.get(path)
    later = moved.starts_at + timedelta(days=1)
    await Meeting.update({
        Meeting.starts_at: later, Meeting.ends_at: later + timedelta(hours=1),
    }).where(Meeting.id == moved.id)  # fmt: skip
    await Meeting.update({Meeting.status: MeetingStatus.CANCELLED}).where(
        Meeting.id == cancelled.id
    )
    content = (await anonymous.get(path)).content
    events: list[Any] = icalendar.Calendar.from_ical(content).walk("VEVENT")

    assert {str(each["UID"]) for each in events} == {series.uid}
    shown = {each["RECURRENCE-ID"].dt: each for each in events if "RECURRENCE-ID" in each}
    assert set(shown) == {moved.recurrence_at, cancelled.recurrence_at}
    assert shown[moved.recurrence_at]["DTSTART"].dt == later
    assert shown[cancelled.recurrence_at]["STATUS"] == "CANCELLED"
    assert f"{later.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" in {
        each["utc"] for each in expand(content)
    }


async def test_68_the_address_is_the_only_key_and_opens_nothing_any_more_once_it_may_not(
    anonymous: Browser, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # the test's own client
    await make_invitation(await make_dated(cast.group), cast.carla)
    feed, path = await make_feed(cast.carla)
    whole = await anonymous.get(path)
    assert b"BEGIN:VEVENT" in whole.content
    await Membership.update({Membership.until: date(2025, 1, 31)}).where(
        Membership.person == cast.carla.id
    )
    left = await anonymous.get(path, headers={"If-None-Match": whole.headers["etag"]})
    assert (left.status_code, b"BEGIN:VEVENT" in left.content) == (200, False)
    await CalendarFeed.update({CalendarFeed.revoked_at: datetime.now(UTC)}, force=True)

    assert (await anonymous.get(path)).status_code == 410
    assert (await anonymous.get("/kalender/unbekannt.ics")).status_code == 404
    token = path.removeprefix("/kalender/").removesuffix(".ics")
    assert token not in caplog.text
    assert str(feed.token_hash) not in caplog.text
