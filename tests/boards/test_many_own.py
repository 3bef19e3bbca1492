"""Many own tasks changed at once, of several groups: all or none."""

from datetime import date
from uuid import uuid4

import pytest

from app.audit.tables import AuditEntry
from app.outbox.tables import OutgoingMail
from app.tasks.tables import Task, TaskPerson, TaskStatus, TaskStep, Watcher
from tests.boards.test_many import chosen
from tests.browser import Visit
from tests.cast import Cast, make_member
from tests.mails import part, read_mail
from tests.tasks.make import make_task

PAGE = "/aufgaben/mehrere"


async def test_page_offers_own_tasks_and_only_what_one_may_do(cast: Cast, visit: Visit) -> None:
    own = await make_task(cast.group, title="Raum", person=cast.carla.id)
    await make_task(cast.group, title="Budget", person=cast.paul.id)
    carla = await visit("carla")
    assert f'href="{PAGE}"' in (await carla.get("/aufgaben")).text
    page = (await carla.get(PAGE)).text
    assert f"{own.id}:1" in page
    assert "Steuerungsgruppe Familienzentren" in page
    assert "als erledigt melden" in page
    for words in ("Budget", "neue Frist", "verwerfen</label>", "verantwortliche Person"):
        assert words not in page
    await make_task(cast.group, person=cast.paul.id)
    assert "neue Frist" in (await (await visit("paul")).get(PAGE)).text


async def test_several_are_reported_done_with_one_sentence(cast: Cast, visit: Visit) -> None:
    first = await make_task(cast.group, title="Eins", person=cast.carla.id)
    await TaskPerson(task=first.id, person=cast.bernd.id).save()
    second = await make_task(cast.group, title="Zwei", person=cast.carla.id, status="in_progress")
    await Watcher(task=second.id, person=cast.bernd.id).save()
    await Watcher(task=second.id, person=cast.people["dirk"].id).save()
    carla = await visit("carla")
    missing = await carla.post(PAGE, chosen(first, second, was="erledigt"))
    assert missing.status_code == 422
    assert "Bitte schreiben Sie in einem Satz, was getan wurde." in missing.text
    fields = chosen(first, second, was="erledigt", sentence="Alles besprochen.")
    for _ in range(2):
        assert (await carla.post(PAGE, fields)).headers["location"] == "/aufgaben"
    tasks = await Task.objects()
    assert {(t.status, t.done_note) for t in tasks} == {("done", "Alles besprochen.")}
    assert all(task.done_at for task in tasks)
    assert [step.to_status for step in await TaskStep.objects()] == ["done", "done"]
    assert await AuditEntry.count().where(AuditEntry.action == "task.finished") == 2
    (mail,) = await OutgoingMail.objects()
    assert mail.recipient_name == "Bernd Brandt", "responsible for one, watches the other"
    assert "2 Aufgaben geändert" in mail.subject
    assert "als erledigt gemeldet" in " ".join(part(read_mail(mail.mime), "plain").split())


async def test_several_are_taken_up(cast: Cast, visit: Visit) -> None:
    tasks = [await make_task(cast.group, person=cast.carla.id) for _ in range(2)]
    await (await visit("carla")).post(PAGE, chosen(*tasks, was="in-arbeit"))
    assert {task.status for task in await Task.objects()} == {"in_progress"}
    assert [step.text for step in await TaskStep.objects()] == ["", ""]


async def test_what_only_the_leading_changes_is_refused_for_all(cast: Cast, visit: Visit) -> None:
    """Paul keeps the minutes in one group alone."""
    own = await make_task(cast.group, title="Meine", person=cast.paul.id)
    await make_member(cast.other_group, cast.paul)
    there = await make_task(cast.other_group, title="Dort", person=cast.paul.id)
    paul = await visit("paul")
    answer = await paul.post(PAGE, chosen(own, there, was="frist", due_on="2026-12-11"))
    assert answer.status_code == 422
    assert "„Dort“: Das ändert, wer die Gruppe leitet" in answer.text
    assert {task.due_on for task in await Task.objects()} == {None}
    await paul.post(PAGE, chosen(own, was="frist", due_on="2026-12-11"))
    changed = await Task.objects().get(Task.id == own.id)
    assert changed
    assert changed.due_on == date(2026, 12, 11)
    both = chosen(changed, there, was="erledigt", sentence="Fertig.")
    assert (await paul.post(PAGE, both)).status_code == 303
    assert {task.status for task in await Task.objects()} == {"done"}


@pytest.mark.parametrize("columns", [{"status": TaskStatus.DROPPED}, {"status": TaskStatus.DONE}])
async def test_what_is_closed_keeps_all_as_they_are(
    cast: Cast, visit: Visit, columns: dict[str, TaskStatus]
) -> None:
    first = await make_task(cast.group, person=cast.carla.id)
    closed = await make_task(cast.group, title="Zu", person=cast.carla.id, **columns)
    fields = chosen(first, closed, was="erledigt", sentence="Fertig.")
    answer = await (await visit("carla")).post(PAGE, fields)
    assert answer.status_code == 422
    assert "„Zu“: Die Aufgabe ist" in answer.text
    assert await TaskStep.count() == 0


@pytest.mark.parametrize("name", ["paul", "dirk", "eva", "frieda", "gustav"])
async def test_tasks_of_others_are_out_of_reach(cast: Cast, visit: Visit, name: str) -> None:
    """Whether they may be read or not."""
    task = await make_task(cast.group, title="Carlas", person=cast.carla.id)
    fields = {**chosen(task, was="erledigt", sentence="Ha."), "id": str(uuid4())}
    answer = await (await visit(name)).post(PAGE, fields)
    assert answer.status_code == 422
    assert "Mindestens eine der Aufgaben ist nicht mehr Ihre." in answer.text
    assert "Carlas" not in answer.text
    assert await TaskStep.count() == 0


async def test_who_left_the_group_reports_nothing_any_more(cast: Cast, visit: Visit) -> None:
    task = await make_task(cast.group, person=cast.people["eva"].id)
    fields = chosen(task, was="erledigt", sentence="Ha.")
    assert (await (await visit("eva")).post(PAGE, fields)).status_code == 422
    assert await TaskStep.count() == 0


async def test_what_was_not_offered_is_refused(cast: Cast, visit: Visit) -> None:
    task = await make_task(cast.group, person=cast.carla.id)
    carla = await visit("carla")
    for what in ("frist", "verantwortlich", "verwerfen", "dringlichkeit"):
        fields = chosen(task, was=what, due_on="2026-12-11", sentence="Weil.", person_id="")
        assert (await carla.post(PAGE, fields)).status_code == 422
    assert await TaskStep.count() == 0
