"""What speaks against a date of a poll is told to who leads, before and after asking."""

from datetime import timedelta
from typing import Any

from app.core.clock import today
from app.meetings.tables import Meeting, SchoolHoliday
from app.polls.tables import Poll
from tests.browser import Visit
from tests.cast import Cast
from tests.meetings.make import make_meeting
from tests.polls.make import again, at, dates_in, make_poll, make_voter
from tests.polls.post import in_days, meeting_of, new_poll, row

ROOM: dict[str, Any] = {"place": "Kreishaus", "room": "Raum 204"}
TAKEN = "Kreishaus, Raum 204 ist dann schon belegt: eine andere Gruppe."


async def test_form_says_it_at_the_date_and_keeps_what_was_typed(cast: Cast, visit: Visit) -> None:
    await make_meeting(cast.other_group, starts_at=at(14), **ROOM)
    form = new_poll(cast, "carla", **ROOM, aktion="zeilen", **row(2, in_days(16), "10:00", ""))
    path = f"/gruppen/{cast.group.id}/terminabfragen/neu"
    bernd = await visit("bernd")
    await bernd.get(path)
    page = await bernd.post(path, form)
    assert page.status_code == 200
    first, second, third = page.text.split('kern-label">Termin ')[1:4]
    assert TAKEN in first
    assert TAKEN not in second
    assert 'value="10:00' in third
    assert "wann es endet" not in third, "nobody has sent it yet"


async def test_leading_see_it_at_each_date_and_before_choosing(cast: Cast, visit: Visit) -> None:
    poll = await make_poll(cast.group, **ROOM)
    await make_voter(poll, cast.carla)
    await make_meeting(cast.other_group, starts_at=at(14), **ROOM)
    since = today() + timedelta(days=15)
    await SchoolHoliday(
        body=cast.body.id, name="Herbstferien", since=since, until=since
    ).save()  # fmt: skip
    bernd = await visit("bernd")
    page = (await bernd.get(f"/terminabfragen/{poll.id}")).text
    assert page.count(TAKEN) == 1
    assert page.count("Schulferien: Herbstferien.") == 1
    first, second, third = await dates_in(poll)
    for date, sentence in ((first, TAKEN), (second, "Schulferien: Herbstferien.")):
        choice = (await bernd.get(f"/terminabfragen/{poll.id}/festlegung?termin={date.id}")).text
        assert sentence in choice
        assert "Festlegen können Sie ihn trotzdem." in choice
    free = (await bernd.get(f"/terminabfragen/{poll.id}/festlegung?termin={third.id}")).text
    assert "trotzdem" not in free
    member = (await (await visit("carla")).get(f"/terminabfragen/{poll.id}")).text
    assert "belegt" not in member
    assert "Herbstferien" not in member


async def test_later_dates_say_it_too(cast: Cast, visit: Visit) -> None:
    poll = await make_poll(cast.group, **ROOM)
    await make_voter(poll, cast.carla)
    await make_meeting(cast.other_group, starts_at=at(20), **ROOM)
    bernd = await visit("bernd")
    path = f"/terminabfragen/{poll.id}/termine"
    await bernd.get(path)
    page = await bernd.post(path, row(0, in_days(20)) | {"aktion": "zeilen"})
    assert TAKEN in page.text


async def test_chosen_date_over_midnight_is_a_meeting_that_may_be_changed(
    cast: Cast, visit: Visit
) -> None:
    bernd = await visit("bernd")
    form = new_poll(cast, "carla", **row(0, in_days(14), "22:00", "01:30"))
    path = f"/gruppen/{cast.group.id}/terminabfragen/neu"
    await bernd.get(path)
    assert (await bernd.post(path, form)).status_code == 303
    poll = await Poll.objects().where(Poll.id == form["id"]).first()
    assert poll is not None
    night = (await dates_in(poll))[0]
    choose = f"/terminabfragen/{poll.id}/festlegung"
    assert (await bernd.post(choose, {"termin": str(night.id)})).status_code == 303
    meeting = await meeting_of(await again(poll))
    changed = {
        "title": "Nachtsitzung", "day": in_days(14), "begins": "22:00", "ends": "01:30",
        "place": meeting.place, "version": str(meeting.version), "versand": "still",
    }  # fmt: skip
    answer = await bernd.post(f"/sitzungen/{meeting.id}/bearbeiten", changed)
    assert answer.status_code == 303
    stored = await Meeting.objects().where(Meeting.id == meeting.id).first()
    assert stored is not None
    assert (stored.title, stored.ends_at) == ("Nachtsitzung", meeting.ends_at)
    assert stored.ends_at - stored.starts_at == timedelta(hours=3, minutes=30)
