"""A series goes out: one mail per person, under one UID, with all of its dates."""

from datetime import timedelta

from app.invitations import rules
from app.invitations.tables import Invitation, SeriesInvitation
from app.meetings.tables import MeetingSeries, MeetingStatus
from tests.browser import Browser, Visit
from tests.calendar_check import check, expand
from tests.cast import Cast
from tests.invitations.post import Letter, letters
from tests.series.make import first_in_the_coming_year, make_series, meetings_of


async def series_of(cast: Cast) -> MeetingSeries:
    return await make_series(cast, starts_at=first_in_the_coming_year())


async def invite_to(browser: Browser, cast: Cast, series: MeetingSeries, *names: str) -> int:
    path = f"/serien/{series.id}/einladen"
    await browser.get(path)
    answer = await browser.post(path, {"person": [str(cast.id(name)) for name in names]})
    return answer.status_code


async def test_each_person_gets_one_mail_with_all_dates_of_the_series(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    series = await series_of(cast)
    assert await invite_to(anna, cast, series, "bernd", "carla") == 303
    found: list[Letter] = await letters(series)
    assert [letter.row.recipient_name for letter in found] == ["Bernd Brandt", "Carla Cordes"]
    bernd = found[0]
    check(bernd.ics)
    assert bernd.event["uid"] == series.uid
    assert bernd.event["rrule"]["COUNT"] == [6]
    meetings = await meetings_of(series)
    utc = [each["utc"] for each in expand(bernd.ics)]
    assert utc == [f"{meeting.starts_at:%Y-%m-%dT%H:%M:%SZ}" for meeting in meetings]
    stored = await SeriesInvitation.objects().where(SeriesInvitation.person == cast.bernd.id).first()
    assert stored is not None
    assert rules.reply_token(stored.id) in str(bernd.event["organizer"])
    assert (stored.sent_sequence, stored.first_message_id) == (0, str(bernd.message["message-id"]))
    for kind in ("plain", "html"):
        text = bernd.part(kind)
        assert f"/a/{rules.answer_token(stored.id)}?antwort=ja" in text
        for meeting in meetings:
            assert f"{meeting.starts_at + timedelta(hours=1):%d}".lstrip("0") in text
    assert cast.carla.email.encode() not in bernd.row.mime
    assert await Invitation.count().where(Invitation.series_invitation == stored.id) == 6
    assert {meeting.status for meeting in meetings} == {MeetingStatus.INVITED}
