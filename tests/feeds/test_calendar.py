"""What a calendar program gets for an address, and for whom a meeting appears in it."""

import logging
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest

from app.feeds.tables import CalendarFeed
from app.groups.tables import Group, Membership
from app.invitations.tables import Answer
from app.meetings.tables import AgendaItem, Meeting, MeetingStatus
from app.people.tables import Person
from tests.browser import Browser
from tests.calendar_check import check, expand
from tests.cast import Cast
from tests.feeds.make import make_dated, make_feed
from tests.invitations.make import make_invitation


async def titles(browser: Browser, person: Person) -> list[str]:
    """SUMMARYs of a new feed of the person, in order of time."""
    _, path = await make_feed(person)
    answer = await browser.get(path)
    events: list[Any] = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    return [str(event["SUMMARY"]).rpartition(": ")[2] for event in events]


async def test_calendar_is_what_two_other_readers_understand(
    anonymous: Browser, cast: Cast
) -> None:
    meeting = await make_dated(cast.group, sequence=3, video_url="https://video.example.org/raum")
    _, path = await make_feed(cast.carla)
    answer = await anonymous.get(path)

    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private, max-age=900"
    assert answer.headers["x-robots-tag"] == "noindex, nofollow"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["content-disposition"] == 'inline; filename="spurwerk.ics"'
    assert "set-cookie" not in answer.headers
    check(answer.content)
    (read,) = expand(answer.content)
    assert read["uid"] == meeting.uid
    assert read["sequence"] == 3
    assert read["utc"] == f"{meeting.starts_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    assert f"https://spurwerk.example.org/sitzungen/{meeting.id}" in answer.text.replace(
        "\r\n ", ""
    )


async def test_same_rows_are_answered_with_not_modified(anonymous: Browser, cast: Cast) -> None:
    meeting = await make_dated(cast.group)
    _, path = await make_feed(cast.carla)
    first = await anonymous.get(path)
    etag = first.headers["etag"]
    for tags in (etag, f'"other", W/{etag}', "*"):
        again = await anonymous.get(path, headers={"If-None-Match": tags})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == etag

    await Meeting.update({Meeting.place: "Rathaus"}).where(Meeting.id == meeting.id)
    moved = await anonymous.get(path, headers={"If-None-Match": etag})
    assert moved.status_code == 200
    assert moved.headers["etag"] != etag


async def test_a_new_name_of_the_group_stands_in_the_next_answer(
    anonymous: Browser, cast: Cast
) -> None:
    await make_dated(cast.group)
    _, path = await make_feed(cast.carla)
    await anonymous.get(path)
    await Group.update({Group.name: "Lenkungskreis"}).where(Group.id == cast.group.id)
    assert "Lenkungskreis" in (await anonymous.get(path)).text


async def test_head_has_the_headers_without_the_calendar(anonymous: Browser, cast: Cast) -> None:
    _, path = await make_feed(cast.carla)
    whole = await anonymous.get(path)
    head = await anonymous.client.head(path)

    assert head.status_code == 200
    assert head.content == b""
    for name in ("etag", "content-type", "content-length", "cache-control"):
        assert head.headers[name] == whole.headers[name]


async def test_unknown_address_is_not_found(anonymous: Browser, cast: Cast) -> None:
    _, path = await make_feed(cast.carla)
    for wrong in ("/kalender/unbekannt.ics", path.removesuffix(".ics"), "/kalender/.ics"):
        assert (await anonymous.get(wrong)).status_code == 404
    await Person.update({Person.blocked: True}).where(Person.id == cast.carla.id)
    assert (await anonymous.get(path)).status_code == 404


async def test_members_see_their_group_and_no_other(anonymous: Browser, cast: Cast) -> None:
    await make_dated(cast.group, title="eigene")
    await make_dated(cast.other_group, title="fremde")

    assert await titles(anonymous, cast.carla) == ["eigene"]
    assert await titles(anonymous, cast.dirk) == ["fremde"]
    assert await titles(anonymous, cast.frieda) == []


async def test_guests_see_only_what_they_are_invited_to(anonymous: Browser, cast: Cast) -> None:
    invited = await make_dated(cast.group, title="mit Gast")
    await make_dated(cast.group, title="ohne Gast")
    await make_invitation(invited, cast.gustav)
    await make_invitation(invited, cast.dirk)

    assert await titles(anonymous, cast.gustav) == ["mit Gast"]
    assert await titles(anonymous, cast.dirk) == ["mit Gast"], "invited without any seat"


