"""Sub-steps are added, ticked, moved and removed by buttons; pressing twice is like once."""

from typing import Any
from uuid import uuid4

import pytest

from app.tasks import rules
from app.tasks.tables import Substep, Task, TaskStatus, TaskStep
from tests.browser import Browser, Visit
from tests.cast import Cast
from tests.tasks.make import make_substep, make_task


@pytest.fixture
async def task(cast: Cast) -> Task:
    return await make_task(cast.group, person=cast.carla.id)


async def texts(task: Task) -> list[str]:
    rows = await Substep.objects().where(Substep.task == task.id).order_by(Substep.position)
    return [row.text for row in rows]


def path(task: Task, step: Substep, end: str) -> str:
    return f"/aufgaben/{task.id}/teilschritte/{step.id}/{end}"


async def test_substep_is_added_once_and_its_progress_is_shown(task: Task, visit: Visit) -> None:
    carla = await visit("carla")
    for text in ("Zahlen holen", "Tabelle bauen"):
        fields = {"id": str(uuid4()), "text": text}
        for _ in range(2):
            answer = await carla.post(f"/aufgaben/{task.id}/teilschritte", fields)
            assert answer.headers["location"].endswith("#teilschritte")
    assert await texts(task) == ["Zahlen holen", "Tabelle bauen"]
    first = await Substep.objects().get(Substep.text == "Zahlen holen")
    assert first is not None
    for _ in range(2):
        await carla.post(path(task, first, "stand"), {"stand": "erledigt"})
    page = (await carla.get(f"/aufgaben/{task.id}")).text
    assert "1 von 2 erledigt" in page
    assert "Carla Cordes" in page
    ask = (await carla.get(f"/aufgaben/{task.id}/erledigung")).text
    assert "Ein Teilschritt ist noch offen." in ask
    await carla.post(path(task, first, "stand"), {"stand": "offen"})
    assert "0 von 2 erledigt" in (await carla.get(f"/aufgaben/{task.id}")).text
    told = [s.text for s in await TaskStep.objects().order_by(TaskStep.at)]
    assert told == [
        "Neuer Teilschritt: Zahlen holen", "Neuer Teilschritt: Tabelle bauen",
        "Teilschritt erledigt: Zahlen holen", "Teilschritt wieder offen: Zahlen holen",
    ]  # fmt: skip


async def test_substep_moves_to_its_place_however_often_one_presses(
    task: Task, visit: Visit
) -> None:
    rows = [await make_substep(task, text, n) for n, text in enumerate("ABC", start=1)]
    carla = await visit("carla")
    for _ in range(2):
        await carla.post(path(task, rows[2], "platz"), {"platz": "2"})
    assert await texts(task) == ["A", "C", "B"]
    for wrong in ("", "x", "-1", "²", "99999"):
        assert (await carla.post(path(task, rows[0], "platz"), {"platz": wrong})).status_code == 303
    assert await texts(task) == ["A", "C", "B"]
    for _ in range(2):
        assert (await carla.post(path(task, rows[2], "entfernung"))).status_code == 303
    assert await texts(task) == ["A", "B"]
    assert await TaskStep.count() == 1


async def test_empty_or_long_substep_comes_back_with_its_text(task: Task, visit: Visit) -> None:
    carla = await visit("carla")
    for text in (" ", "x" * 301):
        fields = {"id": str(uuid4()), "text": text}
        answer = await carla.post(f"/aufgaben/{task.id}/teilschritte", fields)
        assert answer.status_code == 422
        assert text.strip() in answer.text
        assert "Eine Angabe fehlt noch oder stimmt nicht" in answer.text
    assert await texts(task) == []


async def test_fifty_substeps_are_enough(task: Task, visit: Visit) -> None:
    await Substep.insert(*(Substep(task=task.id, text="x", position=n) for n in range(50)))
    fields = {"id": str(uuid4()), "text": "Noch einer"}
    answer = await (await visit("carla")).post(f"/aufgaben/{task.id}/teilschritte", fields)
    assert answer.status_code == 409
    assert "Mehr als 50 Teilschritte" in answer.text


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("anna", 303), ("bernd", 303), ("paul", 303), ("carla", 303), ("jutta", 404),
        ("gustav", 404), ("dirk", 404), ("frieda", 404), ("eva", 404),
    ],
)  # fmt: skip
async def test_who_may_work_on_the_substeps(
    cast: Cast, task: Task, visit: Visit, name: str, status: int
) -> None:
    step = await make_substep(task)
    browser = await visit(name)
    sent: list[tuple[str, dict[str, Any]]] = [
        (f"/aufgaben/{task.id}/teilschritte", {"id": str(uuid4()), "text": "Neu"}),
        (path(task, step, "stand"), {"stand": "erledigt"}),
        (path(task, step, "platz"), {"platz": "2"}),
        (path(task, step, "entfernung"), {}),
    ]
    assert {(await browser.post(where, data)).status_code for where, data in sent} == {status}
    assert await Substep.count() == 1


async def test_members_read_the_substeps_of_others_and_change_none(
    cast: Cast, visit: Visit
) -> None:
    task = await make_task(cast.group, person=cast.bernd.id)
    step = await make_substep(task)
    carla = await visit("carla")
    page = (await carla.get(f"/aufgaben/{task.id}")).text
    assert "Zahlen holen" in page
    assert "Teilschritt hinzufügen" not in page
    for end, data in (
        ("stand", {"stand": "erledigt"}),
        ("platz", {"platz": "x"}),
        ("entfernung", {}),
    ):
        assert (await carla.post(path(task, step, end), data)).status_code == 403


async def test_substep_of_another_task_is_not_found(cast: Cast, task: Task, visit: Visit) -> None:
    other = await make_task(cast.other_group, status=TaskStatus.OPEN)
    step = await make_substep(other)
    carla = await visit("carla")
    for end, data in (
        ("stand", {"stand": "erledigt"}),
        ("platz", {"platz": "1"}),
        ("entfernung", {}),
    ):
        assert (await carla.post(path(task, step, end), data)).status_code == 404
    fields = {"id": str(step.id), "text": "Neu"}
    assert (await carla.post(f"/aufgaben/{task.id}/teilschritte", fields)).status_code == 409
    assert await texts(other) == ["Zahlen holen"]


async def test_responsible_person_ticks_by_the_link_and_nobody_else(
    cast: Cast, task: Task, visit: Visit, anonymous: Browser
) -> None:
    step = await make_substep(task)
    link = f"/t/{rules.link_token(task.id, cast.id('carla'))}"
    assert "0 von 1 erledigt" in (await anonymous.get(link)).text
    for _ in range(2):
        answer = await anonymous.post(f"{link}/teilschritte/{step.id}", {"stand": "erledigt"})
        assert answer.headers["location"] == link
    assert "erledigt am" in (await anonymous.get(link)).text
    assert [s.person_name for s in await TaskStep.objects()] == ["Carla Cordes"]
    other = await make_substep(await make_task(cast.group))
    strange = await anonymous.post(f"{link}/teilschritte/{other.id}", {"stand": "erledigt"})
    assert strange.status_code == 404
    await Task.update({Task.person: cast.id("bernd")}).where(Task.id == task.id)
    late = await anonymous.post(f"{link}/teilschritte/{step.id}", {"stand": "offen"})
    assert late.status_code == 410
    done = await Substep.objects().get(Substep.id == step.id)
    assert done is not None
    assert done.done_at is not None
