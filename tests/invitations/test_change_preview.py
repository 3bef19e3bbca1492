"""Before a change is stored: what speaks against the new dates, and who hears of it."""

from datetime import timedelta
from typing import Any

import pytest

from app.core.clock import berlin
from app.meetings.tables import MeetingSeries, SchoolHoliday
from app.web.filters import tag
from tests.browser import Visit
from tests.cast import Cast
from tests.invitations.post import deliver, invite, letters, reload
from tests.invitations.series import change, deliver_all, invited, mails_to, series_of
from tests.invitations.test_change import address, form_of
from tests.meetings.make import make_meeting
from tests.series.make import meetings_of

ROOM: dict[str, Any] = {"place": "Rathaus", "room": "Saal"}


async def test_new_dates_of_a_series_are_checked_one_by_one(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    series = await invited(cast, anna)
    second, third = (await meetings_of(series))[1:3]
    await make_meeting(cast.other_group, starts_at=third.starts_at, **ROOM)
    day = berlin(second.starts_at).date()
    await SchoolHoliday(body=cast.body.id, name="Zeugnisferien", since=day, until=day).save()
    page = await anna.post(address(second), form_of(second, umfang="all", **ROOM))
    name = cast.other_group.name
    for meeting, sentence in (
        (second, "Schulferien: Zeugnisferien."),
        (third, f"Rathaus, Saal ist dann schon belegt: {name}, 5. Sitzung."),
    ):
        assert f"{tag(meeting.starts_at)}, 10:00–12:00 Uhr: {sentence}" in page.text
    assert "schon eine Sitzung" not in page.text, "a series does not clash with itself"


async def test_new_time_of_one_meeting_is_checked_and_a_new_title_is_not(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    meeting = await make_meeting(cast.group)
    await invite(anna, cast, meeting, "carla")
    await deliver(meeting)
    meeting = await reload(meeting)
    await make_meeting(cast.other_group, starts_at=meeting.starts_at, **ROOM)
    page = (await anna.post(address(meeting), form_of(meeting, **ROOM))).text
    assert "Rathaus, Saal ist dann schon belegt" in page
    title = (await anna.post(address(meeting), form_of(meeting, title="Klausur"))).text
    assert "Bitte prüfen" not in title


@pytest.mark.parametrize("umfang", ["all", "from_here"])
async def test_series_nobody_is_invited_to_is_shown_before_it_changes(
    cast: Cast, visit: Visit, umfang: str
) -> None:
    anna = await visit("anna")
    third = (await meetings_of(await series_of(cast)))[2]
    form = form_of(third, umfang=umfang, room=third.room, begins="14:00", ends="16:00")
    page = await anna.post(address(third), form)
    assert page.status_code == 200
    assert "Niemand ist eingeladen; es geht keine E-Mail hinaus." in page.text
    assert "Was sich an der Reihe ändert" in page.text
    assert await MeetingSeries.count() == 1
    assert (await anna.post(address(third), form | {"versand": "senden"})).status_code == 303
    moved = await reload(third)
    assert f"{berlin(moved.starts_at):%H:%M}" == "14:00"


async def test_guest_of_one_meeting_alone_is_named_and_told(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    series = await series_of(cast)
    second = (await meetings_of(series))[1]
    assert await invite(anna, cast, second, "gustav") == 303
    await deliver_all()
    first = (await meetings_of(series))[0]
    form = form_of(first, umfang="all", room=first.room, begins="14:00", ends="16:00")
    page = (await anna.post(address(first), form)).text
    assert "Die Änderung geht an eine Person" in page
    assert f"Änderung der Sitzung am {tag(second.starts_at)}" in page
    assert await change(anna, first, "all", begins="14:00", ends="16:00") == 303
    assert len(await mails_to(cast, "gustav")) == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": "\x00\r\n\x07"}, "Bitte geben Sie der Sitzung einen Namen."),
        ({"begins": "22:00", "ends": "20:00"}, "höchstens zwölf Stunden"),
        ({"day": "1999-12-31"}, "möglich sind 2000 bis 2099"),
        ({"day": "2100-01-01"}, "möglich sind 2000 bis 2099"),
        ({"day": "2027-03-28", "begins": "02:30", "ends": "04:00"}, "gibt es 02:30 Uhr nicht"),
        ({"video_url": "https://x.example.org/\r\nATTENDEE:mailto:x"}, "mit https:// beginnt"),
    ],
)
async def test_bad_change_comes_back_with_its_text(
    cast: Cast, visit: Visit, changes: dict[str, str], sentence: str
) -> None:
    anna = await visit("anna")
    meeting = await make_meeting(cast.group)
    await invite(anna, cast, meeting, "carla")
    meeting = await reload(meeting)
    answer = await anna.post(address(meeting), form_of(meeting, **{"place": "Rathaus", **changes}))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Rathaus"' in answer.text
    assert (await reload(meeting)).place == meeting.place
    assert len(await letters(meeting)) == 1


async def test_hour_that_comes_twice_is_its_first_pass(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    meeting = await make_meeting(cast.group)
    form = form_of(meeting, day="2027-10-31", begins="02:30", ends="02:45")
    assert (await anna.post(address(meeting), form)).status_code == 303
    stored = await reload(meeting)
    assert f"{stored.starts_at:%H:%M}" == "00:30"
    assert stored.ends_at - stored.starts_at == timedelta(minutes=15)
