"""A series goes out: one mail per person, under one UID, with all of its dates."""

from datetime import timedelta

from app.invitations import rules
from app.invitations.tables import Answer, Invitation, SeriesInvitation
from app.meetings.tables import MeetingStatus
from app.outbox.tables import MailState
from app.web.filters import tag
from tests.browser import Visit
from tests.calendar_check import check, expand
from tests.cast import Cast, make_member
from tests.invitations.post import deliver, invite
from tests.invitations.series import (
    cancel,
    change,
    deliver_all,
    events,
    invite_to,
    invited,
    mails_to,
    of_person,
    series_of,
    to_meeting,
)
from tests.series.make import meetings_of


async def test_each_person_gets_one_mail_with_all_dates_of_the_series(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    series = await series_of(cast)
    assert await invite_to(anna, cast, series, "bernd", "carla") == 303
    (bernd,) = await mails_to(cast, "bernd")
    check(bernd.ics)
    assert bernd.event["uid"] == series.uid
    assert bernd.event["rrule"]["COUNT"] == [6]
    meetings = await meetings_of(series)
    utc = [each["utc"] for each in expand(bernd.ics)]
    assert utc == [f"{meeting.starts_at:%Y-%m-%dT%H:%M:%SZ}" for meeting in meetings]
    one = await of_person(cast, series, "bernd")
    assert rules.reply_token(one.id) in str(bernd.event["organizer"])
    assert (one.sent_sequence, one.first_message_id) == (0, str(bernd.message["message-id"]))
    for kind in ("plain", "html"):
        text = bernd.part(kind)
        assert f"/a/{rules.answer_token(one.id)}?antwort=ja" in text
        assert all(tag(meeting.starts_at) in text for meeting in meetings)
    assert cast.carla.email.encode() not in bernd.row.mime
    assert await Invitation.count().where(Invitation.series_invitation == one.id) == 6
    assert {meeting.status for meeting in meetings} == {MeetingStatus.INVITED}
    assert len(await mails_to(cast, "carla")) == 1


async def test_sent_twice_it_is_one_set_of_mails(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    series = await series_of(cast)
    for _ in "12":
        await invite_to(anna, cast, series, "carla")
    assert len(await mails_to(cast, "carla")) == 1
    assert await SeriesInvitation.count() == 1


async def test_who_comes_later_gets_the_series_as_it_stands_and_the_others_nothing(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    series = await invited(cast, anna)
    second, third = (await meetings_of(series))[1:3]
    day = second.starts_at + timedelta(days=1)
    assert await change(anna, second, "one", day=f"{day:%Y-%m-%d}") == 303
    await deliver_all()
    assert await cancel(anna, third, "one") == 303
    await deliver_all()
    before = len(await mails_to(cast, "carla"))
    assert await invite_to(anna, cast, series, "bernd") == 303
    (mail,) = await mails_to(cast, "bernd")
    check(mail.ics)
    master, override = events(mail)
    assert master["exdate"].dts[0].dt == third.recurrence_at
    assert override["recurrence-id"].dt == second.recurrence_at
    assert override["dtstart"].dt == day
    assert master["sequence"] == 1, "the number of the cancellation"
    starts = {each["utc"] for each in expand(mail.ics)}
    want = [each for each in await meetings_of(series) if each.status != MeetingStatus.CANCELLED]
    assert starts == {f"{each.starts_at:%Y-%m-%dT%H:%M:%SZ}" for each in want}
    assert len(await mails_to(cast, "carla")) == before
    for kind in ("plain", "html"):
        assert "fällt aus" in mail.part(kind)
        assert f"statt {tag(second.recurrence_at)}" in " ".join(mail.part(kind).split())


async def test_who_is_taken_off_the_series_gets_a_cancel_of_all_and_nothing_more(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    series = await invited(cast, anna, "bernd", "carla")
    one = await of_person(cast, series, "carla")
    path = f"/serien/{series.id}/einladungen/{one.id}"
    assert "Einladung zurücknehmen" in (await anna.get(path)).text
    for _ in "12":
        assert (await anna.post(f"{path}/ausladen")).status_code == 303
    _, off = await mails_to(cast, "carla")
    check(off.ics)
    assert off.row.subject.startswith(
        "Ihre Termine entfallen: Steuerungsgruppe Familienzentren, ab "
    )
    assert "Zur Reihe „Sitzung“ sind Sie ab " in " ".join(off.part("plain").split())
    assert off.calendar["method"] == "CANCEL"
    assert "status" not in off.event
    assert str(off.attendee) == f"mailto:{cast.carla.email}"
    assert off.event["sequence"] == 1
    assert "recurrence-id" not in off.event
    await deliver_all()
    await change(anna, (await meetings_of(series))[0], "one", place="Rathaus")
    await cancel(anna, (await meetings_of(series))[1], "all")
    assert len(await mails_to(cast, "carla")) == 2
    assert await Invitation.count().where(
        Invitation.series_invitation == one.id, Invitation.revoked_at.is_null()
    ) == 0  # fmt: skip
    assert len(await mails_to(cast, "bernd")) > 1


async def test_taken_off_and_invited_again_sees_no_lower_sequence(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    series = await invited(cast, anna)
    one = await of_person(cast, series, "carla")
    await anna.post(f"/serien/{series.id}/einladungen/{one.id}/ausladen")
    await deliver_all()
    await invite_to(anna, cast, series, "carla")
    found = await mails_to(cast, "carla")
    assert [each.event["sequence"] for each in found] == [0, 1, 1]
    stamps = [each.event["dtstamp"].dt for each in found]
    assert stamps == sorted(set(stamps))
    assert await Invitation.count().where(
        Invitation.series_invitation == one.id, Invitation.revoked_at.is_null()
    ) == 6  # fmt: skip


async def test_sent_again_it_carries_all_changes_and_the_answers(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    series = await invited(cast, anna)
    one = await of_person(cast, series, "carla")
    one.answer, one.answered_sequence = Answer.ACCEPTED, 0
    await one.save()
    meetings = await meetings_of(series)
    third = await to_meeting(meetings[2], cast.id("carla"))
    third.answer, third.answered_sequence = Answer.DECLINED, 0
    await third.save()
    await change(anna, meetings[1], "one", place="Rathaus")
    await deliver_all()
    path = f"/serien/{series.id}/einladungen/{one.id}"
    once = (await anna.get(path)).text.split('name="id" value="')[1].split('"')[0]
    for _ in "12":
        assert (await anna.post(f"{path}/erneut", {"id": once})).status_code == 303
    found = await mails_to(cast, "carla")
    assert len(found) == 3
    check(found[-1].ics)
    states = {
        each["recurrence-id"].dt if "recurrence-id" in each else None: each["attendee"].params[
            "PARTSTAT"
        ]
        for each in events(found[-1])
    }
    assert states == {
        None: "ACCEPTED",
        meetings[1].recurrence_at: "NEEDS-ACTION",
        meetings[2].recurrence_at: "DECLINED",
    }


async def test_guest_of_one_meeting_has_it_replaced_by_the_series(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    series = await series_of(cast)
    first = (await meetings_of(series))[0]
    await invite(anna, cast, first, "carla")
    await deliver(first)
    await invite_to(anna, cast, series, "carla")
    single, off, whole = await mails_to(cast, "carla")
    assert single.event["uid"] == off.event["uid"] == first.uid
    assert off.calendar["method"] == "CANCEL"
    assert whole.event["uid"] == series.uid
    mine = await to_meeting(first, cast.id("carla"))
    assert mine.series_invitation == (await of_person(cast, series, "carla")).id
    assert mine.revoked_at is None


async def test_waiting_invitation_is_replaced_by_the_series_as_it_stands(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    series = await series_of(cast)
    await invite_to(anna, cast, series, "carla")
    await change(anna, (await meetings_of(series))[1], "one", place="Rathaus")
    first, second = await mails_to(cast, "carla", dropped=True)
    assert (first.row.state, second.row.state) == (MailState.DROPPED, MailState.WAITING)
    assert second.row.subject.startswith("Einladung: "), "Carla has not heard of it before"
    assert len(events(second)) == 2


async def test_only_who_leads_may_invite_to_a_series(cast: Cast, visit: Visit) -> None:
    series = await series_of(cast)
    for name, status in (("carla", 403), ("dirk", 404), ("frieda", 404), ("eva", 404)):
        browser = await visit(name)
        assert await invite_to(browser, cast, series, "carla") == status, name
    assert await mails_to(cast, "carla") == []


async def test_series_without_a_coming_meeting_invites_nobody(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    series = await series_of(cast)
    await cancel(anna, (await meetings_of(series))[0], "all")
    answer = await anna.get(f"/serien/{series.id}/einladen")
    assert answer.status_code == 409
    assert "Die Reihe ist abgesagt." in answer.text
    await make_member(cast.group, cast.dirk)
    assert await invite_to(anna, cast, series, "dirk") == 409
