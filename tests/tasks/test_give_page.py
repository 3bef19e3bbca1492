"""Giving a task on the group's page."""

from datetime import timedelta
from uuid import UUID, uuid4

from app.core.clock import today
from app.outbox.tables import OutgoingMail
from app.tasks.tables import Task, TaskStep
from tests.browser import Visit
from tests.cast import Cast
from tests.mandates.make import make_mandate
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
    assert "Auftrag (Frage): Wie werden die Budgets verteilt?" in page
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


async def test_from_a_mandate_the_form_knows_it_and_its_due_date(cast: Cast, visit: Visit) -> None:
    due = today() + timedelta(days=30)
    mandate = await make_mandate(cast.group, due_on=due)
    foreign = await make_mandate(cast.other_group, due_on=due)
    address = f"/gruppen/{cast.group.id}/aufgaben/neu?auftrag="
    paul = await visit("paul")
    assert f'href="{address}{mandate.id}"' in (await paul.get(f"/auftraege/{mandate.id}")).text
    page = (await paul.get(f"{address}{mandate.id}")).text
    assert f'<option value="{mandate.id}" selected>' in page
    assert f'value="{due.isoformat()}"' in page
    page = (await paul.get(f"{address}{foreign.id}")).text
    assert due.isoformat() not in page
    assert str(foreign.id) not in page
    late = await make_mandate(cast.group, due_on=today() - timedelta(days=3))
    page = (await paul.get(f"{address}{late.id}")).text
    assert f'<option value="{late.id}" selected>' in page
    assert (today() - timedelta(days=3)).isoformat() not in page


async def test_who_gives_no_tasks_and_a_settled_mandate_have_no_button(
    cast: Cast, visit: Visit
) -> None:
    open_one = await make_mandate(cast.group)
    settled = await make_mandate(cast.group, status="reported")
    assert (
        "Aufgabe anlegen"
        not in (await (await visit("carla")).get(f"/auftraege/{open_one.id}")).text
    )
    assert (
        "Aufgabe anlegen" not in (await (await visit("anna")).get(f"/auftraege/{settled.id}")).text
    )
