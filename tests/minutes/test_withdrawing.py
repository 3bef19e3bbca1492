"""An objection can be taken back; where nobody leads, the office hears of objections."""

import pytest

from app.audit.tables import AuditEntry
from app.core.clock import now
from app.groups.tables import Membership, Role
from app.minutes.tables import Minutes, MinutesItem, Objection, ObjectionStatus
from app.outbox.tables import OutgoingMail
from app.people.tables import Person
from tests.browser import Visit
from tests.cast import Cast, make_member
from tests.minutes.make import approve, make_objection, path_of
from tests.minutes.test_objections import BEFORE, mails, object_to, sent, the_objection


async def test_who_raised_it_takes_it_back_while_nobody_has_decided(
    cast: Cast, visit: Visit
) -> None:
    meeting, item = await sent(cast)
    carla = await visit("carla")
    await object_to(carla, meeting, item)
    row = await the_objection()
    here = path_of(meeting, f"/einwaende/{row.id}")
    assert "Einwand zurückziehen" in (await carla.get(here)).text
    assert "Einwand zurückziehen" not in (await (await visit("paul")).get(here)).text
    assert [(await carla.post(f"{here}/ruecknahme")).status_code for _ in "12"] == [303, 303]
    after = await the_objection()
    assert (after.status, after.settled_by_name) == (ObjectionStatus.WITHDRAWN, "Carla Cordes")
    assert await MinutesItem.count().where(MinutesItem.text == BEFORE) == 1
    told = await mails("objection_withdrawn")
    assert set(told) == {cast.bernd.email, cast.paul.email}
    assert "Carla Cordes hat den Einwand" in told[cast.paul.email]
    assert await AuditEntry.count().where(AuditEntry.action == "objection.withdrawn") == 1
    page = (await carla.get(path_of(meeting, "/einwaende"))).text
    assert "zurückgezogen" in page
    assert "Einwand zurückziehen" not in (await carla.get(here)).text
    await approve(cast, meeting)  # nothing waits any more


async def test_nobody_else_takes_it_back_and_not_after_the_decision(
    cast: Cast, visit: Visit
) -> None:
    meeting, item = await sent(cast)
    await object_to(await visit("carla"), meeting, item)
    row = await the_objection()
    here = path_of(meeting, f"/einwaende/{row.id}")
    for name, status in (("paul", 403), ("anna", 403), ("dirk", 404), ("gustav", 404)):
        assert (await (await visit(name)).post(f"{here}/ruecknahme")).status_code == status, name
    await (await visit("bernd")).post(f"{here}/ablehnung", {"answer": "Steht im Vertrag."})
    late = await (await visit("carla")).post(f"{here}/ruecknahme")
    assert late.status_code == 409
    assert "Bernd Brandt hat diesen Einwand schon abgelehnt" in late.text
    assert (await the_objection()).status == ObjectionStatus.DECLINED
    assert await mails("objection_withdrawn") == {}


async def test_corrections_are_told_when_the_last_open_objection_is_withdrawn(
    cast: Cast, visit: Visit
) -> None:
    meeting, item = await sent(cast)
    carla = await visit("carla")
    minutes = await Minutes.objects().first()
    assert minutes is not None
    await make_objection(
        minutes, item, cast.carla, before=BEFORE, status=ObjectionStatus.ACCEPTED, settled_at=now()
    )
    await object_to(carla, meeting, item)
    row = await Objection.objects().where(Objection.status == ObjectionStatus.OPEN).first()
    assert row is not None
    assert await mails("minutes_corrected") == {}
    await carla.post(path_of(meeting, f"/einwaende/{row.id}/ruecknahme"))
    assert cast.bernd.email in await mails("minutes_corrected")


@pytest.mark.parametrize("why", ["blocked", "left", "own"])
async def test_office_hears_of_it_where_nobody_who_leads_can_be_reached(
    cast: Cast, visit: Visit, why: str
) -> None:
    meeting, item = await sent(cast)
    seat = (Membership.group == cast.group.id) & (Membership.person == cast.bernd.id)
    if why == "blocked":
        await Person.update({Person.blocked: True}).where(Person.id == cast.bernd.id)
    elif why == "left":
        await Membership.delete().where(seat)
    else:
        await Membership.update({Membership.person: cast.carla.id}).where(seat)
    await object_to(await visit("carla"), meeting, item)
    told = await mails("objection_raised")
    assert set(told) == {cast.anna.email, cast.paul.email}
    assert "niemand aus der Leitung zu erreichen" in told[cast.anna.email]
    assert "oder führen ihr Protokoll" in told[cast.paul.email]


async def test_office_is_not_asked_where_somebody_moderates(cast: Cast, visit: Visit) -> None:
    meeting, item = await sent(cast)
    await Person.update({Person.blocked: True}).where(Person.id == cast.bernd.id)
    await make_member(cast.group, cast.dirk, role=Role.MODERATION)
    await object_to(await visit("carla"), meeting, item)
    kind = OutgoingMail.kind == "objection_raised"
    told = (
        await OutgoingMail.select(OutgoingMail.recipient_address).where(kind).output(as_list=True)
    )
    assert set(told) == {cast.dirk.email, cast.paul.email}
