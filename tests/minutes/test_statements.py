"""Pages of minutes ask a fixed number of times, however long the agenda."""

import pytest

from app.decisions.tables import Decision
from app.meetings.tables import Meeting
from app.minutes.tables import MinutesStatus
from tests.browser import Visit
from tests.cast import Cast
from tests.counting import counted_statements
from tests.invitations.make import make_invitation
from tests.meetings.make import first_item, make_item
from tests.minutes.make import approve, make_decision, make_held, make_minutes, path_of
from tests.tasks.make import make_task


async def long_one(cast: Cast) -> Meeting:
    meeting = await make_held(cast.group, items=())
    for position in range(1, 9):
        item = await make_item(meeting, position=position)
        await make_decision(item)
        await make_task(cast.group, agenda_item=item.id)
    for person in (cast.bernd, cast.carla, cast.paul):
        await make_invitation(meeting, person)
    return meeting


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("paul", MinutesStatus.DRAFT),
        ("paul", MinutesStatus.SENT),
        ("carla", MinutesStatus.SENT),
    ],
)
async def test_few_statements_are_enough(
    cast: Cast, visit: Visit, name: str, status: MinutesStatus
) -> None:
    meeting = await long_one(cast)
    await make_minutes(meeting, status=status)
    browser = await visit(name)
    with counted_statements() as seen:
        assert (await browser.get(path_of(meeting))).status_code == 200
    assert len(seen) <= 6, seen


async def test_six_statements_are_enough_for_a_form(cast: Cast, visit: Visit) -> None:
    meeting = await long_one(cast)
    await make_minutes(meeting)
    item = await first_item(meeting)
    known = await Decision.objects().where(Decision.agenda_item == item.id).first()
    assert known is not None
    browser = await visit("paul")
    for rest in ("/anwesenheit", f"/punkte/{item.id}/beschluesse", f"/beschluesse/{known.id}"):
        with counted_statements() as seen:
            assert (await browser.get(path_of(meeting, rest))).status_code == 200
        assert len(seen) <= 6, seen


async def test_two_statements_keep_what_is_typed(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    path = path_of(meeting, f"/punkte/{(await first_item(meeting)).id}")
    paul, autosave = await visit("paul"), {"HX-Request-Type": "partial"}
    await paul.post(path, {"rich": "<div>Eins</div>", "version": "0"}, headers=autosave)
    with counted_statements() as seen:
        answer = await paul.post(
            path, {"rich": "<div>Eins, zwei</div>", "version": "1"}, headers=autosave
        )
    assert 'name="version" value="2"' in answer.text
    assert len(seen) == 2, seen


async def test_frozen_minutes_are_read_in_one_piece(cast: Cast, visit: Visit) -> None:
    meeting = await long_one(cast)
    await make_minutes(meeting, status=MinutesStatus.SENT)
    await approve(cast, meeting)
    browser = await visit("carla")
    with counted_statements() as seen:
        assert (await browser.get(path_of(meeting))).status_code == 200
    assert len(seen) <= 6, seen
