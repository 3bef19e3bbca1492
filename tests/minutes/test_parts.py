"""Decisions, tasks and attendance reach whoever looks, as the part of the page that changed."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from app.core.clock import now
from app.decisions.rules import DecisionData
from app.decisions.tables import Outcome
from app.invitations.operations.attendance import Noted
from app.invitations.tables import Attendance
from app.minutes.forms import LineData
from app.minutes.listening import BELL, Queue
from app.minutes.operations import attendance, results, times, writing
from app.minutes.queries import record_of, stands_of
from app.minutes.tables import Minutes, MinutesStatus
from app.minutes.times_form import Times
from tests.browser import HTMX, Visit
from tests.cast import Cast
from tests.invitations.make import make_invitation
from tests.minutes.make import make_decision, make_text, minuted, path_of
from tests.minutes.test_listening import listeners
from tests.tasks.make import make_task

pytestmark = pytest.mark.usefixtures("open_streams")

TASK = "A: Cordes – Räume zählen – 12.12."


async def told(queue: Queue) -> str | None:
    return await asyncio.wait_for(queue.get(), 10)


def decision(text: str = "Die Gruppe empfiehlt zwei Räume.") -> DecisionData:
    outcome = Outcome.RECOMMENDED
    return DecisionData(id=uuid4(), text=text, outcome=outcome, yes=None, no=None, abstentions=None)


async def test_decisions_and_tasks_are_told_as_the_part_they_stand_in(cast: Cast) -> None:
    (meeting, item), paul = await minuted(cast), await cast.actor("paul")
    place, first = f"ergebnisse-{item.id}", decision()
    with BELL.heard(meeting.id) as queue:
        await listeners()
        await results.record_decision(paul, meeting.id, item.id, first)
        assert await told(queue) == place
        changed = DecisionData(**{**vars(first), "text": "Anders."})
        await results.change_decision(paul, meeting.id, changed, 1)
        assert await told(queue) == place
        for line in (TASK, "B: Drei Räume", "I: Der Bericht liegt vor."):
            await results.take_line(paul, meeting.id, item.id, LineData(uuid4(), line), now=now())
            assert await told(queue) == place
        await results.remove_decision(paul, meeting.id, first.id, now=now())
        assert await told(queue) == place
        assert queue.empty()


async def test_whoever_comes_goes_or_keeps_the_minutes_is_told(cast: Cast) -> None:
    (meeting, _), paul = await minuted(cast), await cast.actor("paul")
    bernd = await make_invitation(meeting, cast.bernd)
    left = Noted(Attendance.PRESENT, left_at=meeting.ends_at - timedelta(minutes=30))
    begun = Times(meeting.starts_at + timedelta(minutes=5), None)
    with BELL.heard(meeting.id) as queue:
        await listeners()
        await attendance.record_attendance(paul, meeting.id, {UUID(str(bernd.id)): left})
        assert await told(queue) == "anwesend"
        await attendance.add_walk_in(paul, meeting.id, cast.id("gustav"), now=now())
        assert await told(queue) == "anwesend"
        await writing.name_taker(paul, meeting.id, "Carla Cordes")
        assert await told(queue) == "anwesend"
        await times.note_times(paul, meeting.id, begun)
        assert await told(queue) == "anwesend"
        await attendance.record_attendance(paul, meeting.id, {})
        assert queue.empty(), "nothing changed"


async def test_what_a_page_missed_shows_in_the_marks_of_a_new_connection(cast: Cast) -> None:
    meeting, item = await minuted(cast)
    before = await stands_of(meeting.id)
    assert before == await stands_of(meeting.id)
    place = f"ergebnisse-{item.id} "
    await make_task(cast.group, agenda_item=item.id)
    after = await stands_of(meeting.id)
    assert {new for new in after if new not in before} == {
        place + (await record_of(meeting.id)).item(UUID(str(item.id))).mark
    }
    await make_invitation(meeting, cast.bernd, attendance=Attendance.PRESENT)
    assert [new.split()[0] for new in await stands_of(meeting.id) if new not in after] == [
        "anwesend"
    ]


async def test_the_page_carries_the_marks_that_the_stream_names(cast: Cast, visit: Visit) -> None:
    meeting, item = await minuted(cast)
    await make_decision(item)
    await make_task(cast.group, agenda_item=item.id, person=cast.carla.id)
    await make_invitation(meeting, cast.bernd, attendance=Attendance.PRESENT, came_at=now())
    stands = [stand.split() for stand in await stands_of(meeting.id)]
    for name, status in (("paul", MinutesStatus.DRAFT), ("carla", MinutesStatus.SENT)):
        await Minutes.update(
            {Minutes.status: status, Minutes.objections_until: now().date()}, force=True
        )
        page = (await (await visit(name)).get(path_of(meeting))).text
        for place, mark in stands:
            assert f'id="{place}" data-stand="{mark}"' in page


async def test_results_come_without_any_field_that_somebody_types_in(
    cast: Cast, visit: Visit
) -> None:
    meeting, item = await minuted(cast)
    known = await make_decision(item)
    await make_task(cast.group, agenda_item=item.id)
    answer = await (await visit("paul")).get(
        path_of(meeting, f"/punkte/{item.id}/ergebnisse"), headers=HTMX
    )
    for part in (f"ergebnisse-{item.id}", f"aufgabenliste-{item.id}", f"beschluss-{known.id}"):
        assert answer.text.count(f'id="{part}"') == 1
    for field in ("<textarea", "<input", "<form"):
        assert field not in answer.text


async def test_own_line_brings_the_list_of_decisions_along(cast: Cast, visit: Visit) -> None:
    meeting, item = await minuted(cast)
    path = path_of(meeting, f"/punkte/{item.id}/zeilen")
    typed = {"id": str(uuid4()), "line": "B: Zwei Räume"}
    answer = await (await visit("paul")).post(path, typed, headers=HTMX)
    assert answer.text.count(f'id="ergebnisse-{item.id}"') == 1
    assert 'data-hx-swap-oob="outerMorph"' in answer.text
    assert "Zwei Räume" in answer.text


async def test_readers_get_results_and_people_once_the_minutes_are_sent(
    cast: Cast, visit: Visit
) -> None:
    meeting, item = await minuted(cast)
    await make_text(await first_minutes(), item, "Verlauf.")
    await make_decision(item)
    await make_invitation(meeting, cast.bernd, attendance=Attendance.PRESENT)
    carla = await visit("carla")
    paths = [path_of(meeting, rest) for rest in (f"/punkte/{item.id}/ergebnisse", "/anwesend")]
    for path in paths:
        assert (await carla.get(path, headers=HTMX)).status_code == 404, "a draft"
    await Minutes.update({Minutes.status: MinutesStatus.SENT}, force=True)
    found, people = [(await carla.get(path, headers=HTMX)).text for path in paths]
    assert "Die Gruppe empfiehlt zwei Räume." in found
    assert "Verlauf." in found
    assert "ändern" not in found
    assert "Bernd Brandt" in people
    plain = [(await carla.get(path)).headers["location"] for path in paths]
    assert plain == [f"{path_of(meeting)}#top-{item.id}", path_of(meeting)]
    stranger = await visit("dirk")
    assert [(await stranger.get(path, headers=HTMX)).status_code for path in paths] == [404, 404]


async def test_emptied_text_does_not_hide_that_something_was_decided(
    cast: Cast, visit: Visit
) -> None:
    meeting, item = await minuted(cast)
    await Minutes.update({Minutes.status: MinutesStatus.SENT}, force=True)
    carla, path = await visit("carla"), path_of(meeting, f"/punkte/{item.id}")
    nothing = "Hierzu wurde nichts festgehalten."
    assert nothing in (await carla.get(path, headers=HTMX)).text
    await make_decision(item)
    assert nothing not in (await carla.get(path, headers=HTMX)).text


async def first_minutes() -> Minutes:
    found = await Minutes.objects().first()
    assert found is not None
    return found
