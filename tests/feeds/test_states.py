"""An unchanged calendar costs one look; whatever changes it is seen at the next request."""

import gzip
import threading
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from app.feeds.queries import entries
from app.feeds.tables import CalendarFeed
from app.groups.tables import FormerName, Group, Membership
from app.ical.feed import entry
from app.ical.values import Event
from app.invitations.tables import Answer, Invitation
from app.meetings.tables import Meeting, MeetingStatus
from app.people.tables import Person
from tests.browser import Browser
from tests.cast import Cast
from tests.counting import counted_statements
from tests.feeds.make import make_dated, make_feed
from tests.invitations.make import make_invitation
from tests.series.make import first_in_the_coming_year, make_series

Change = Callable[[Cast], Awaitable[object]]


async def rename_group(cast: Cast) -> None:
    await Group.update({Group.name: "Lenkungskreis"}).where(Group.id == cast.group.id)


async def former_name(cast: Cast) -> None:
    await FormerName(group=cast.group.id, name="Früher", until=date(2099, 1, 1)).save()


async def new_meeting(cast: Cast) -> None:
    await make_dated(cast.group, title="neu")


async def moved_meeting(cast: Cast) -> None:
    await Meeting.update({Meeting.starts_at: datetime.now(UTC) + timedelta(days=3)}, force=True)


async def cancelled_meeting(cast: Cast) -> None:
    await Meeting.update(
        {Meeting.status: MeetingStatus.CANCELLED, Meeting.updated_at: datetime.now(UTC)},
        force=True,
    )


async def deleted_meeting(cast: Cast) -> None:
    await Invitation.delete(force=True)
    await Meeting.delete(force=True)


async def declined(cast: Cast) -> None:
    await Invitation.update({Invitation.answer: Answer.DECLINED}, force=True)


async def left(cast: Cast) -> None:
    await Membership.update({Membership.until: date(2025, 1, 31)}, force=True)


async def new_series(cast: Cast) -> None:
    await make_series(cast, starts_at=first_in_the_coming_year())


CHANGES = [
    rename_group, former_name, new_meeting, moved_meeting, cancelled_meeting, deleted_meeting,
    declined, left, new_series,
]  # fmt: skip


@pytest.fixture
async def path(cast: Cast) -> str:
    """Of Carla, who is invited to one meeting."""
    await make_invitation(await make_dated(cast.group), cast.carla)
    return (await make_feed(cast.carla))[1]


async def again(browser: Browser, path: str, etag: str) -> int:
    return (await browser.get(path, headers={"If-None-Match": etag})).status_code


@pytest.mark.parametrize("change", CHANGES)
async def test_each_change_is_seen_at_the_next_request(
    anonymous: Browser, cast: Cast, path: str, change: Change
) -> None:
    first = await anonymous.get(path)
    etag = first.headers["etag"]
    assert await again(anonymous, path, etag) == 304
    await change(cast)

    answer = await anonymous.get(path, headers={"If-None-Match": etag})
    assert answer.status_code == 200
    assert answer.headers["etag"] != etag
    assert answer.content != first.content


async def test_an_unchanged_calendar_costs_one_statement(
    anonymous: Browser, cast: Cast, path: str
) -> None:
    etag = (await anonymous.get(path)).headers["etag"]
    with counted_statements() as statements:
        assert await again(anonymous, path, etag) == 304

    assert len(statements) == 1
    assert "calendar_change" in statements[0]


@pytest.mark.parametrize("change", CHANGES)
async def test_who_asks_without_an_etag_sees_each_change_as_well(
    anonymous: Browser, cast: Cast, path: str, change: Change
) -> None:
    first, again_whole = [await anonymous.get(path) for _ in range(2)]
    assert first.content == again_whole.content
    await change(cast)

    assert (await anonymous.get(path)).content != first.content


async def test_an_unchanged_calendar_is_joined_again_after_one_statement(
    anonymous: Browser, cast: Cast, path: str
) -> None:
    """With tasks of its reader it is read anew: nobody else has their texts."""
    _, with_tasks = await make_feed(cast.carla, with_tasks=True)
    for each, most in ((path, 1), (with_tasks, 3)):
        first = await anonymous.get(each)
        with counted_statements() as statements:
            second = await anonymous.get(each)
        assert first.content == second.content
        assert b"BEGIN:VEVENT" in second.content
        assert first.headers["etag"] == second.headers["etag"]
        assert len(statements) == most


