"""Two entries become one: what moves, which fields stay, what would stand twice."""

import asyncio
import json
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from litestar import Litestar

from app.accounts.tables import Session
from app.audit.tables import AuditEntry
from app.core.clock import now, today
from app.core.errors import NotFound, RuleViolation
from app.digest.tables import Digest, Subscription
from app.groups.tables import Membership, Role, Standing
from app.invitations.tables import Answer, Invitation
from app.outbox.tables import OutgoingMail
from app.people.tables import Affiliation, Office, OfficeRole, Person, PersonAddress, PersonMerge
from app.tasks.tables import Task
from tests.browser import Browser, Visit
from tests.cast import Cast, make_member, make_person
from tests.duplicates.make import make_twin, merge, pair_path, saved
from tests.invitations.make import make_invitation
from tests.invitations.post import letters
from tests.meetings.make import make_meeting
from tests.people.make import make_affiliation
from tests.tasks.make import make_task


async def press(browser: Browser, kept: Person, other: Person, **fields: str) -> int:
    await browser.get(pair_path(kept, other))
    return (await browser.post(pair_path(kept, other), fields)).status_code


async def make_subscription(cast: Cast, person: Person, **columns: Any) -> Subscription:
    values: dict[str, Any] = {"watermark": now(), "token_hash": f"{person.id}", **columns}
    row = Subscription(person=person.id, committee=cast.committee.id, **values)
    await row.save()
    return row


async def test_everything_moves_and_the_address_stays_as_a_further_one(
    visit: Visit, cast: Cast
) -> None:
    twin = await make_twin(cast, phone="04401 55")
    task = await make_task(cast.other_group, person=twin.id)
    seat = await make_member(cast.other_group, twin)
    anna = await visit("anna")
    shown = (await anna.get(pair_path(cast.carla, twin))).text
    assert "ziehen um" in shown
    assert 'value="other" checked' in shown, "the phone comes from the entry that has one"
    assert await press(anna, cast.carla, twin, phone="other") == 303
    assert await saved(twin) is None
    kept = await saved(cast.carla)
    assert kept is not None
    assert (kept.email, kept.phone, kept.version) == (cast.carla.email, "04401 55", 2)
    moved = await Task.objects().get(Task.id == task.id)
    assert moved is not None
    assert moved.person == cast.id("carla")
    assert await Membership.exists().where(
        Membership.id == seat.id, Membership.person == cast.id("carla")
    )
    (address,) = await PersonAddress.objects()
    assert (address.person, address.email) == (cast.id("carla"), twin.email)
    assert await AuditEntry.count().where(AuditEntry.action == "person.merged") == 1


async def test_the_other_address_may_become_the_one_for_invitations(
    visit: Visit, cast: Cast
) -> None:
    twin, before = await make_twin(cast), cast.carla.email
    assert await press(await visit("anna"), cast.carla, twin, email="other") == 303
    kept = await saved(cast.carla)
    assert kept is not None
    assert kept.email == twin.email
    assert await PersonAddress.exists().where(PersonAddress.email == before)


async def test_who_was_logged_in_as_the_dissolved_entry_is_logged_out(
    app: Litestar, visit: Visit, cast: Cast
) -> None:
    twin = await make_twin(cast)
    await make_member(cast.other_group, twin)
    browser = await visit("carla")
    other = await Browser(app).log_in(UUID(str(twin.id)))
    assert (await other.get("/gruppen")).status_code == 200
    await merge(cast, cast.carla, twin)
    assert (await other.get("/gruppen")).headers["location"].startswith("/anmelden")
    assert (await browser.get(f"/gruppen/{cast.other_group.id}")).status_code == 200
    assert await Session.count().where(Session.person == cast.id("carla")) == 1


async def test_pressed_twice_it_is_one_merger(visit: Visit, cast: Cast) -> None:
    twin, anna = await make_twin(cast), await visit("anna")
    assert [await press(anna, cast.carla, twin) for _ in "12"] == [303, 303]
    assert await PersonMerge.count() == 1


async def test_two_at_the_same_moment_are_one_merger(cast: Cast) -> None:
    twin = await make_twin(cast)
    ids = await asyncio.gather(*(merge(cast, cast.carla, twin) for _ in range(4)))
    assert len(set(ids)) == 1
    assert await PersonMerge.count() == 1


async def test_both_ways_at_the_same_moment_one_entry_stays(cast: Cast) -> None:
    twin = await make_twin(cast)
    done = await asyncio.gather(
        merge(cast, cast.carla, twin), merge(cast, twin, cast.carla), return_exceptions=True
    )
    assert sum(isinstance(each, NotFound) for each in done) == 1
    assert await Person.count().where(Person.id.is_in([cast.id("carla"), twin.id])) == 1


