"""Another group goes on with the work: people, tasks, mandates and rules move in one step."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from app.core.clock import today
from app.groups.tables import (
    CompositionRule,
    Group,
    GroupStatus,
    Membership,
    Role,
    Succession,
)
from app.mandates.tables import Mandate, MandateProposal, MandateStatus
from app.meetings.tables import Meeting, MeetingStatus
from app.tasks.tables import Task
from app.vorlagen.tables import GroupOrigin
from tests.browser import Browser, Visit
from tests.cast import Cast, make_group, make_member
from tests.mandates.make import make_mandate, make_mandate_proposal, make_origin
from tests.meetings.make import make_meeting
from tests.succession.make import current
from tests.tasks.make import make_task
from tests.vorlagen.make import make_decision_point, make_vorlage

SEEN = re.compile(r'name="gesehen" value="(\w+)"')
DAY = today() - timedelta(days=10)


def path(group: Group) -> str:
    return f"/gruppen/{group.id}/nachfolge"


def typed(**fields: str) -> dict[str, str]:
    return {
        "id": str(uuid4()), "name": "", "on_day": DAY.isoformat(), "members": "y", "rules": "y",
        **fields,
    }  # fmt: skip


async def handed_on(browser: Browser, group: Group, **fields: str) -> tuple[str, dict[str, str]]:
    """Through the preview, whose text is returned with what was sent."""
    form = typed(**fields)
    page = await browser.post(path(group), form)
    assert page.status_code == 200, page.text
    found = SEEN.search(page.text)
    assert found
    form["gesehen"] = found[1]
    answer = await browser.post(path(group), form)
    assert answer.status_code == 303, answer.text
    return page.text, form


async def one(table: Any, row_id: UUID) -> Any:
    return await table.objects().get(table.id == row_id)


async def test_new_group_takes_over_rules_people_and_the_way_back(visit: Visit, cast: Cast) -> None:
    point = await make_decision_point(await make_vorlage(cast.body), "Eine Gruppe wird eingesetzt.")
    await make_origin(cast.group, point)
    await Group.update({Group.notice_days: 10, Group.purpose: "Fragen klären"}).where(
        Group.id == cast.group.id
    )
    people = await current(cast.group)
    text, sent = await handed_on(await visit("anna"), cast.group, name="Projektsteuerung")
    assert "4 Personen wechseln" in text
    new = await one(Group, UUID(sent["id"]))
    assert (new.name, new.kind, new.purpose) == (
        "Projektsteuerung", cast.group.kind, "Fragen klären",
    )  # fmt: skip
    assert (new.starts_on, new.notice_days) == (DAY, 10)
    assert await current(new) == people
    assert await current(cast.group) == set()
    origin = await GroupOrigin.objects().where(GroupOrigin.group == new.id).first()
    assert origin is not None
    assert origin.decision_point == point.id
    old = await one(Group, cast.group.id)
    assert (old.status, old.ends_on) == (GroupStatus.FINISHED, DAY - timedelta(days=1))


async def test_open_work_and_what_waits_to_be_reported_move(visit: Visit, cast: Cast) -> None:
    mandate = await make_mandate(cast.group)
    settled = await make_mandate(cast.group, status=MandateStatus.FINALISED)
    told = await make_mandate(cast.group, status=MandateStatus.REPORTED)
    task = await make_task(cast.group, mandate=settled.id)
    below = await make_group(cast.body, "Untergruppe", parent=cast.group.id)
    anna = await visit("anna")
    text, sent = await handed_on(anna, cast.group, name="Neu", tasks="move", mandates="move")
    assert "Zur Nachfolge gehören dann: Untergruppe" in text
    new = UUID(sent["id"])
    assert [(await one(Mandate, row.id)).group for row in (mandate, settled, told)] == [
        new, new, cast.group.id,
    ]  # fmt: skip
    moved = await one(Task, task.id)
    assert (moved.group, moved.mandate) == (new, settled.id)
    assert (await one(Group, below.id)).parent == new
    assert (await anna.get(f"/aufgaben/{task.id}")).status_code == 200


async def test_seats_keep_their_rules(visit: Visit, cast: Cast) -> None:
    rule = CompositionRule(group=cast.group.id, position=1, quote="ein Mitglied")
    await rule.save()
    await Membership.update({Membership.rule: rule.id}).where(
        Membership.group == cast.group.id, Membership.person == cast.carla.id
    )
    bernd = await seat_of(cast.group.id, cast.bernd.id)
    await Membership.update({Membership.deputy_of: bernd.id}).where(
        Membership.group == cast.group.id, Membership.person == cast.carla.id
    )
    _, sent = await handed_on(await visit("anna"), cast.group, name="Neu")
    new = UUID(sent["id"])
    copied = await CompositionRule.objects().where(CompositionRule.group == new).first()
    assert copied is not None
    assert (copied.quote, copied.since) == ("ein Mitglied", DAY)
    seat = await seat_of(new, cast.carla.id)
    assert (seat.rule, seat.since) == (copied.id, DAY)
    assert seat.until is None
    assert seat.deputy_of == (await seat_of(new, cast.bernd.id)).id


async def seat_of(group_id: UUID, person_id: UUID) -> Membership:
    seat = await Membership.objects().where(
        Membership.group == group_id, Membership.person == person_id
    ).first()  # fmt: skip
    assert seat is not None
    return seat


async def test_both_groups_tell_of_each_other_and_once(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    _, sent = await handed_on(anna, cast.group, name="Neu", note="Beschluss vom Mai")
    story = (await anna.get(f"/gruppen/{cast.group.id}/regeln")).text
    assert "Nachfolge: " in story
    assert f"seit {DAY:%d.%m.%Y}" in story
    assert "Beschluss vom Mai" in story
    assert "Vorgänger: " in (await anna.get(f"/gruppen/{sent['id']}/regeln")).text
    again = await anna.post(path(cast.group), sent)
    assert again.status_code == 409
    assert await Succession.count() == 1


async def test_history_of_the_old_seats_stays(visit: Visit, cast: Cast) -> None:
    coming = await make_member(cast.group, cast.jutta, since=today() + timedelta(days=5))
    anna = await visit("anna")
    _, sent = await handed_on(anna, cast.group, name="Neu")
    rows = await Membership.select(Membership.person, Membership.since, Membership.until).where(
        Membership.group == cast.group.id
    )
    left = {row["person"]: row["until"] for row in rows}
    assert left[cast.carla.id] == DAY - timedelta(days=1)
    assert left[cast.eva.id] == date(2024, 12, 31), "she had left before"
    assert not await Membership.exists().where(Membership.id == coming.id)
    begins = await Membership.objects().where(
        Membership.group == UUID(sent["id"]), Membership.person == cast.jutta.id
    ).first()  # fmt: skip
    assert begins is not None
    assert begins.since == today() + timedelta(days=5)


async def test_several_groups_into_one(visit: Visit, cast: Cast) -> None:
    target = await make_group(cast.body, "Zusammen")
    await make_member(cast.other_group, cast.carla)
    await make_member(cast.other_group, cast.jutta, role=Role.LEITUNG)
    anna = await visit("anna")
    await handed_on(anna, cast.group, successor_id=str(target.id))
    text, _ = await handed_on(anna, cast.other_group, successor_id=str(target.id))
    assert "Eine Person ist dort schon Mitglied" in text
    assert "künftig Mitglied, weil die Nachfolge schon eine Leitung hat" in text
    assert "schon aufgegangen: Steuerungsgruppe Familienzentren" in text
    rows = await Membership.select(Membership.person, Membership.role).where(
        Membership.group == target.id
    )
    assert [row["person"] for row in rows].count(cast.carla.id) == 1
    assert [row["role"] for row in rows].count(Role.LEITUNG) == 1
    story = (await anna.get(f"/gruppen/{target.id}/regeln")).text
    assert story.count("Vorgänger: ") == 2


async def test_successor_of_its_successor_is_refused(visit: Visit, cast: Cast) -> None:
    middle = await make_group(cast.body, "Mitte")
    for before, after in ((cast.other_group, middle), (middle, cast.group)):
        await Succession(group=before.id, successor=after.id, on_day=DAY).save()
    anna = await visit("anna")
    form = typed(successor_id=str(cast.other_group.id), gesehen="nichts")
    page = await anna.post(path(cast.group), typed(successor_id=str(cast.other_group.id)))
    found = SEEN.search(page.text)
    assert found
    answer = await anna.post(path(cast.group), form | {"gesehen": found[1]})
    assert answer.status_code == 422
    assert "ist selbst in „Steuerungsgruppe Familienzentren“ aufgegangen" in answer.text
    assert (await one(Group, cast.group.id)).status == GroupStatus.ACTIVE


async def test_child_that_takes_over_moves_up(visit: Visit, cast: Cast) -> None:
    await Group.update({Group.parent: cast.committee.id}).where(Group.id == cast.group.id)
    child = await make_group(cast.body, "Kind", parent=cast.group.id)
    deeper = await make_group(cast.body, "Enkel", parent=child.id)
    anna = await visit("anna")
    await handed_on(anna, cast.group, successor_id=str(deeper.id))
    parents = [(await one(Group, row.id)).parent for row in (deeper, child)]
    assert parents == [cast.committee.id, cast.group.id], "no circle, and the old place is free"


async def test_meetings_stay_or_are_called_off(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    kept = await make_meeting(cast.group)
    text, _ = await handed_on(anna, cast.group, name="Neu")
    assert "Bei der bisherigen Gruppe bleiben" in text
    assert (await one(Meeting, kept.id)).status == MeetingStatus.PLANNED
    off = await make_meeting(cast.other_group)
    await handed_on(anna, cast.other_group, name="Neu 2", cancel="y")
    assert (await one(Meeting, off.id)).status == MeetingStatus.CANCELLED


async def test_bad_input_comes_back(visit: Visit, cast: Cast) -> None:
    abroad = await make_group(cast.other_body, "Lenkungsgruppe Beispielau")
    anna = await visit("anna")
    for wrong, words in (
        (typed(), "nennen Sie die neue Gruppe"),
        (typed(name="Neu", successor_id=str(cast.other_group.id)), "nicht beides"),
        (typed(successor_id=str(abroad.id)), "Bitte einen Eintrag aus der Liste"),
        (typed(successor_id=str(cast.committee.id)), "Bitte einen Eintrag aus der Liste"),
        (typed(successor_id=str(cast.group.id)), "Bitte einen Eintrag aus der Liste"),
        (typed(name="Neu", on_day="1875-01-01"), "Bitte prüfen Sie das Jahr"),
    ):
        answer = await anna.post(path(cast.group), wrong)
        assert answer.status_code == 422
        assert words in answer.text
    late = typed(name="Neu", on_day=(today() + timedelta(days=1)).isoformat())
    page = await anna.post(path(cast.group), late)
    found = SEEN.search(page.text)
    assert found
    refused = await anna.post(path(cast.group), late | {"gesehen": found[1]})
    assert refused.status_code == 422
    assert "beginnt heute oder an einem früheren Tag" in refused.text
    assert await Succession.count() == 0


async def test_succeeded_group_does_not_come_back(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    await handed_on(anna, cast.group, name="Neu")
    group = await one(Group, cast.group.id)
    form = {
        "version": str(group.version), "kind": "steuerungsgruppe", "status": "active",
        "objection_days": "14", "quorum": "none", "insight": "names", "agenda_numbers": "plain",
        "approval": "meeting", "minutes_days": "3",
    }  # fmt: skip
    answer = await anna.post(f"/gruppen/{group.id}/bearbeiten", form)
    assert answer.status_code == 422
    assert "hat eine Nachfolge und bleibt beendet" in answer.text


async def test_proposals_of_who_belongs_to_the_successor_go_on(visit: Visit, cast: Cast) -> None:
    await make_member(cast.other_group, cast.carla)
    hers, his = (
        await make_mandate_proposal(cast),
        await make_mandate_proposal(cast, person=cast.paul.id, person_name="Paul Petersen"),
    )
    await handed_on(
        await visit("anna"), cast.group, members="", successor_id=str(cast.other_group.id)
    )
    hers, his = await one(MandateProposal, hers.id), await one(MandateProposal, his.id)
    assert (hers.group, hers.status) == (cast.other_group.id, "open")
    assert (his.group, his.status) == (cast.group.id, "declined")
    assert "führt „Unterarbeitsgruppe Finanzen“ ihre Arbeit fort" in his.answer
