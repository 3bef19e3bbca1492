"""Giving a task on the group's page."""

from uuid import UUID, uuid4

from app.outbox.tables import OutgoingMail
from app.tasks.tables import Task, TaskStep
from tests.browser import Visit
from tests.cast import Cast
from tests.tasks.make import make_chain


def typed(**fields: object) -> dict[str, object]:
    return {"id": str(uuid4()), "title": "Raum buchen", "visibility": "internal", **fields}


async def test_protokoll_gives_a_task_and_a_double_click_gives_one(
    cast: Cast, visit: Visit
) -> None:
    chain = await make_chain(cast)
    paul, address = await visit("paul"), f"/gruppen/{cast.group.id}/aufgaben"
    page = (await paul.get(f"{address}/neu")).text
    assert "Carla Cordes, Jugendwerk Nord e. V." in page
    assert "Frage: Wie werden die Budgets verteilt?" in page
    fields = typed(person_id=cast.id("carla"), due_on="2026-12-11", mandate_id=chain.mandate.id)
    answers = [await paul.post(address, fields) for _ in range(2)]
    where = {(a.status_code, a.headers["location"]) for a in answers}
    assert where == {(303, f"/aufgaben/{fields['id']}")}
    task = await Task.objects().get(Task.id == UUID(str(fields["id"])))
    assert task is not None
    assert (task.person, task.mandate) == (cast.id("carla"), chain.mandate.id)
    assert await OutgoingMail.count() == 1
    assert await TaskStep.count().where(TaskStep.task == task.id) == 1
    assert "Paul Petersen hat die Aufgabe angelegt" in (await paul.get(f"/aufgaben/{task.id}")).text


async def test_bad_input_comes_back_with_its_text(cast: Cast, visit: Visit) -> None:
    bernd, address = await visit("bernd"), f"/gruppen/{cast.group.id}/aufgaben"
    answer = await bernd.post(
        address,
        typed(
            title="x" * 301, person_id=cast.id("carla"), traeger_id=cast.traeger.id,
            due_on="31.02.2026",
        ),
    )  # fmt: skip
    assert answer.status_code == 422
    assert "x" * 301 in answer.text
    assert "nicht beides" in answer.text
    assert "31.02.2026" in answer.text
    assert "3 Angaben fehlen noch oder stimmen nicht" in answer.text
    assert await Task.count() == 0


async def test_somebody_of_another_group_cannot_be_chosen(cast: Cast, visit: Visit) -> None:
    bernd, address = await visit("bernd"), f"/gruppen/{cast.group.id}/aufgaben"
    answer = await bernd.post(address, typed(person_id=cast.id("dirk")))
    assert answer.status_code == 422
    assert await Task.count() == 0


async def test_nobody_else_gives_tasks(cast: Cast, visit: Visit) -> None:
    address = f"/gruppen/{cast.group.id}/aufgaben"
    for name, status in (("carla", 403), ("gustav", 404), ("dirk", 404), ("frieda", 404)):
        answer = await (await visit(name)).post(address, typed())
        assert (name, answer.status_code) == (name, status)
    assert await Task.count() == 0
