"""From offen to erledigt and back; who may, and what the history keeps."""

from uuid import UUID, uuid4

import pytest

from app.audit.tables import AuditEntry
from app.tasks.tables import Task, TaskStatus, TaskStep
from tests.browser import Visit
from tests.cast import Cast
from tests.tasks.make import make_task


async def state(task: Task) -> tuple[str, str]:
    row = await Task.objects().get(Task.id == task.id)
    assert row is not None
    return row.status, row.done_note


def once(text: str = "") -> dict[str, str]:
    return {"id": str(uuid4()), "text": text}


async def test_member_starts_finishes_and_reopens_an_own_task(cast: Cast, visit: Visit) -> None:
    task = await make_task(cast.group, person=cast.carla.id)
    carla, address = await visit("carla"), f"/aufgaben/{task.id}"
    assert (await carla.post(f"{address}/beginn", once())).status_code == 303
    assert await state(task) == (TaskStatus.IN_PROGRESS, "")
    await carla.post(f"{address}/erledigung", once("Entwurf liegt bei Bernd."))
    assert await state(task) == (TaskStatus.DONE, "Entwurf liegt bei Bernd.")
    await carla.post(f"{address}/wiederaufnahme", once("Region Süd fehlt."))
    assert await state(task) == (TaskStatus.OPEN, "")
    page = (await carla.get(address)).text
    for words in ("Entwurf liegt bei Bernd.", "Region Süd fehlt.", "in Arbeit", "erledigt"):
        assert words in page, "the history keeps everything"
    assert await AuditEntry.count().where(AuditEntry.subject_id == task.id) == 3


async def test_double_click_is_one_step(cast: Cast, visit: Visit) -> None:
    task = await make_task(cast.group, person=cast.carla.id)
    carla, fields = await visit("carla"), once("Erledigt am Telefon.")
    for path in ("kommentare", "kommentare"):
        answer = await carla.post(f"/aufgaben/{task.id}/{path}", fields)
        assert answer.status_code == 303
    done = once("Erledigt am Telefon.")
    for _ in range(2):
        assert (await carla.post(f"/aufgaben/{task.id}/erledigung", done)).status_code == 303
    assert await TaskStep.count() == 2


async def test_step_of_another_task_is_not_taken_for_a_double_click(
    cast: Cast, visit: Visit
) -> None:
    one = await make_task(cast.group, person=cast.carla.id)
    two = await make_task(cast.group, person=cast.carla.id)
    carla, fields = await visit("carla"), once("Fertig.")
    await carla.post(f"/aufgaben/{one.id}/erledigung", fields)
    assert (await carla.post(f"/aufgaben/{two.id}/erledigung", fields)).status_code == 409
    assert await state(two) == (TaskStatus.OPEN, "")


async def test_second_report_is_told_that_it_comes_late(cast: Cast, visit: Visit) -> None:
    task = await make_task(cast.group, person=cast.carla.id, status=TaskStatus.DONE)
    carla = await visit("carla")
    answer = await carla.post(f"/aufgaben/{task.id}/erledigung", once("Noch einmal."))
    assert answer.status_code == 409
    assert "schon als erledigt gemeldet" in answer.text
    assert (await carla.get(f"/aufgaben/{task.id}/erledigung")).status_code == 409


@pytest.mark.parametrize("path", ["erledigung", "verwerfung", "wiederaufnahme", "kommentare"])
async def test_report_without_a_sentence_comes_back(cast: Cast, visit: Visit, path: str) -> None:
    status = TaskStatus.DONE if path == "wiederaufnahme" else TaskStatus.OPEN
    task = await make_task(cast.group, person=cast.carla.id, status=status)
    answer = await (await visit("bernd")).post(f"/aufgaben/{task.id}/{path}", once(" "))
    assert answer.status_code == 422
    assert "Eine Angabe fehlt noch oder stimmt nicht" in answer.text
    assert await TaskStep.count() == 0


async def test_only_the_leading_drops_and_takes_up_again(cast: Cast, visit: Visit) -> None:
    task = await make_task(cast.group, person=cast.carla.id)
    carla, paul = await visit("carla"), await visit("paul")
    address = f"/aufgaben/{task.id}"
    assert "Aufgabe verwerfen" not in (await carla.get(address)).text
    assert (await carla.post(f"{address}/verwerfung", once("Nein"))).status_code == 403
    await paul.post(f"{address}/verwerfung", once("Der Antrag ist zurückgezogen."))
    assert await state(task) == (TaskStatus.DROPPED, "")
    assert "Wieder öffnen" not in (await carla.get(address)).text
    assert (await carla.post(f"{address}/wiederaufnahme", once("Doch"))).status_code == 403
    await paul.post(f"{address}/wiederaufnahme", once("Der Antrag ist wieder da."))
    assert await state(task) == (TaskStatus.OPEN, "")


@pytest.mark.parametrize(
    ("name", "report", "comment"),
    [
        ("anna", 303, 303),
        ("bernd", 303, 303),
        ("paul", 303, 303),
        ("carla", 403, 303),
        ("gustav", 404, 404),
        ("dirk", 404, 404),
        ("frieda", 404, 404),
        ("eva", 404, 404),
    ],
)
async def test_who_reports_and_comments_on_somebody_elses_task(
    cast: Cast, visit: Visit, name: str, report: int, comment: int
) -> None:
    task = await make_task(cast.group, person=cast.bernd.id if name != "bernd" else cast.paul.id)
    browser = await visit(name)
    commented = await browser.post(f"/aufgaben/{task.id}/kommentare", once("Frage dazu."))
    finished = await browser.post(f"/aufgaben/{task.id}/erledigung", once("Fertig."))
    assert (finished.status_code, commented.status_code) == (report, comment)


async def test_guest_reports_on_an_own_task_but_sees_no_other(cast: Cast, visit: Visit) -> None:
    own = await make_task(cast.group, person=cast.gustav.id)
    gustav = await visit("gustav")
    page = await gustav.get(f"/aufgaben/{own.id}")
    assert page.status_code == 200
    assert f"/gruppen/{cast.group.id}" not in page.text, "guests may not open the group"
    assert (
        await gustav.post(f"/aufgaben/{own.id}/erledigung", once("Gutachten ist da."))
    ).status_code == 303
    assert (await gustav.get(f"/gruppen/{cast.group.id}/aufgaben")).status_code == 404


async def test_what_people_write_is_shown_as_text(cast: Cast, visit: Visit) -> None:
    attack = "<script>alert(1)</script>"
    task = await make_task(cast.group, person=cast.carla.id, title=attack)
    carla = await visit("carla")
    await carla.post(f"/aufgaben/{task.id}/kommentare", once(attack))
    for path in (f"/aufgaben/{task.id}", "/aufgaben", f"/gruppen/{cast.group.id}/aufgaben"):
        assert attack not in (await carla.get(path)).text
    step = await TaskStep.objects().get(TaskStep.task == UUID(str(task.id)))
    assert step is not None
    assert step.text == attack
