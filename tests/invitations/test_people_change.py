"""Between two mails somebody leaves the group or gets a new address."""

from datetime import timedelta

from app.core.clock import today
from app.groups.tables import Membership
from app.invitations.tables import Answer, Invitation
from app.meetings.tables import Meeting
from app.people.tables import Person
from tests.browser import Browser, Visit
from tests.cast import Cast
from tests.invitations.post import deliver, invite, letters, reload
from tests.invitations.test_change import address, form_of
from tests.meetings.make import make_meeting


async def invited(cast: Cast, anna: Browser) -> Meeting:
    meeting = await make_meeting(cast.group)
    await invite(anna, cast, meeting, "bernd", "carla")
    return await reload(meeting)


async def leave(cast: Cast, name: str) -> None:
    await Membership.update({Membership.until: today() - timedelta(days=1)}).where(
        Membership.person == cast.id(name)
    )


async def test_who_has_left_hears_of_the_cancellation_but_of_no_change(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    meeting = await invited(cast, anna)
    await deliver(meeting)
    await leave(cast, "carla")
    page = await anna.post(address(meeting), form_of(meeting, place="Rathaus"))
    assert "Die Änderung geht an eine Person" in page.text
    await anna.post(address(meeting), form_of(meeting, place="Rathaus", versand="senden"))
    assert len(await letters(meeting, cast.id("carla"))) == 1
    assert len(await letters(meeting, cast.id("bernd"))) == 2
    assert "nicht mehr in der Gruppe" in (await anna.get(f"/sitzungen/{meeting.id}")).text
    await anna.post(f"/sitzungen/{meeting.id}/absage")
    _, cancel = await letters(meeting, cast.id("carla"))
    assert cancel.calendar["method"] == "CANCEL"


async def test_new_address_gets_the_meeting_and_the_old_one_loses_it(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    meeting = await invited(cast, anna)
    await deliver(meeting)
    mine = Invitation.person == cast.id("carla")
    await Invitation.update(
        {Invitation.answer: Answer.ACCEPTED, Invitation.answered_sequence: 0}
    ).where(mine)
    await Person.update({Person.email: "neu@example.org"}).where(Person.id == cast.id("carla"))
    form = form_of(meeting, title="Fünfte Sitzung", versand="senden")
    await anna.post(address(meeting), form)
    first, cancel, request = await letters(meeting, cast.id("carla"))
    assert (cancel.calendar["method"], request.calendar["method"]) == ("CANCEL", "REQUEST")
    assert cancel.row.recipient_address == first.row.recipient_address == cast.carla.email
    assert str(cancel.attendee) == f"mailto:{cast.carla.email}"
    assert "status" not in cancel.event
    assert request.row.recipient_address == "neu@example.org"
    assert str(request.attendee) == "mailto:neu@example.org"
    assert request.attendee.params["PARTSTAT"] == "ACCEPTED"
    assert str(request.event["organizer"]) == str(first.event["organizer"])
    assert (cancel.event["sequence"], request.event["sequence"]) == (1, 1)
    assert first.event["dtstamp"].dt < cancel.event["dtstamp"].dt < request.event["dtstamp"].dt
    assert (await Invitation.select(Invitation.address).where(mine))[0]["address"] == (
        "neu@example.org"
    )
    assert "1 von 2 zugesagt" in (await anna.get(f"/sitzungen/{meeting.id}")).text


async def test_old_address_that_never_got_a_mail_gets_none(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    meeting = await invited(cast, anna)
    await Person.update({Person.email: "neu@example.org"}).where(Person.id == cast.id("carla"))
    await anna.post(address(meeting), form_of(meeting, place="Rathaus", versand="senden"))
    first, request = await letters(meeting, cast.id("carla"))
    assert first.row.done_at is not None
    assert request.calendar["method"] == "REQUEST"
    assert request.row.recipient_address == "neu@example.org"