async def test_when_texts_are_forgotten_states_are_too(
    anonymous: Browser, cast: Cast, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They hold the same texts, whose number has a limit."""
    first = await anonymous.get(path)
    monkeypatch.setattr(entries, "MOST_ENTRIES", 1)
    await make_dated(cast.other_group)
    await anonymous.get((await make_feed(cast.dirk))[1])
    with counted_statements() as statements:
        second = await anonymous.get(path)

    assert len(statements) > 1
    assert second.content == first.content


async def test_what_happens_to_other_groups_and_people_changes_nothing(
    anonymous: Browser, cast: Cast, path: str
) -> None:
    etag = (await anonymous.get(path)).headers["etag"]
    other = await make_dated(cast.other_group)
    await make_invitation(other, cast.dirk)
    await Group.update({Group.purpose: "Neuer Zweck"}).where(Group.id == cast.group.id)
    await Invitation.update({Invitation.sent_sequence: 7}, force=True)
    with counted_statements() as statements:
        assert await again(anonymous, path, etag) == 304

    assert len(statements) == 1


async def test_a_revoked_address_and_a_blocked_person_get_no_304(
    anonymous: Browser, cast: Cast, path: str
) -> None:
    etag = (await anonymous.get(path)).headers["etag"]
    await Person.update({Person.blocked: True}).where(Person.id == cast.carla.id)
    assert await again(anonymous, path, etag) == 404
    await Person.update({Person.blocked: False}).where(Person.id == cast.carla.id)
    await CalendarFeed.update({CalendarFeed.revoked_at: datetime.now(UTC)}, force=True)
    assert await again(anonymous, path, etag) == 410


async def test_two_requests_get_the_same_bytes(anonymous: Browser, cast: Cast, path: str) -> None:
    await make_series(cast, starts_at=first_in_the_coming_year())
    first, second = [await anonymous.get(path) for _ in range(2)]

    assert first.content == second.content
    assert first.headers["etag"] == second.headers["etag"]


async def test_a_packed_answer_holds_the_same_calendar_under_an_etag_of_its_own(
    anonymous: Browser, cast: Cast, path: str
) -> None:
    plain = await anonymous.get(path, headers={"Accept-Encoding": "identity"})
    packed = await anonymous.get(path, headers={"Accept-Encoding": "br, gzip;q=0.8"})
    refused = await anonymous.get(path, headers={"Accept-Encoding": "gzip;q=0"})

    assert "content-encoding" not in plain.headers
    assert "content-encoding" not in refused.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert packed.content == plain.content, "unpacked by the client"
    assert int(packed.headers["content-length"]) < len(plain.content)
    assert packed.headers["etag"] != plain.headers["etag"]
    for etag in (packed.headers["etag"], plain.headers["etag"]):
        assert await again(anonymous, path, etag) == 304


async def test_packing_twice_gives_the_same_bytes(
    anonymous: Browser, cast: Cast, path: str
) -> None:
    packed = []
    for _ in range(2):
        headers = {"Accept-Encoding": "gzip"}
        async with anonymous.client.stream("GET", path, headers=headers) as answer:
            packed.append(b"".join([piece async for piece in answer.aiter_raw()]))

    assert packed[0] == packed[1]
    assert gzip.decompress(packed[0]).startswith(b"BEGIN:VCALENDAR")


async def test_a_thousand_meetings_hold_up_nobody(
    anonymous: Browser, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are written beside the loop that answers others; how fast, the bench says."""
    first = datetime(2027, 1, 1, 9, 0, tzinfo=UTC)
    await Meeting.insert(*(
        Meeting(
            group=cast.group.id, title=f"{number}. Sitzung", uid=f"{number}@example.org",
            starts_at=first + timedelta(hours=3 * number),
            ends_at=first + timedelta(hours=3 * number + 2),
        )
        for number in range(1000)
    ))  # fmt: skip
    _, path = await make_feed(cast.carla)
    threads: list[int] = []

    def noting(event: Event) -> bytes:
        threads.append(threading.get_ident())
        return entry(event)

    monkeypatch.setattr(entries, "written", noting)
    answer = await anonymous.get(path)

    assert len(threads) == 1000
    assert threading.get_ident() not in threads
    assert answer.content.count(b"BEGIN:VEVENT") == 1000
