"""A merger taken back."""

from datetime import date, timedelta

import pytest

from app.audit.tables import AuditEntry
from app.core.clock import now
from app.core.errors import RuleViolation
from app.digest.tables import Digest, Subscription
from app.duplicates.operations import undoing
from app.groups.tables import Membership, Standing
from app.invitations.tables import Answer, Invitation
from app.people.tables import Person, PersonAddress, PersonMerge
from app.tasks.tables import Task
from tests.browser import Visit
from tests.cast import Cast, make_member, make_person
from tests.duplicates.make import make_twin, merge, pair_path, saved, the_merge, undo
from tests.invitations.make import make_invitation
from tests.meetings.make import make_meeting
from tests.tasks.make import make_task


async def test_the_entry_stands_again_with_what_was_its_own(visit: Visit, cast: Cast) -> None:
    twin = await make_twin(cast, phone="04401 55")
    own = await make_task(cast.group, person=cast.id("carla"))
    theirs = await make_task(cast.other_group, person=twin.id)
    before = cast.carla.email
    merge_id = await merge(cast, cast.carla, twin, frozenset({"email", "phone"}))
    anna = await visit("anna")
    assert "carla.cordes+kreis@example.org" in (await anna.get("/personen/doppelte")).text
    assert await undo(anna, merge_id) == 303
    kept, again = await saved(cast.carla), await saved(twin)
    assert kept is not None
    assert again is not None
    assert (kept.email, kept.phone) == (before, "")
    assert (again.email, again.phone) == (twin.email, "04401 55")
    assert again.created_at == twin.created_at
    holders = {row["id"]: row["person"] for row in await Task.select(Task.id, Task.person)}
    assert holders == {own.id: cast.id("carla"), theirs.id: twin.id}
    assert await PersonAddress.count() == 0
    assert (await the_merge()).undone_at is not None
    assert await AuditEntry.count().where(AuditEntry.action == "person.merge_undone") == 1


async def test_the_message_leads_to_where_it_can_be_undone(visit: Visit, cast: Cast) -> None:
    twin, anna = await make_twin(cast), await visit("anna")
    await anna.get(pair_path(cast.carla, twin))
    answer = await anna.post(pair_path(cast.carla, twin), {})
    shown = (await anna.get(answer.headers["location"])).text
    assert "30 Tage lang können Sie das unter „Doppelte Einträge“ zurücknehmen." in shown
    assert 'href="/personen/doppelte">Doppelte Einträge</a>' in shown
    undo_there = f"/personen/zusammenfuehrungen/{(await the_merge()).id}/zuruecknehmen"
    assert undo_there in (await anna.get("/personen/doppelte")).text


async def test_what_was_given_to_somebody_else_since_stays_there(cast: Cast) -> None:
    twin = await make_twin(cast)
    task = await make_task(cast.other_group, person=twin.id)
    gone = await make_task(cast.other_group, person=twin.id)
    merge_id = await merge(cast, cast.carla, twin)
    await Task.update({Task.person: cast.id("dirk")}).where(Task.id == task.id)
    await Task.delete().where(Task.id == gone.id)
    await Person.update({Person.phone: "0441 9"}).where(Person.id == cast.id("carla"))
    await undoing.undo_merge(await cast.actor("anna"), merge_id, now=now())
    left = await Task.objects().get(Task.id == task.id)
    kept = await saved(cast.carla)
    assert left is not None
    assert kept is not None
    assert (left.person, kept.phone) == (cast.id("dirk"), "0441 9")


