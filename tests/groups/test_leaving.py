"""Who has left has lost everything at the next request or send, however they left."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from app.accounts.tables import Session
from app.core import clock
from app.digest import jobs as digest
from app.groups.tables import Group, Membership
from app.invitations import rules as invitations
from app.outbox import claims
from app.outbox.tables import MailState, OutgoingMail
from app.tasks import rules as tasks
from tests.browser import Browser, Visit
from tests.cast import Cast
from tests.digest.make import make_paper, make_step, make_subscription
from tests.feeds.make import make_feed
from tests.groups.test_members import typed
from tests.invitations.make import make_invitation
from tests.invitations.post import invite, letters
from tests.meetings.make import make_meeting
from tests.outbox.make import fresh, make_mail
from tests.tasks.make import make_task

Leave = Callable[[Group, str], Awaitable[None]]


async def row_of(group: Group, cast: Cast, name: str) -> Membership:
    row = await Membership.objects().get(
        (Membership.person == cast.id(name)) & (Membership.group == group.id)
    )
    assert row is not None
    return row


@pytest.fixture(params=["ended at once", "last day moved to the past", "last day has passed"])
def leave(
    request: pytest.FixtureRequest, cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> Leave:
    """await leave(group, "carla"), by the office's hand or by the day's passing."""

    async def by_hand(group: Group, name: str) -> None:
        anna, row = await visit("anna"), await row_of(group, cast, name)
        path = f"/gruppen/{group.id}/mitglieder/{row.id}"
        if request.param == "ended at once":
            answer = await anna.post(f"{path}/ende", {"wann": "sofort"})
        else:
            until = clock.today() + timedelta(days=3 if "passed" in request.param else -1)
            answer = await anna.post(path, typed(since="2024-01-01", until=f"{until}"))
        assert answer.status_code == 303

    async def leaving(group: Group, name: str) -> None:
        await by_hand(group, name)
        if "passed" in request.param:
            later = clock.now() + timedelta(days=4)
            monkeypatch.setattr(clock, "now", lambda: later)
            await Session.update(
                {Session.last_used_at: later, Session.expires_at: later + timedelta(hours=1)}
            ).where(Session.expires_at.is_not_null())

    return leaving


async def test_open_session_sees_nothing_of_the_group(
    cast: Cast, visit: Visit, leave: Leave
) -> None:
    meeting, task = await make_meeting(cast.group), await make_task(cast.group)
    await make_invitation(meeting, cast.carla)
    carla = await visit("carla")
    pages = [
        f"/gruppen/{cast.group.id}", f"/gruppen/{cast.group.id}/mitglieder",
        f"/gruppen/{cast.group.id}/aufgaben", f"/sitzungen/{meeting.id}",
        f"/sitzungen/{meeting.id}.ics", f"/aufgaben/{task.id}",
    ]  # fmt: skip
    assert {(await carla.get(page)).status_code for page in pages} == {200}
    await leave(cast.group, "carla")
    assert {(await carla.get(page)).status_code for page in pages} == {404}
    answer = await carla.post(f"/sitzungen/{meeting.id}/antwort", {"antwort": "ja"})
    assert answer.status_code == 404
    for list_ in ("/gruppen", "/sitzungen", "/"):
        text = (await carla.get(list_)).text
        assert cast.group.name not in text, list_


async def test_calendar_feed_loses_the_meetings(
    anonymous: Browser, cast: Cast, leave: Leave
) -> None:
    meeting = await make_meeting(cast.group)
    await make_invitation(meeting, cast.carla)
    _, path = await make_feed(cast.carla)
    before = await anonymous.get(path)
    assert meeting.uid in before.text
    await leave(cast.group, "carla")
    after = await anonymous.get(path, headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200, "changed, so not answered with 304"
    assert meeting.uid not in after.text


async def test_digest_ends(cast: Cast, leave: Leave) -> None:
    _, point = await make_paper(cast)
    await make_step(cast, point)
    await make_subscription(cast.committee, cast.jutta)
    await leave(cast.committee, "jutta")
    assert await digest.run(cast.committee, clock.now(), dry_run=False) == (0, 0)


async def test_link_of_a_task_is_dead(anonymous: Browser, cast: Cast, leave: Leave) -> None:
    task = await make_task(cast.group, person=cast.carla.id)
    path = f"/t/{tasks.link_token(task.id, cast.id('carla'))}"
    assert (await anonymous.get(path)).status_code == 200
    await leave(cast.group, "carla")
    assert (await anonymous.get(path)).status_code == 410


async def test_answer_link_is_dead(anonymous: Browser, cast: Cast, leave: Leave) -> None:
    invitation = await make_invitation(await make_meeting(cast.group), cast.carla)
    path = f"/a/{invitations.answer_token(invitation.id)}"
    assert (await anonymous.get(path)).status_code == 200
    await leave(cast.group, "carla")
    gone = await anonymous.get(path)
    assert gone.status_code == 410
    assert "Ihre Mitarbeit in der Gruppe ist zu Ende." in gone.text
    for rest in ("", "/irrtum"):
        assert (await anonymous.post(f"{path}{rest}", {"antwort": "ja"})).status_code == 410


async def waiting(cast: Cast, name: str = "carla") -> OutgoingMail:
    return await make_mail(
        person_id=cast.id(name), group_id=cast.group.id, body_id=cast.body.id, kind="task_given"
    )


async def test_waiting_mail_never_leaves(cast: Cast, visit: Visit, leave: Leave) -> None:
    mine, others, private = (
        await waiting(cast), await waiting(cast, "bernd"), await make_mail(person_id=cast.id("carla")),
    )  # fmt: skip
    anna = await visit("anna")
    await leave(cast.group, "carla")
    assert {claimed.id for claimed in await claims.claim(20)} == {others.id, private.id}
    dropped = await fresh(mine)
    assert (dropped.state, dropped.last_answer) == (MailState.DROPPED, claims.LEFT)
    assert dropped.done_at is not None
    assert claims.LEFT in (await anna.get("/postausgang?stand=dropped")).text
    await anna.post(f"/postausgang/{mine.id}/erneut")
    assert await claims.claim(20) == [], "sent again by hand, it stays here all the same"


async def test_chosen_cancellation_goes_and_the_invitation_before_it_does_not(
    cast: Cast, visit: Visit, leave: Leave
) -> None:
    anna, meetings = await visit("anna"), [await make_meeting(cast.group) for _ in "12"]
    for meeting in meetings:
        await invite(anna, cast, meeting, "carla")
    (sent,) = await letters(meetings[0], cast.id("carla"))
    await OutgoingMail.update(
        {OutgoingMail.state: MailState.SENT, OutgoingMail.done_at: clock.now()}
    ).where(OutgoingMail.id == sent.row.id)
    await leave(cast.group, "carla")
    answer = await anna.post(
        f"/gruppen/{cast.group.id}/personen/{cast.id('carla')}/einladungen",
        {"cancel": [str(meeting.id) for meeting in meetings]},
    )
    assert answer.status_code == 303
    _, cancel = await letters(meetings[0], cast.id("carla"))
    assert cancel.calendar["method"] == "CANCEL"
    assert [claimed.id for claimed in await claims.claim(20)] == [cancel.row.id]
    (never,) = await letters(meetings[1], cast.id("carla"))
    assert never.row.state == MailState.DROPPED


async def test_mail_that_may_be_leaving_at_this_moment_is_let_go(cast: Cast, visit: Visit) -> None:
    mail = await waiting(cast)
    (claimed,) = await claims.claim(20)
    row, anna = await row_of(cast.group, cast, "carla"), await visit("anna")
    path = f"/gruppen/{cast.group.id}/mitglieder/{row.id}/ende"
    await anna.post(path, {"wann": "sofort"})
    assert (await fresh(mail)).state == MailState.WAITING
    await claims.mark_delayed(claimed, "451 später")
    await OutgoingMail.update({OutgoingMail.due_at: clock.now()}).where(OutgoingMail.id == mail.id)
    assert await claims.claim(20) == []
    assert (await fresh(mail)).state == MailState.DROPPED


async def test_coordination_and_guests_without_a_seat_still_get_their_mail(cast: Cast) -> None:
    await Membership.update({Membership.until: clock.today() - timedelta(days=1)}).where(
        Membership.person == cast.id("bernd")
    )
    office, guest = await waiting(cast, "anna"), await waiting(cast, "dirk")
    await waiting(cast, "bernd")
    assert {claimed.id for claimed in await claims.claim(20)} == {office.id, guest.id}


async def test_invitations_and_digests_name_their_group(cast: Cast, visit: Visit) -> None:
    """Only a cancellation follows who has left."""
    anna = await visit("anna")
    meeting = await make_meeting(cast.group)
    await invite(anna, cast, meeting, "carla")
    await OutgoingMail.update({OutgoingMail.state: MailState.SENT}).where(
        OutgoingMail.person_id == cast.id("carla")
    )
    await anna.post(f"/sitzungen/{meeting.id}/absage", {"reason": "Krank"})
    _, point = await make_paper(cast)
    await make_step(cast, point)
    await make_subscription(cast.committee, cast.jutta)
    await digest.run(cast.committee, clock.now(), dry_run=False)
    rows = await OutgoingMail.select(OutgoingMail.kind, OutgoingMail.group_id)
    assert {row["kind"]: row["group_id"] for row in rows} == {
        "invitation_sent": cast.group.id,
        "invitation_cancelled": None,
        "digest_sent": cast.committee.id,
    }
