"""Who joins, leaves or moves house while a series runs."""

from datetime import timedelta
from typing import Any

from app.core.clock import berlin, today
from app.groups.tables import Membership
from app.invitations.tables import Answer, Invitation, SeriesInvitation
from app.people.tables import Person
from tests.browser import Visit
from tests.calendar_check import check
from tests.cast import Cast
from tests.groups.test_members import membership_of, path, typed
from tests.invitations.series import (
    change,
    deliver_all,
    events,
    invited,
    mails_to,
    of_person,
)
from tests.invitations.test_joining import page_of
from tests.series.make import meetings_of


async def test_new_member_is_asked_once_for_the_series_and_gets_it_whole(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    series = await invited(cast, anna, "bernd")
    await anna.post(path(cast), typed(person_id=str(cast.id("dirk"))))
    page = (await anna.get(page_of(cast, "dirk"))).text
    assert "6 künftige Sitzungen: einladen?" in page
    assert "Reihe „Sitzung“: 6 Termine ab" in page
    assert page.count("An: ") == 1, "one mail for all of them"
    answer = await anna.post(page_of(cast, "dirk"), {"invite": [str(series.id)]})
    assert answer.status_code == 303
    (mail,) = await mails_to(cast, "dirk")
    assert mail.event["rrule"]["COUNT"] == [6]
    assert len(await mails_to(cast, "bernd")) == 1
    shown = (await anna.get(f"/gruppen/{cast.group.id}")).text
    assert "Dirk Dahl ist zu 6 Sitzungen eingeladen." in shown


async def test_who_leaves_before_all_of_it_is_taken_off_the_series(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    series = await invited(cast, anna, "bernd", "carla")
    row = await membership_of(cast, "carla")
    await anna.post(path(cast, f"{row.id}/ende"))
    page = (await anna.get(page_of(cast, "carla"))).text
    assert "Reihe „Sitzung“: 6 Termine ab" in page
    await anna.post(page_of(cast, "carla"), {"cancel": [str(series.id)]})
    _, off = await mails_to(cast, "carla")
    check(off.ics)
    assert off.calendar["method"] == "CANCEL"
    assert "recurrence-id" not in off.event
    assert (await of_person(cast, series, "carla")).revoked_at is not None
    assert len(await mails_to(cast, "bernd")) == 1


async def test_who_leaves_in_the_middle_is_taken_off_the_later_meetings_alone(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    series = await invited(cast, anna, "bernd", "carla")
    meetings = await meetings_of(series)
    until = berlin(meetings[3].starts_at).date()
    await Membership.update({Membership.until: until}).where(
        Membership.person == cast.id("carla"), Membership.group == cast.group.id
    )
    page = (await anna.get(page_of(cast, "carla"))).text
    assert "2 künftige Sitzungen: absagen?" in page
    form = {"cancel": [str(each.id) for each in meetings[4:]]}
    assert (await anna.post(page_of(cast, "carla"), form)).status_code == 303
    found = await mails_to(cast, "carla", dropped=True)
    last = found[-1]
    assert last.calendar["method"] == "REQUEST", "the second would overtake the first"
    assert [each.dt for each in _left_out(last.event)] == [
        each.recurrence_at for each in meetings[4:]
    ]
    assert (await of_person(cast, series, "carla")).revoked_at is None
    await deliver_all()
    assert await change(anna, meetings[0], "all", place="Rathaus") == 303
    again = (await mails_to(cast, "carla"))[-1]
    assert [each.dt for each in _left_out(again.event)] == [
        each.recurrence_at for each in meetings[4:]
    ]


def _left_out(event: Any) -> list[Any]:
    found = event["exdate"]
    return [each.dts[0] for each in (found if isinstance(found, list) else [found])]


async def test_new_address_gets_the_whole_series_and_the_old_one_loses_it(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    series = await invited(cast, anna)
    one = await of_person(cast, series, "carla")
    await SeriesInvitation.update(
        {SeriesInvitation.answer: Answer.ACCEPTED, SeriesInvitation.answered_sequence: 0}
    ).where(SeriesInvitation.id == one.id)
    await Person.update({Person.email: "neu@example.org"}).where(Person.id == cast.id("carla"))
    second = (await meetings_of(series))[1]
    assert await change(anna, second, "one", place="Rathaus") == 303
    first, off, whole = await mails_to(cast, "carla")
    for mail in (off, whole):
        check(mail.ics)
    assert off.calendar["method"] == "CANCEL"
    assert off.row.recipient_address == cast.carla.email
    assert "recurrence-id" not in off.event, "all of it, for there is no other mail to that address"
    assert whole.row.recipient_address == "neu@example.org"
    master, override = events(whole)
    assert str(master["attendee"]) == "mailto:neu@example.org"
    assert master["attendee"].params["PARTSTAT"] == "ACCEPTED"
    assert override["attendee"].params["PARTSTAT"] == "NEEDS-ACTION"
    assert str(master["organizer"]) == str(first.event["organizer"])
    addresses = await Invitation.select(Invitation.address).where(
        Invitation.series_invitation == one.id
    )
    assert {row["address"] for row in addresses} == {"neu@example.org"}
    assert {off.row.state, whole.row.state} == {"waiting"}


async def test_who_has_left_learns_of_no_change(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    series = await invited(cast, anna, "bernd", "carla")
    await Membership.update({Membership.until: today() - timedelta(days=1)}).where(
        Membership.person == cast.id("carla")
    )
    first = (await meetings_of(series))[0]
    assert await change(anna, first, "all", place="Rathaus") == 303
    assert len(await mails_to(cast, "carla")) == 1
    assert len(await mails_to(cast, "bernd")) == 2
