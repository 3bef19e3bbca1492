"""One meeting falls out, the series ends earlier, or it does not take place at all."""

from app.meetings.tables import MeetingStatus
from app.outbox.tables import MailState
from tests.browser import Visit
from tests.calendar_check import check, expand
from tests.cast import Cast
from tests.invitations.post import invite
from tests.invitations.series import (
    cancel,
    change,
    deliver_all,
    invite_to,
    invited,
    mails_to,
    series_of,
    stored,
    to_meeting,
)
from tests.series.make import meetings_of


async def test_cancelled_meeting_goes_out_with_its_original_start_and_leaves_the_master(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    series = await invited(cast, anna)
    third = (await meetings_of(series))[2]
    for _ in "12":
        assert await cancel(anna, third, "one") == 303
    first, off = await mails_to(cast, "carla")
    check(off.ics)
    assert off.calendar["method"] == "CANCEL"
    assert off.event["uid"] == series.uid
    assert off.event["recurrence-id"].dt == third.recurrence_at
    assert off.event["recurrence-id"].params["TZID"] == "Europe/Berlin"
    assert "rrule" not in off.event
    assert off.event["status"] == "CANCELLED"
    assert off.event["sequence"] == 1
    assert str(off.event["organizer"]) == str(first.event["organizer"])
    changed, meetings = await stored(series)
    assert changed.sequence == 1, "the EXDATE of the master has the same number"
    assert meetings[2].status == MeetingStatus.CANCELLED
    other = await to_meeting(meetings[0], cast.id("carla"))
    assert other.sent_sequence == 0, "nobody is asked again for the others"


async def test_moved_meeting_is_cancelled_above_its_own_number(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    series = await invited(cast, anna)
    for place in ("Rathaus", "Schule"):
        await change(anna, (await meetings_of(series))[1], "one", place=place)
        await deliver_all()
    await cancel(anna, (await meetings_of(series))[1], "one")
    assert [mail.event["sequence"] for mail in await mails_to(cast, "carla")] == [0, 1, 2, 3]
    await deliver_all()
    await change(anna, (await meetings_of(series))[2], "one", place="Schule")
    last = (await mails_to(cast, "carla"))[-1]
    assert last.event["sequence"] == 4, "above the master, which stands at three"


async def test_from_here_on_the_series_ends_earlier_and_answers_stay(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    series = await invited(cast, anna)
    third = (await meetings_of(series))[2]
    for _ in "12":
        assert await cancel(anna, third, "from_here") == 303
    _, ended = await mails_to(cast, "carla")
    check(ended.ics)
    assert ended.calendar["method"] == "REQUEST"
    assert ended.event["sequence"] == 1
    assert len(expand(ended.ics)) == 2
    for kind in ("plain", "html"):
        assert "fallen alle Termine aus" in ended.part(kind)
        assert "Die Heizung ist aus." in ended.part(kind)
    statuses = [each.status for each in (await stored(series))[1]]
    assert statuses == [MeetingStatus.INVITED] * 2 + [MeetingStatus.CANCELLED] * 4


async def test_whole_series_is_one_cancel(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    series = await invited(cast, anna, "bernd", "carla")
    second = (await meetings_of(series))[1]
    page = (await anna.get(f"/sitzungen/{second.id}/absage?umfang=all")).text
    assert "Die ganze Reihe" in page
    for _ in "12":
        assert await cancel(anna, second, "all") == 303
    first, off = await mails_to(cast, "carla")
    check(off.ics)
    assert off.calendar["method"] == "CANCEL"
    assert off.event["status"] == "CANCELLED"
    assert off.event["uid"] == series.uid
    assert off.event["sequence"] == 1
    assert str(off.event["organizer"]) == str(first.event["organizer"])
    assert "recurrence-id" not in off.event
    assert "Die Heizung ist aus." in off.part("plain")
    changed, meetings = await stored(series)
    assert changed.cancelled_at is not None
    assert {each.status for each in meetings} == {MeetingStatus.CANCELLED}
    assert len(await mails_to(cast, "bernd")) == 2


async def test_cancelled_before_anything_was_sent_there_is_no_mail(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    series = await series_of(cast)
    await invite_to(anna, cast, series, "carla")
    await cancel(anna, (await meetings_of(series))[0], "all")
    (first,) = await mails_to(cast, "carla", dropped=True)
    assert first.row.state == MailState.DROPPED


async def test_series_nobody_was_invited_to_is_cancelled_quietly(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    series = await series_of(cast)
    assert await cancel(anna, (await meetings_of(series))[3], "from_here") == 303
    changed, meetings = await stored(series)
    assert changed.sequence == 0
    assert [each.status for each in meetings[3:]] == [MeetingStatus.CANCELLED] * 3


async def test_last_coming_meeting_cancelled_alone_ends_the_whole_series(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    series = await invited(cast, anna)
    for meeting in await meetings_of(series):
        assert await cancel(anna, meeting, "one") == 303
        await deliver_all()
    found = await mails_to(cast, "carla")
    assert len(found) == 7
    assert "recurrence-id" not in found[-1].event, "a series without dates would stay in calendars"
    assert found[-1].calendar["method"] == "CANCEL"


async def test_guests_of_one_meeting_hear_of_the_end_of_all(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    series = await invited(cast, anna)
    second = (await meetings_of(series))[1]
    await invite(anna, cast, second, "gustav")
    await deliver_all()
    await cancel(anna, (await meetings_of(series))[0], "all")
    _, off = await mails_to(cast, "gustav")
    assert off.calendar["method"] == "CANCEL"
    assert off.event["uid"] == second.uid
