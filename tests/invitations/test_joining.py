"""Who joins or leaves is asked about: which coming meetings, and which mail goes to whom."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest

from app.audit.tables import AuditEntry
from app.core.clock import berlin, today
from app.groups.tables import Membership
from app.invitations.tables import Invitation
from app.meetings.tables import Meeting, MeetingStatus
from app.outbox.tables import OutgoingMail
from tests.browser import Browser, Visit
from tests.cast import Cast, make_member
from tests.groups.test_members import membership_of, path, typed
from tests.invitations.post import deliver, invite, letters, reload
from tests.meetings.make import in_two_weeks, make_meeting


def page_of(cast: Cast, name: str) -> str:
    return f"/gruppen/{cast.group.id}/personen/{cast.id(name)}/einladungen"


async def invited(cast: Cast, anna: Browser, *names: str) -> Meeting:
    meeting = await make_meeting(cast.group)
    await invite(anna, cast, meeting, *names)
    await deliver(meeting)
    return await reload(meeting)


async def active(meeting: Meeting, person_id: UUID) -> bool:
    return await Invitation.exists().where(
        Invitation.meeting == meeting.id, Invitation.person == person_id,
        Invitation.revoked_at.is_null(),
    )  # fmt: skip


async def test_new_member_is_invited_to_what_others_are_invited_to(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    meetings = [await invited(cast, anna, "bernd") for _ in "12"]
    await make_meeting(cast.group, title="Noch niemand eingeladen")
    await make_meeting(cast.group, title="Abgesagt", status=MeetingStatus.CANCELLED)
    await make_meeting(cast.other_group, title="Andere Gruppe", status=MeetingStatus.INVITED)
    added = await anna.post(path(cast), typed(person_id=str(cast.id("dirk"))))
    assert added.headers["location"] == page_of(cast, "dirk")
    page = (await anna.get(page_of(cast, "dirk"))).text
    assert "2 künftige Sitzungen: einladen?" in page
    assert "Einladung an Dirk Dahl" in page
    assert f"An: {cast.dirk.email}" in page
    assert "Anna Albers lädt Sie zur Sitzung" in page
    assert "Sie gehören seit 01.01.2025 zur Gruppe" in page
    assert "/a/…?antwort=ja" in page, "nobody else holds the answer link"
    assert "Zu einer weiteren Sitzung ist noch niemand eingeladen." in page
    assert "Abgesagt" not in page
    assert "Andere Gruppe" not in page
    assert page.count(" checked") == 2
    answer = await anna.post(page_of(cast, "dirk"), {"invite": [str(m.id) for m in meetings]})
    assert answer.headers["location"] == f"/gruppen/{cast.group.id}"
    for meeting in meetings:
        (mail,) = await letters(meeting, cast.id("dirk"))
        assert mail.calendar["method"] == "REQUEST"
        assert len(await letters(meeting)) == 2, "Bernd's first one, and Dirk's"
    shown = (await anna.get(f"/gruppen/{cast.group.id}")).text
    assert "Dirk Dahl ist zu 2 Sitzungen eingeladen." in shown


async def test_pressed_twice_and_at_once_it_is_one_mail(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    meeting = await invited(cast, anna, "bernd")
    await anna.post(path(cast), typed(person_id=str(cast.id("dirk"))))
    await anna.get(page_of(cast, "dirk"))
    form = {"invite": [str(meeting.id)]}
    answers = await asyncio.gather(*(anna.post(page_of(cast, "dirk"), form) for _ in "123"))
    assert {answer.status_code for answer in answers} == {303}
    assert len(await letters(meeting, cast.id("dirk"))) == 1
    assert await AuditEntry.count().where(AuditEntry.action == "meeting.invited") == 2


async def test_without_default_invitation_nothing_is_ticked_and_nothing_goes(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    meeting = await invited(cast, anna, "bernd")
    form = typed(person_id=str(cast.id("dirk")))
    del form["invite_by_default"]
    await anna.post(path(cast), form)
    page = await anna.get(page_of(cast, "dirk"))
    assert " checked" not in page.text
    assert "Nicht einladen" in page.text
    empty = await anna.post(page_of(cast, "dirk"))
    assert empty.status_code == 422
    assert "Bitte kreuzen Sie mindestens eine Sitzung an." in empty.text
    assert await letters(meeting, cast.id("dirk")) == []


async def test_who_starts_later_is_invited_only_to_meetings_of_that_time(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    early = await invited(cast, anna, "bernd")
    late = await make_meeting(cast.group, starts_at=in_two_weeks() + timedelta(days=30))
    await invite(anna, cast, late, "bernd")
    begin, end = today() + timedelta(days=20), today() + timedelta(days=60)
    await anna.post(
        path(cast), typed(person_id=str(cast.id("dirk")), since=f"{begin}", until=f"{end}")
    )
    page = (await anna.get(page_of(cast, "dirk"))).text
    assert "Eine künftige Sitzung: einladen?" in page
    assert str(early.id) not in page
    await anna.post(page_of(cast, "dirk"), {"invite": [str(late.id), str(early.id)]})
    assert not await active(early, cast.id("dirk")), "not offered, so not done"
    refused = await anna.post(page_of(cast, "dirk"), {"invite": [str(late.id)]})
    assert refused.status_code == 303
    (mail,) = await letters(late, cast.id("dirk"))
    assert "Sie gehören seit" not in mail.part("plain"), "not yet"
    await anna.post(f"/sitzungen/{late.id}/absage", {"reason": "Krank"})
    last = (await letters(late, cast.id("dirk")))[-1]
    assert last.row.state == "dropped", "nothing had left the house"


async def test_who_starts_later_stands_on_the_guest_list_of_later_meetings(
    cast: Cast, visit: Visit
) -> None:
    meeting = await make_meeting(cast.group)
    day = berlin(meeting.starts_at).date()
    await make_member(cast.group, cast.dirk, since=day)
    leaving = await membership_of(cast, "carla")
    await Membership.update({Membership.until: day - timedelta(days=1)}).where(
        Membership.id == leaving.id
    )
    anna = await visit("anna")
    page = (await anna.get(f"/sitzungen/{meeting.id}/einladen")).text
    assert "Dirk Dahl" in page
    assert "Carla Cordes" not in page


async def test_change_of_time_reaches_who_is_invited_and_joins_before_the_meeting(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    meeting = await invited(cast, anna, "bernd")
    await anna.post(
        path(cast),
        typed(person_id=str(cast.id("dirk")), since=f"{today() + timedelta(days=3)}"),
    )
    await anna.post(page_of(cast, "dirk"), {"invite": [str(meeting.id)]})
    await deliver(meeting)
    page = (await anna.get(f"/sitzungen/{meeting.id}")).text
    assert "nicht mehr in der Gruppe" not in page


@pytest.mark.parametrize("way", ["end", "change"])
async def test_who_leaves_is_taken_off_and_alone_hears_of_it(
    cast: Cast, visit: Visit, way: str
) -> None:
    anna = await visit("anna")
    meeting = await invited(cast, anna, "bernd", "carla")
    row = await membership_of(cast, "carla")
    if way == "end":
        left = await anna.post(path(cast, f"{row.id}/ende"))
    else:
        until = f"{today() + timedelta(days=2)}"
        left = await anna.post(path(cast, row.id), typed(since="2024-01-01", until=until))
    assert left.headers["location"] == page_of(cast, "carla")
    page = (await anna.get(page_of(cast, "carla"))).text
    assert "Eine künftige Sitzung: absagen?" in page
    assert "Absage an Carla Cordes" in page
    assert "Die Sitzung selbst findet statt." in page
    for _ in "12":
        answer = await anna.post(page_of(cast, "carla"), {"cancel": [str(meeting.id)]})
        assert answer.status_code == 303
    _, cancel = await letters(meeting, cast.id("carla"))
    assert cancel.calendar["method"] == "CANCEL"
    assert cancel.event["sequence"] == 1
    assert "status" not in cancel.event
    assert len(await letters(meeting, cast.id("bernd"))) == 1
    assert not await active(meeting, cast.id("carla"))
    nothing = await anna.get(page_of(cast, "carla"))
    assert nothing.headers["location"] == f"/gruppen/{cast.group.id}"


async def test_who_never_got_the_invitation_gets_no_cancellation(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    meeting = await make_meeting(cast.group)
    await invite(anna, cast, meeting, "carla")
    row = await membership_of(cast, "carla")
    await anna.post(path(cast, f"{row.id}/ende"))
    page = (await anna.get(page_of(cast, "carla"))).text
    assert "Keine E-Mail nötig" in page
    assert "Absage an Carla" not in page
    await anna.post(page_of(cast, "carla"), {"cancel": [str(meeting.id)]})
    (mail,) = await letters(meeting, cast.id("carla"))
    assert mail.row.state == "dropped"


async def test_struck_out_membership_is_asked_about_as_well(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    meeting = await invited(cast, anna, "bernd")
    form = typed(person_id=str(cast.id("dirk")), since=f"{today() + timedelta(days=3)}")
    await anna.post(path(cast), form)
    await anna.post(page_of(cast, "dirk"), {"invite": [str(meeting.id)]})
    await deliver(meeting)
    await anna.post(path(cast, f"{form['id']}/ende"))
    assert "absagen?" in (await anna.get(page_of(cast, "dirk"))).text


async def test_after_the_new_chair_the_former_one_is_asked_about(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    await invited(cast, anna, "bernd")
    form = typed(
        person_id=str(cast.id("dirk")), role="leitung", since=f"{today() + timedelta(days=3)}",
        end_former_chair="y",
    )  # fmt: skip
    added = await anna.post(path(cast), form)
    asked = f"{page_of(cast, 'dirk')}?danach={cast.id('bernd')}"
    assert added.headers["location"] == asked
    page = (await anna.get(asked)).text
    assert f'action="{asked}"' in page
    assert f'href="{page_of(cast, "bernd")}"' in page
    meeting = await Meeting.objects().first()
    assert meeting is not None
    answer = await anna.post(asked, {"invite": [str(meeting.id)]})
    assert answer.headers["location"] == page_of(cast, "bernd")
    assert "absagen?" in (await anna.get(page_of(cast, "bernd"))).text


async def test_only_people_of_the_group_are_found(cast: Cast, visit: Visit) -> None:
    await make_meeting(cast.group, status=MeetingStatus.INVITED)
    bernd = await visit("bernd")
    assert (await bernd.get(page_of(cast, "dirk"))).status_code == 404
    assert (await bernd.post(page_of(cast, "frieda"))).status_code == 404
    strange = f"{page_of(cast, 'carla')}?danach={cast.id('frieda')}"
    assert str(cast.id("frieda")) not in (await bernd.get(strange)).text
    assert await OutgoingMail.count() == 0
