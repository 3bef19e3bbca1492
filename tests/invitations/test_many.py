"""Three thousand people are invited by one click, which the page does not wait for."""

import asyncio
from uuid import UUID, uuid4

import pytest

from app import worker
from app.audit.tables import AuditEntry
from app.core.clock import now
from app.groups.tables import Membership, Role
from app.invitations import jobs
from app.invitations.forms import GuestList
from app.invitations.operations import later, orders
from app.invitations.operations.carrying_out import write_next
from app.invitations.operations.series.invite import invite_people
from app.invitations.tables import Invitation, SeriesInvitation
from app.outbox.tables import OutgoingMail
from app.people.tables import Person
from tests.browser import Visit
from tests.cast import Cast
from tests.invitations.ordered import write_all
from tests.invitations.post import invite
from tests.invitations.series import invite_to, series_of
from tests.mails import part, read_mail
from tests.meetings.make import make_meeting

MANY = 3000


async def many(cast: Cast, count: int) -> list[UUID]:
    ids = [uuid4() for _ in range(count)]
    await Person.raw(
        "INSERT INTO person (id, body, given_name, family_name, email)"
        " SELECT id, {}, 'Mia', 'Mitglied ' || id, id || '@example.org'"
        " FROM unnest({}::uuid[]) AS id",
        cast.body.id, ids,
    )  # fmt: skip
    await Person.raw("ANALYZE person, membership")  # else a trigger plans for the few of before
    for at in range(0, count, 500):
        await Membership.raw(
            'INSERT INTO membership (id, "group", person, role, since)'
            " SELECT gen_random_uuid(), {}, id, {}, '2024-01-01' FROM unnest({}::uuid[]) AS id",
            cast.group.id, Role.MITGLIED.value, ids[at : at + 500],
        )  # fmt: skip
    return ids


async def test_three_thousand_people_are_invited_to_a_series(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    ids = await many(cast, MANY)
    series = await series_of(cast)
    page = await anna.get(f"/serien/{series.id}/einladen")
    assert page.status_code == 200
    assert f"{MANY + 4} Einladungen senden" in page.text
    guests = GuestList(frozenset(ids), frozenset())
    count = await invite_people(await cast.actor("anna"), series.id, guests, now=now())
    assert count == MANY
    assert await SeriesInvitation.count() == 0, "the page does not wait for them"
    page = await anna.get(f"/serien/{series.id}/einladen")
    assert "0 von 3.000 E-Mails geschrieben" in page.text
    assert str(ids[0]) not in page.text, "nobody is offered twice"

    assert await write_next()
    assert await SeriesInvitation.count() == MANY
    assert await OutgoingMail.count().where(OutgoingMail.mime == b"") == MANY
    for _ in range(MANY // orders.BATCH):
        assert await write_next()
    assert await Invitation.count() == MANY * 6
    assert await OutgoingMail.count().where(OutgoingMail.mime == b"") == MANY, "rows come first"


@pytest.fixture
def everybody_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(later, "AT_MOST", 0)


async def test_the_worker_invites_in_the_name_of_who_has_clicked(
    cast: Cast, visit: Visit, everybody_later: None
) -> None:
    """And twice at once nobody gets two mails."""
    anna = await visit("anna")
    series, meeting = await series_of(cast), await make_meeting(cast.group)
    for _ in range(2):
        assert await invite_to(anna, cast, series, "bernd", "carla") == 303
    assert await invite(anna, cast, meeting, "carla") == 303
    assert await OutgoingMail.count() == 0
    await write_all()

    mails = await OutgoingMail.objects().order_by(OutgoingMail.created_at)
    assert [mail.recipient_address for mail in mails] == [
        cast.bernd.email, cast.carla.email, cast.carla.email,
    ]  # fmt: skip
    anna_s = f"{cast.anna.given_name} {cast.anna.family_name} lädt Sie"
    assert all(anna_s in part(read_mail(mail.mime)) for mail in mails)
    assert (
        await AuditEntry.count().where(
            AuditEntry.action.like("%.invited"), AuditEntry.actor_id == cast.id("anna")
        )
        == 2
    )


async def test_the_click_wakes_the_worker(
    cast: Cast, visit: Visit, everybody_later: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "JOBS", [jobs.write_ordered])
    monkeypatch.setattr(worker, "POLL_SECONDS", 60.0)
    anna, series, stop = await visit("anna"), await series_of(cast), asyncio.Event()
    loop = asyncio.create_task(worker.run(stop))
    await asyncio.sleep(0.5)  # it found nothing and waits
    assert await invite_to(anna, cast, series, "carla") == 303
    async with asyncio.timeout(5):
        while await OutgoingMail.count() == 0:
            await asyncio.sleep(0.02)
    stop.set()
    await asyncio.wait_for(loop, timeout=5)


async def test_of_a_meeting_cancelled_before_its_turn_nobody_hears(
    cast: Cast, visit: Visit, everybody_later: None
) -> None:
    anna = await visit("anna")
    meeting = await make_meeting(cast.group)
    await invite(anna, cast, meeting, "carla")
    await anna.post(f"/sitzungen/{meeting.id}/absage", {"reason": "Die Heizung ist aus."})
    await write_all()
    assert await OutgoingMail.count() == 0
    assert await Invitation.count() == 0
