"""A poll has chosen its date: everybody asked is invited, members or not."""

from datetime import timedelta

from app.core.clock import now
from app.core.db import transaction
from app.invitations.operations.invite import invite_persons
from app.invitations.rules import answer_token
from app.invitations.tables import Answer, Invitation
from app.meetings.access import meeting_to_change
from app.meetings.tables import Meeting
from tests.browser import Visit
from tests.calendar_check import check
from tests.cast import Cast
from tests.invitations.post import deliver, letters
from tests.invitations.test_change import address, form_of
from tests.meetings.make import make_meeting


async def chosen(cast: Cast, meeting: Meeting, *names: str, yes: tuple[str, ...] = ()) -> int:
    anna = await cast.actor("anna")
    async with transaction():
        locked, group = await meeting_to_change(anna, meeting.id)
        return await invite_persons(
            anna, locked, group, [cast.id(name) for name in names],
            accepted=[cast.id(name) for name in yes], now=now(),
        )  # fmt: skip


async def test_everybody_asked_is_invited_and_a_yes_of_the_poll_needs_no_answer(
    cast: Cast,
) -> None:
    meeting = await make_meeting(cast.group)
    assert await chosen(cast, meeting, "carla", "dirk", yes=("dirk",)) == 2
    (carla,), (dirk,) = [await letters(meeting, cast.id(name)) for name in ("carla", "dirk")]
    for letter in (carla, dirk):
        check(letter.ics)
    assert carla.attendee.params["PARTSTAT"] == "NEEDS-ACTION"
    assert carla.attendee.params["RSVP"] == "TRUE"
    assert dirk.attendee.params["PARTSTAT"] == "ACCEPTED"
    assert dirk.attendee.params["RSVP"] == "FALSE"
    assert dirk.attendee.params["ROLE"] == "OPT-PARTICIPANT"
    assert "Ihre Antwort „zugesagt“ gilt weiter" in dirk.part("plain").replace("\r\n", " ")


async def test_done_twice_it_is_one_mail_to_each(cast: Cast) -> None:
    meeting = await make_meeting(cast.group)
    assert [await chosen(cast, meeting, "carla", "dirk") for _ in "12"] == [2, 0]
    assert len(await letters(meeting)) == 2


async def test_guest_without_a_seat_may_answer_and_hears_of_changes(
    cast: Cast, visit: Visit
) -> None:
    meeting = await make_meeting(cast.group)
    await chosen(cast, meeting, "dirk", yes=("dirk",))
    await deliver(meeting)
    anna = await visit("anna")
    invitation = await Invitation.objects().where(Invitation.person == cast.id("dirk")).first()
    assert invitation is not None
    assert invitation.answer == Answer.ACCEPTED
    assert (await anna.get(f"/a/{answer_token(invitation.id)}")).status_code == 200
    page = (await anna.get(f"/sitzungen/{meeting.id}")).text
    assert "1 von 1 zugesagt" in page
    assert "nicht mehr in der Gruppe" not in page
    later = form_of(meeting, day=f"{meeting.starts_at + timedelta(days=1):%Y-%m-%d}")
    stored = await Meeting.objects().where(Meeting.id == meeting.id).first()
    assert stored is not None
    later |= {"versand": "senden", "version": str(stored.version)}
    assert (await anna.post(address(meeting), later)).status_code == 303
    _, moved = await letters(meeting, cast.id("dirk"))
    assert moved.attendee.params["PARTSTAT"] == "NEEDS-ACTION"


async def test_who_is_shut_out_is_not_invited(cast: Cast) -> None:
    meeting = await make_meeting(cast.group)
    cast.dirk.blocked = True
    await cast.dirk.save()
    assert await chosen(cast, meeting, "dirk") == 0
    assert await letters(meeting) == []
