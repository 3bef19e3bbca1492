"""Cancelling a meeting, taking one person off, sending once more."""

from app.core.clock import now
from app.invitations.rules import answer_token
from app.invitations.tables import Invitation
from app.meetings.tables import Meeting, MeetingStatus
from app.outbox.tables import MailState, OutgoingMail
from tests.browser import Browser, Visit
from tests.calendar_check import check
from tests.cast import Cast
from tests.invitations.make import make_invitation
from tests.invitations.post import deliver, invite, letters, reload
from tests.meetings.make import make_meeting


async def invitation_of(cast: Cast, name: str) -> Invitation:
    found = await Invitation.objects().where(Invitation.person == cast.id(name)).first()
    assert found is not None
    return found


async def invited(cast: Cast, anna: Browser) -> Meeting:
    meeting = await make_meeting(cast.group)
    await invite(anna, cast, meeting, "bernd", "carla")
    await deliver(meeting)
    return meeting


async def test_everybody_invited_gets_a_cancel_with_a_higher_sequence(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    meeting = await invited(cast, anna)
    path = f"/sitzungen/{meeting.id}/absage"
    assert "Absage an 2 Personen senden" in (await anna.get(path)).text
    for _ in range(2):
        assert (await anna.post(path, {"reason": "Die Heizung ist aus."})).status_code == 303
    first, cancel = await letters(meeting, cast.id("carla"))
    check(cancel.ics)
    assert cancel.calendar["method"] == "CANCEL"
    assert cancel.event["status"] == "CANCELLED"
    assert cancel.event["sequence"] == 1
    assert cancel.event["uid"] == first.event["uid"]
    assert str(cancel.event["organizer"]) == str(first.event["organizer"])
    assert str(cancel.attendee) == f"mailto:{cast.carla.email}"
    assert cancel.event["dtstamp"].dt > first.event["dtstamp"].dt
    assert cancel.row.subject.startswith("Abgesagt: ")
    assert cancel.message["references"] == first.message["message-id"]
    for kind in ("plain", "html"):
        assert "Die Heizung ist aus." in cancel.part(kind)
    assert (await reload(meeting)).status == MeetingStatus.CANCELLED
    page = (await anna.get(f"/sitzungen/{meeting.id}")).text
    assert "Diese Sitzung ist abgesagt" in page
    assert "Termin ändern" not in page


async def test_cancelled_before_anything_was_sent_there_is_no_mail(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    meeting = await make_meeting(cast.group)
    await invite(anna, cast, meeting, "bernd", "carla")
    await anna.post(f"/sitzungen/{meeting.id}/absage")
    found = await letters(meeting)
    assert [each.calendar["method"] for each in found] == ["REQUEST", "REQUEST"]
    assert {each.row.state for each in found} == {MailState.DROPPED}


async def test_invitation_that_may_just_be_leaving_is_cancelled_by_mail(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    meeting = await make_meeting(cast.group)
    await invite(anna, cast, meeting, "carla")
    await OutgoingMail.update({OutgoingMail.attempts: 1}).where(
        OutgoingMail.subject_id == meeting.id
    )
    await anna.post(f"/sitzungen/{meeting.id}/absage")
    assert [each.calendar["method"] for each in await letters(meeting)] == ["REQUEST", "CANCEL"]


async def test_invitation_older_than_the_outbox_is_cancelled_by_mail(
    cast: Cast, visit: Visit
) -> None:
    meeting = await make_meeting(cast.group, status=MeetingStatus.INVITED)
    await make_invitation(meeting, cast.carla)
    await (await visit("anna")).post(f"/sitzungen/{meeting.id}/absage")
    (cancel,) = await letters(meeting)
    assert cancel.calendar["method"] == "CANCEL"


async def test_meeting_nobody_was_invited_to_is_cancelled_quietly(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    meeting = await make_meeting(cast.group)
    page = (await anna.get(f"/sitzungen/{meeting.id}/absage")).text
    assert "es geht keine E-Mail hinaus" in page
    await anna.post(f"/sitzungen/{meeting.id}/absage")
    assert await letters(meeting) == []


async def test_running_meeting_cannot_be_cancelled(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    meeting = await make_meeting(cast.group, status=MeetingStatus.RUNNING)
    assert (await anna.post(f"/sitzungen/{meeting.id}/absage")).status_code == 422
    assert (await reload(meeting)).status == MeetingStatus.RUNNING


async def test_uninvited_person_gets_a_cancel_without_status_and_nothing_more(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    meeting = await invited(cast, anna)
    carla = await invitation_of(cast, "carla")
    path = f"/sitzungen/{meeting.id}/einladungen/{carla.id}"
    assert "Einladung zurücknehmen" in (await anna.get(path)).text
    for _ in range(2):
        assert (await anna.post(f"{path}/ausladen")).status_code == 303
    _, cancel = await letters(meeting, cast.id("carla"))
    check(cancel.ics)
    assert cancel.calendar["method"] == "CANCEL"
    assert "status" not in cancel.event
    assert cancel.event["sequence"] == 1
    stored = await invitation_of(cast, "carla")
    assert stored.sent_sequence == 1
    assert stored.revoked_at is not None
    assert (await reload(meeting)).sequence == 0
    assert (await anna.get(f"/a/{answer_token(stored.id)}")).status_code == 410
    await deliver(meeting)
    await anna.post(f"/sitzungen/{meeting.id}/absage")
    assert len(await letters(meeting, cast.id("carla"))) == 2


async def test_person_taken_off_and_invited_again_sees_no_lower_sequence(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    meeting = await invited(cast, anna)
    carla = await invitation_of(cast, "carla")
    await anna.post(f"/sitzungen/{meeting.id}/einladungen/{carla.id}/ausladen")
    await deliver(meeting)
    await invite(anna, cast, meeting, "carla")
    found = await letters(meeting, cast.id("carla"))
    assert [each.event["sequence"] for each in found] == [0, 1, 1]
    assert found[2].calendar["method"] == "REQUEST"
    assert found[2].event["dtstamp"].dt > found[1].event["dtstamp"].dt
    assert (await anna.get(f"/a/{answer_token(carla.id)}")).status_code == 200


async def test_sent_again_it_has_the_same_sequence_and_a_new_stamp(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    meeting = await invited(cast, anna)
    path = f"/sitzungen/{meeting.id}/einladungen/{(await invitation_of(cast, 'carla')).id}"
    once = (await anna.get(path)).text.split('name="id" value="')[1].split('"')[0]
    for _ in range(2):
        assert (await anna.post(f"{path}/erneut", {"id": once})).status_code == 303
    first, again = await letters(meeting, cast.id("carla"))
    assert (first.event["sequence"], again.event["sequence"]) == (0, 0)
    assert again.event["dtstamp"].dt > first.event["dtstamp"].dt
    assert again.row.state == MailState.WAITING
    assert len(await letters(meeting)) == 3, "nobody else hears of it"


async def test_members_and_strangers_cannot_cancel_or_take_off(cast: Cast, visit: Visit) -> None:
    meeting = await invited(cast, await visit("anna"))
    one = f"/sitzungen/{meeting.id}/einladungen/{(await invitation_of(cast, 'carla')).id}"
    for name, status in (("carla", 403), ("dirk", 404), ("frieda", 404), ("eva", 404)):
        browser = await visit(name)
        for path in (f"/sitzungen/{meeting.id}/absage", f"{one}/erneut", f"{one}/ausladen"):
            assert (await browser.post(path)).status_code == status, (name, path)
    assert (await reload(meeting)).status == MeetingStatus.INVITED
    assert meeting.starts_at > now()
