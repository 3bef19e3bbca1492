"""Tasks by state in columns; a button moves a card, a script only presses it."""

import re
from uuid import uuid4

import pytest

from app.boards.queries.cards import MOST
from app.tasks.tables import Task, TaskStatus, TaskStep
from tests.browser import Visit
from tests.cast import Cast
from tests.counting import counted_statements
from tests.tasks.make import make_task


def columns(html: str) -> dict[str, list[str]]:
    parts = re.split(r'data-drag-column="(\w+)"', html)[1:]
    return {
        state: re.findall(r"<h3><a [^>]*>([^<]+)</a></h3>", part)
        for state, part in zip(parts[::2], parts[1::2], strict=True)
    }


def buttons(html: str, task: Task) -> list[str]:
    return re.findall(rf'name="karte" value="{task.id}:(\w+)"', html)


def pressed(task: Task, to: TaskStatus, press: object = None) -> dict[str, object]:
    return {"id": str(press or uuid4()), "karte": f"{task.id}:{to.value}"}


async def test_board_of_a_group_has_a_column_for_each_state(cast: Cast, visit: Visit) -> None:
    for status in TaskStatus:
        await make_task(cast.group, title=status.label, person=cast.bernd.id, status=status)
    await make_task(cast.other_group, title="Fremd")
    page = (await (await visit("carla")).get(f"/gruppen/{cast.group.id}/aufgaben/tafel")).text
    assert columns(page) == {
        "open": ["offen"], "in_progress": ["in Arbeit"], "done": ["erledigt"],
        "dropped": ["verworfen"],
    }  # fmt: skip
    assert '<select class="kern-form-input__select" id="stand"' not in page
    assert 'name="karte"' not in page, "Carla may move none of Bernd's"


async def test_own_board_goes_over_all_groups_and_keeps_the_filter(
    cast: Cast, visit: Visit
) -> None:
    await make_task(cast.group, title="Budget", person=cast.carla.id)
    await make_task(cast.group, title="Raum", person=cast.carla.id)
    await make_task(cast.group, title="Bernds Budget", person=cast.bernd.id)
    await make_task(cast.other_group, title="Budget anderswo", person=cast.carla.id)
    carla = await visit("carla")
    assert columns((await carla.get("/aufgaben/tafel?suche=budget")).text)["open"] == ["Budget"]


async def test_buttons_are_those_that_the_reader_may_press(cast: Cast, visit: Visit) -> None:
    own = await make_task(cast.group, person=cast.carla.id)
    dropped = await make_task(cast.group, person=cast.carla.id, status=TaskStatus.DROPPED)
    carla = (await (await visit("carla")).get("/aufgaben/tafel")).text
    assert buttons(carla, own) == ["in_progress", "done"]
    assert buttons(carla, dropped) == []
    paul = (await (await visit("paul")).get(f"/gruppen/{cast.group.id}/aufgaben/tafel")).text
    assert buttons(paul, own) == ["in_progress", "done", "dropped"]
    assert buttons(paul, dropped) == ["open"]


async def test_a_press_takes_a_task_into_work_once_and_leads_back_to_its_card(
    cast: Cast, visit: Visit
) -> None:
    task = await make_task(cast.group, person=cast.carla.id)
    carla, press = await visit("carla"), uuid4()
    for _ in range(2):
        answer = await carla.post("/aufgaben/tafel", pressed(task, TaskStatus.IN_PROGRESS, press))
        assert answer.headers["location"] == f"/aufgaben/tafel#karte-{task.id}"
    page = (await carla.get("/aufgaben/tafel")).text
    assert "Die Aufgabe ist jetzt in Arbeit." in page
    assert columns(page)["in_progress"] == ["Entwurf Budget Region Mitte"]
    assert await TaskStep.count().where(TaskStep.task == task.id) == 1


@pytest.mark.parametrize(
    ("status", "to", "page"),
    [
        (TaskStatus.OPEN, TaskStatus.DONE, "erledigung"),
        (TaskStatus.OPEN, TaskStatus.DROPPED, "verwerfung"),
        (TaskStatus.DONE, TaskStatus.OPEN, "wiederaufnahme"),
    ],
)
async def test_columns_that_need_a_sentence_ask_for_it(
    cast: Cast, visit: Visit, status: TaskStatus, to: TaskStatus, page: str
) -> None:
    task = await make_task(cast.group, person=cast.carla.id, status=status)
    address = f"/gruppen/{cast.group.id}/aufgaben/tafel"
    answer = await (await visit("paul")).post(address, pressed(task, to))
    assert answer.headers["location"] == f"/aufgaben/{task.id}/{page}"
    row = await Task.objects().get(Task.id == task.id)
    assert row is not None
    assert row.status == status, "not yet"


async def test_a_card_that_somebody_moved_meanwhile_says_so(cast: Cast, visit: Visit) -> None:
    task = await make_task(cast.group, person=cast.carla.id, status=TaskStatus.DONE)
    carla = await visit("carla")
    answer = await carla.post("/aufgaben/tafel", pressed(task, TaskStatus.IN_PROGRESS))
    assert answer.status_code == 303
    assert "schon als erledigt gemeldet" in (await carla.get("/aufgaben/tafel")).text


async def test_whoever_may_not_is_refused(cast: Cast, visit: Visit) -> None:
    task = await make_task(cast.group, person=cast.bernd.id)
    for name, code in (("carla", 403), ("dirk", 404), ("eva", 404), ("frieda", 404)):
        answer = await (await visit(name)).post(
            "/aufgaben/tafel", pressed(task, TaskStatus.IN_PROGRESS)
        )
        assert answer.status_code == code, name
    answer = await (await visit("carla")).post(
        "/aufgaben/tafel", {"id": str(uuid4()), "karte": "unsinn:done"}
    )
    assert answer.headers["location"] == "/aufgaben/tafel"
    row = await Task.objects().get(Task.id == task.id)
    assert row is not None
    assert row.status == TaskStatus.OPEN


async def test_a_long_column_ends_with_the_way_to_the_list(cast: Cast, visit: Visit) -> None:
    for number in range(MOST + 1):
        await make_task(cast.group, title=f"Nr. {number}", person=cast.carla.id)
    carla = await visit("carla")
    with counted_statements() as asked:
        page = (await carla.get("/aufgaben/tafel")).text
    assert len(asked) <= 3, asked
    assert len(columns(page)["open"]) == MOST
    assert f"Alle {MOST + 1} in der Liste" in page


async def test_card_of_another_group_is_not_moved_from_here(cast: Cast, visit: Visit) -> None:
    task = await make_task(cast.other_group, person=cast.dirk.id)
    anna = await visit("anna")
    form = {"id": str(uuid4()), "karte": f"{task.id}:in_progress"}
    answer = await anna.post(f"/gruppen/{cast.group.id}/aufgaben/tafel", form)
    assert answer.status_code == 404
    await task.refresh()
    assert task.status == TaskStatus.OPEN