async def test_who_has_left_sees_nothing_even_if_invited(anonymous: Browser, cast: Cast) -> None:
    meeting = await make_dated(cast.group)
    await make_invitation(meeting, cast.eva)
    await make_invitation(meeting, cast.carla)
    assert await titles(anonymous, cast.eva) == []

    _, path = await make_feed(cast.carla)
    assert b"VEVENT" in (await anonymous.get(path)).content
    await Membership.update({Membership.until: date(2025, 1, 31)}).where(
        Membership.person == cast.carla.id
    )
    assert b"VEVENT" not in (await anonymous.get(path)).content


async def test_uninvited_and_declined_meetings_are_hidden(anonymous: Browser, cast: Cast) -> None:
    uninvited, declined = [await make_dated(cast.group, title=t) for t in ("aus", "nein")]
    await make_dated(cast.group, title="bleibt")
    await make_invitation(uninvited, cast.carla, revoked_at=datetime.now(UTC))
    await make_invitation(declined, cast.carla, answer=Answer.DECLINED)

    assert await titles(anonymous, cast.carla) == ["bleibt"]


async def test_cancelled_meetings_stay_for_thirty_days(anonymous: Browser, cast: Cast) -> None:
    now = datetime.now(UTC)
    fresh, old = [
        await make_dated(
            cast.group, title=f"vor {days} Tagen", status=MeetingStatus.CANCELLED,
            updated_at=now - timedelta(days=days), cancel_reason="Frau Brandt ist erkrankt",
        )
        for days in (29, 32)  # whole days of Berlin, and one of them may have had 25 hours
    ]  # fmt: skip
    for meeting in (fresh, old):
        await make_invitation(meeting, cast.gustav, revoked_at=now)
    assert await titles(anonymous, cast.carla) == ["vor 29 Tagen"]
    assert await titles(anonymous, cast.gustav) == ["vor 29 Tagen"]

    _, path = await make_feed(cast.carla)
    text = (await anonymous.get(path)).text
    assert "STATUS:CANCELLED" in text
    assert "erkrankt" not in text


async def test_past_meetings_stay_for_a_year(anonymous: Browser, cast: Cast) -> None:
    for days in (-364, -367):
        await make_dated(cast.group, days=days, title=f"{days}", status=MeetingStatus.HELD)

    assert await titles(anonymous, cast.carla) == ["-364"]


async def test_neither_agenda_nor_names_nor_addresses_appear(
    anonymous: Browser, cast: Cast
) -> None:
    meeting = await make_dated(cast.group)
    await AgendaItem(meeting=meeting.id, position=1, title="Kanarienvogel", presenter="Ada").save()
    for person in (cast.carla, cast.bernd):
        await make_invitation(meeting, person, comment="Kanarienvogel")
    _, path = await make_feed(cast.carla)
    text = (await anonymous.get(path)).text.replace("\r\n ", "")

    for hidden in ("Kanarienvogel", "Ada", "Brandt", "Cordes", "@example.org", "ATTENDEE"):
        assert hidden not in text.replace(f"UID:{meeting.uid}", "")


async def test_use_is_noted_at_most_once_an_hour(anonymous: Browser, cast: Cast) -> None:
    feed, path = await make_feed(cast.carla)

    async def noted_after(last: datetime | None) -> datetime:
        await CalendarFeed.update({CalendarFeed.last_used_at: last}, force=True)
        await anonymous.get(path)
        row = await CalendarFeed.objects().get(CalendarFeed.id == feed.id)
        assert row is not None
        assert row.last_used_at is not None
        return row.last_used_at

    now = datetime.now(UTC)
    assert await noted_after(None) >= now
    recent, long_ago = now - timedelta(minutes=59), now - timedelta(minutes=61)
    assert await noted_after(recent) == recent
    assert await noted_after(long_ago) >= now


async def test_address_never_stands_in_a_log(
    anonymous: Browser, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # the test's own client
    feed, path = await make_feed(cast.carla)
    await make_dated(cast.group, zone="Mars/Olympus")  # no such zone: an error on our side
    assert (await anonymous.get(path)).status_code == 500
    await CalendarFeed.update({CalendarFeed.revoked_at: datetime.now(UTC)}, force=True)
    assert (await anonymous.get(path)).status_code == 410

    assert "unexpected error" in caplog.text
    token = path.removeprefix("/kalender/").removesuffix(".ics")
    assert token not in caplog.text
    assert str(feed.token_hash) not in caplog.text
