"""A series in a subscription: one UID, without what its reader does not see."""

from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import pytest

from app.invitations.tables import Answer
from app.meetings.tables import Meeting, MeetingSeries, MeetingStatus
from app.people.tables import Person
from tests.browser import Browser
from tests.calendar_check import check, expand
from tests.cast import Cast
from tests.feeds.make import make_feed
from tests.invitations.make import make_invitation
from tests.series.make import first_in_the_coming_year, make_series, meetings_of


@pytest.fixture
async def series(cast: Cast) -> MeetingSeries:
    """Six Tuesdays of the coming year, every second week."""
    return await make_series(cast, starts_at=first_in_the_coming_year())


async def fetched(browser: Browser, person: Person) -> bytes:
    _, path = await make_feed(person)
    answer = await browser.get(path)
    assert answer.status_code == 200
    return answer.content


async def starts(browser: Browser, person: Person) -> list[str]:
    """As ical.js sees them, all of one UID."""
    content = await fetched(browser, person)
    check(content)
    found = expand(content)
    assert len({each["uid"] for each in found}) <= 1
    return sorted(each["utc"] for each in found if each["status"] != "CANCELLED")


def utc(moments: list[datetime]) -> list[str]:
    return sorted(f"{each.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" for each in moments)


async def test_a_series_stands_under_one_uid_and_at_the_times_of_the_database(
    anonymous: Browser, cast: Cast, series: MeetingSeries
) -> None:
    meetings = await meetings_of(series)
    first, second = meetings[0], meetings[1]
    await Meeting.update({
        Meeting.starts_at: second.starts_at + timedelta(days=1, hours=1),
        Meeting.ends_at: second.ends_at + timedelta(days=1, hours=1),
    }).where(Meeting.id == second.id)  # fmt: skip
    expected = [each.starts_at for each in await meetings_of(series)]

    assert await starts(anonymous, cast.carla) == utc(expected)
    events: list[Any] = icalendar.Calendar.from_ical(await fetched(anonymous, cast.carla)).walk(
        "VEVENT"
    )
    master, moved = events
    assert master["UID"] == moved["UID"] == series.uid
    assert master["DTSTART"].dt == first.starts_at
    assert moved["RECURRENCE-ID"].dt == second.recurrence_at


async def test_a_guest_gets_only_the_meetings_of_a_series_they_are_invited_to(
    anonymous: Browser, cast: Cast, series: MeetingSeries
) -> None:
    meetings = await meetings_of(series)
    for each in (meetings[2], meetings[4]):
        await make_invitation(each, cast.gustav)

    assert await starts(anonymous, cast.gustav) == utc([
        meetings[2].starts_at, meetings[4].starts_at,
    ])  # fmt: skip
    assert await starts(anonymous, cast.dirk) == []


async def test_a_declined_meeting_of_a_series_is_left_out_for_that_person_alone(
    anonymous: Browser, cast: Cast, series: MeetingSeries
) -> None:
    meetings = await meetings_of(series)
    await make_invitation(meetings[1], cast.carla, answer=Answer.DECLINED)
    await make_invitation(meetings[1], cast.bernd, answer=Answer.ACCEPTED)

    carlas = await starts(anonymous, cast.carla)
    assert carlas == utc([each.starts_at for each in (meetings[0], *meetings[2:])])
    assert await starts(anonymous, cast.bernd) == utc([each.starts_at for each in meetings])


async def test_a_cancelled_meeting_of_a_series_shows_for_thirty_days_and_is_then_left_out(
    anonymous: Browser, cast: Cast, series: MeetingSeries
) -> None:
    meetings = await meetings_of(series)
    for meeting, days in ((meetings[1], 29), (meetings[2], 32)):
        await Meeting.update({
            Meeting.status: MeetingStatus.CANCELLED,
            Meeting.updated_at: datetime.now(UTC) - timedelta(days=days),
        }).where(Meeting.id == meeting.id)  # fmt: skip
    content = await fetched(anonymous, cast.carla)

    check(content)
    cancelled = [each for each in expand(content) if each["status"] == "CANCELLED"]
    assert utc([meetings[1].starts_at]) == [each["utc"] for each in cancelled]
    others = [each.starts_at for each in (meetings[0], *meetings[3:])]
    assert await starts(anonymous, cast.carla) == utc(others)


async def test_a_cancelled_series_is_one_cancelled_event(
    anonymous: Browser, cast: Cast, series: MeetingSeries
) -> None:
    now = datetime.now(UTC)
    await Meeting.update(
        {Meeting.status: MeetingStatus.CANCELLED, Meeting.updated_at: now}, force=True
    )
    await MeetingSeries.update({MeetingSeries.cancelled_at: now}, force=True)
    content = await fetched(anonymous, cast.carla)

    assert content.count(b"BEGIN:VEVENT") == 1
    assert b"STATUS:CANCELLED" in content
    assert b"STATUS:CONFIRMED" not in content


async def test_who_left_sees_nothing_of_a_series(
    anonymous: Browser, cast: Cast, series: MeetingSeries
) -> None:
    for each in await meetings_of(series):
        await make_invitation(each, cast.eva)

    assert await starts(anonymous, cast.eva) == []


async def test_two_members_share_the_bytes_of_a_series(
    anonymous: Browser, cast: Cast, series: MeetingSeries
) -> None:
    first, second = [await fetched(anonymous, person) for person in (cast.carla, cast.bernd)]

    assert first.partition(b"BEGIN:VEVENT")[2] == second.partition(b"BEGIN:VEVENT")[2] != b""