async def test_rows_that_stood_twice_come_back(cast: Cast) -> None:
    twin, meeting = await make_twin(cast), await make_meeting(cast.group, status="held")
    kept_one = await make_invitation(meeting, cast.carla)
    other_one = await make_invitation(meeting, twin, answer=Answer.DECLINED, answered_at=now())
    inner = await make_member(cast.group, twin, since=date(2024, 3, 1))
    deputy = await make_member(cast.group, cast.dirk, standing=Standing.DEPUTY, deputy_of=inner.id)
    merge_id = await merge(cast, cast.carla, twin)
    assert await Invitation.count() == 1
    await undoing.undo_merge(await cast.actor("anna"), merge_id, now=now())
    invited = {row["id"]: row["person"] for row in await Invitation.select()}
    assert invited == {kept_one.id: cast.id("carla"), other_one.id: twin.id}
    seat = await Membership.objects().get(Membership.id == inner.id)
    follows = await Membership.objects().get(Membership.id == deputy.id)
    assert seat is not None
    assert follows is not None
    assert (seat.person, seat.since, seat.standing) == (twin.id, date(2024, 3, 1), "voting")
    assert follows.deputy_of == inner.id


async def test_digests_go_back_to_the_subscription_they_were_sent_for(cast: Cast) -> None:
    twin, rows = await make_twin(cast), []
    for person in (cast.carla, twin):
        row = Subscription(
            person=person.id, committee=cast.committee.id, watermark=now(),
            token_hash=str(person.id),
        )  # fmt: skip
        await row.save()
        await Digest(subscription=row.id, since=now(), until=now(), content="{}").save()
        rows.append(row.id)
    merge_id = await merge(cast, cast.carla, twin)
    assert await Subscription.count() == 1
    await undoing.undo_merge(await cast.actor("anna"), merge_id, now=now())
    sent = await Digest.select(Digest.subscription).output(as_list=True)
    assert sorted(sent) == sorted(rows)


async def test_what_its_meeting_took_with_it_does_not_come_back(cast: Cast) -> None:
    twin, meeting = await make_twin(cast), await make_meeting(cast.group, status="held")
    await make_invitation(meeting, cast.carla)
    await make_invitation(meeting, twin)
    merge_id = await merge(cast, cast.carla, twin)
    await type(meeting).delete().where(type(meeting).id == meeting.id)
    await undoing.undo_merge(await cast.actor("anna"), merge_id, now=now())
    assert await saved(twin) is not None
    assert await Invitation.count() == 0


async def test_pressed_twice_it_is_undone_once(visit: Visit, cast: Cast) -> None:
    merge_id = await merge(cast, cast.carla, await make_twin(cast))
    anna = await visit("anna")
    assert [await undo(anna, merge_id) for _ in "12"] == [303, 303]
    assert await AuditEntry.count().where(AuditEntry.action == "person.merge_undone") == 1


async def test_after_thirty_days_it_is_too_late(cast: Cast) -> None:
    merge_id = await merge(cast, cast.carla, await make_twin(cast))
    anna = await cast.actor("anna")
    with pytest.raises(RuleViolation, match="30 Tage lang"):
        await undoing.undo_merge(anna, merge_id, now=now() + timedelta(days=30, minutes=1))
    await undoing.undo_merge(anna, merge_id, now=now() + timedelta(days=29, hours=23))


async def test_an_address_that_somebody_else_got_is_named(visit: Visit, cast: Cast) -> None:
    twin = await make_twin(cast)
    merge_id = await merge(cast, cast.carla, twin)
    await make_person(cast.body, "Olaf", "Otten", email=twin.email)
    anna = await visit("anna")
    assert await undo(anna, merge_id) == 303
    assert "gehört inzwischen jemand anderem" in (await anna.get("/personen/doppelte")).text
    assert await saved(twin) is None
    assert (await the_merge()).undone_at is None


async def test_of_two_mergers_in_a_row_each_can_be_undone(cast: Cast) -> None:
    twin = await make_twin(cast)
    third = await make_person(cast.body, "C.", "Cordes")
    task = await make_task(cast.other_group, person=twin.id)
    first = await merge(cast, third, twin)
    await merge(cast, cast.carla, third)
    anna = await cast.actor("anna")
    await undoing.undo_merge(anna, first, now=now())
    moved = await Task.objects().get(Task.id == task.id)
    kept = await saved(cast.carla)
    assert moved is not None
    assert kept is not None
    assert (moved.person, kept.given_name) == (twin.id, "Carla")
    assert await PersonMerge.count().where(PersonMerge.undone_at.is_null()) == 1