async def test_the_answered_invitation_stays_and_the_other_mailbox_gets_a_cancel(
    visit: Visit, cast: Cast
) -> None:
    twin, meeting = await make_twin(cast), await make_meeting(cast.group, status="invited")
    await make_invitation(meeting, cast.carla)
    answered = await make_invitation(
        meeting, twin, answer=Answer.ACCEPTED, answered_at=now(), answered_sequence=0
    )
    anna = await visit("anna")
    shown = (await anna.get(pair_path(cast.carla, twin))).text
    assert "die beantwortete bleibt (zugesagt)" in shown
    assert f"An {cast.carla.email} geht eine Absage für den Kalender." in shown
    assert await press(anna, cast.carla, twin) == 303
    (left,) = await Invitation.objects().where(Invitation.meeting == meeting.id)
    assert (left.id, left.person, left.answer) == (answered.id, cast.id("carla"), Answer.ACCEPTED)
    (letter,) = await letters(meeting)
    assert letter.row.recipient_address == cast.carla.email
    assert letter.calendar["method"] == "CANCEL"


async def test_a_meeting_of_the_past_is_settled_without_a_mail(cast: Cast) -> None:
    twin = await make_twin(cast)
    over = await make_meeting(cast.group, starts_at=now() - timedelta(days=9), status="held")
    await make_invitation(over, cast.carla)
    await make_invitation(over, twin)
    await merge(cast, cast.carla, twin)
    (left,) = await Invitation.objects()
    assert left.person == cast.id("carla")
    assert await OutgoingMail.count() == 0


async def test_overlapping_seats_with_other_roles_are_refused_with_what_to_end(
    visit: Visit, cast: Cast
) -> None:
    twin = await make_twin(cast)
    await make_member(cast.group, twin, role=Role.PROTOKOLL, since=date(2025, 1, 1))
    anna = await visit("anna")
    shown = (await anna.get(pair_path(cast.carla, twin))).text
    assert "Mitglied, stimmberechtigt, ab 01.01.2024" in shown
    assert "Protokollführung, stimmberechtigt, ab 01.01.2025" in shown
    assert "Einträge zusammenführen</span>" not in shown
    assert await press(anna, cast.carla, twin) == 422
    assert await saved(twin) is not None
    assert await PersonMerge.count() == 0


async def test_a_seat_within_the_other_is_joined_and_its_deputy_follows(cast: Cast) -> None:
    twin = await make_twin(cast)
    inner = await make_member(
        cast.group, twin, since=date(2024, 3, 1), until=today() + timedelta(days=30)
    )
    deputy = await make_member(cast.group, cast.dirk, standing=Standing.DEPUTY, deputy_of=inner.id)
    await merge(cast, cast.carla, twin)
    (seat,) = await Membership.objects().where(
        Membership.group == cast.group.id, Membership.person == cast.id("carla")
    )
    assert seat.since == date(2024, 1, 1)
    assert seat.until is None
    follows = await Membership.objects().get(Membership.id == deputy.id)
    assert follows is not None
    assert follows.deputy_of == seat.id


async def test_one_digest_stays_with_everything_that_was_sent(cast: Cast) -> None:
    twin = await make_twin(cast)
    ended = await make_subscription(cast, cast.carla, ended_at=now())
    active = await make_subscription(cast, twin)
    for row in (ended, active):
        await Digest(subscription=row.id, since=now(), until=now(), content="{}").save()
    await merge(cast, cast.carla, twin)
    (left,) = await Subscription.objects()
    assert (left.id, left.person) == (active.id, cast.id("carla"))
    assert left.ended_at is None
    assert await Digest.count().where(Digest.subscription == active.id) == 2


async def test_the_same_work_for_a_traeger_stands_once(cast: Cast) -> None:
    twin = await make_twin(cast)
    for person in (cast.carla, twin):
        await make_affiliation(person, cast.traeger, function="Leitung")
    await make_affiliation(twin, cast.traeger, function="Beratung")
    await merge(cast, cast.carla, twin)
    rows = await Affiliation.select(Affiliation.function, Affiliation.person)
    assert sorted(row["function"] for row in rows) == ["Beratung", "Leitung"]
    assert {row["person"] for row in rows} == {cast.id("carla")}


async def test_a_merger_gives_nobody_an_office(visit: Visit, cast: Cast) -> None:
    twin = await make_twin(cast)
    await OfficeRole(person=twin.id, body=cast.body.id, office=Office.COORDINATION).save()
    with pytest.raises(RuleViolation, match="Bitte tauschen Sie die beiden"):
        await merge(cast, cast.carla, twin)
    await merge(cast, twin, cast.carla)
    operator = await make_person(cast.body, "Otto", "Onken")
    await OfficeRole(person=operator.id, body=cast.body.id, office=Office.OPERATOR).save()
    for kept, other in ((operator, cast.dirk), (cast.dirk, operator)):
        with pytest.raises(RuleViolation, match="ein Amt, das Sie selbst nicht haben"):
            await merge(cast, kept, other)
    with pytest.raises(RuleViolation, match="Mit diesem Eintrag sind Sie angemeldet"):
        await merge(cast, cast.dirk, cast.anna)


async def test_who_was_shut_out_stays_shut_out(cast: Cast) -> None:
    await merge(cast, cast.carla, await make_twin(cast, blocked=True))
    kept = await saved(cast.carla)
    assert kept is not None
    assert kept.blocked


async def test_the_note_holds_the_dissolved_row(cast: Cast) -> None:
    twin = await make_twin(cast)
    await merge(cast, cast.carla, twin)
    (row,) = await PersonMerge.objects()
    assert (row.kept, row.dissolved_id) == (cast.id("carla"), twin.id)
    assert json.loads(row.moved)["person"]["email"] == twin.email
