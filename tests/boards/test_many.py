"""Many tasks changed at once: all or none, each with its own trace, one mail to a person."""

from datetime import date
from uuid import uuid4

import pytest

from app.audit.tables import AuditEntry
from app.core.words import Visibility
from app.outbox.tables import OutgoingMail
from app.tasks.tables import Priority, Task, TaskPerson, TaskStatus, TaskStep
from tests.browser import Visit
from tests.cast import Cast
from tests.mails import last_mail, part
from tests.tasks.make import make_task


def chosen(*tasks: Task, **fields: object) -> dict[str, object]:
    boxes = [f"{task.id}:{task.version}" for task in tasks]
    return {"id": str(uuid4()), "aufgaben": boxes, "priority": "normal", **fields}


def address(cast: Cast) -> str:
    return f"/gruppen/{cast.group.id}/aufgaben/mehrere"


async def rows() -> dict[str, Task]:
    return {task.title: task for task in await Task.objects()}


async def test_page_offers_what_the_filter_lets_through(cast: Cast, visit: Visit) -> None:
    await make_task(cast.group, title="Raum", person=cast.carla.id)
    await make_task(cast.group, title="Budget", person=cast.carla.id)
    paul = await visit("paul")
    listed = (await paul.get(f"/gruppen/{cast.group.id}/aufgaben?suche=raum")).text
    assert f"{address(cast)}?suche=raum" in listed
    page = (await paul.get(f"{address(cast)}?suche=raum")).text
    assert "Raum<br>" in page
    assert "Budget" not in page
    assert "offen, ohne Termin, Dringlichkeit normal, Carla Cordes" in page


async def test_new_day_leaves_a_trace_at_each_and_one_mail_to_a_person(
    cast: Cast, visit: Visit
) -> None:
    first = await make_task(cast.group, title="Eins", person=cast.carla.id)
    await TaskPerson(task=first.id, person=cast.bernd.id).save()
    second = await make_task(cast.group, title="Zwei", person=cast.carla.id)
    pauls = await make_task(cast.group, title="Drei", person=cast.paul.id)
    done = await make_task(cast.group, title="Vier", person=cast.carla.id, status=TaskStatus.DONE)
    paul = await visit("paul")
    fields = chosen(first, second, pauls, done, was="frist", due_on="2026-12-11")
    for _ in range(2):
        answer = await paul.post(address(cast), fields)
        assert answer.headers["location"] == f"/gruppen/{cast.group.id}/aufgaben"
    found = await rows()
    assert {task.due_on for task in found.values()} == {date(2026, 12, 11)}
    assert {task.version for task in found.values()} == {2}
    assert await TaskStep.count() == 4
    assert await AuditEntry.count().where(AuditEntry.action == "task.edited") == 4
    mails = await OutgoingMail.objects().order_by(OutgoingMail.recipient_name)
    assert [mail.recipient_name for mail in mails] == ["Bernd Brandt", "Carla Cordes"]
    assert "2 Aufgaben geändert" in mails[1].subject
    history = (await paul.get(f"/aufgaben/{first.id}")).text
    assert "Frist: 11.12.2026" in history


async def test_new_person_gets_one_mail_with_all_of_them(cast: Cast, visit: Visit) -> None:
    secret = await make_task(
        cast.group, title="Kündigung", person=cast.bernd.id, visibility=Visibility.CONFIDENTIAL
    )
    await TaskPerson(task=secret.id, person=cast.paul.id).save()
    traegers = await make_task(cast.group, title="Raum", traeger=cast.traeger.id)
    fields = chosen(secret, traegers, was="verantwortlich", person_id=cast.id("carla"))
    await (await visit("anna")).post(address(cast), fields)
    assert {(t.person, t.traeger) for t in await Task.objects()} == {(cast.id("carla"), None)}
    assert await TaskPerson.count() == 0
    mail = await last_mail()
    assert await OutgoingMail.count() == 1
    assert mail["subject"] == "2 Aufgaben für Sie: Steuerungsgruppe Familienzentren"
    for kind in ("plain", "html"):
        text = " ".join(part(mail, kind).split())
        assert "Anna Albers hat" in text
        assert "Raum" in text
        assert "Kündigung" not in text
        assert f"/aufgaben/{secret.id}" in text


async def test_priority_changes_where_it_is_another(cast: Cast, visit: Visit) -> None:
    first = await make_task(cast.group, title="Eins", person=cast.carla.id)
    second = await make_task(cast.group, title="Zwei", priority=Priority.HIGH)
    bernd = await visit("bernd")
    await bernd.post(address(cast), chosen(first, second, was="dringlichkeit", priority="high"))
    found = await rows()
    assert {t.priority for t in found.values()} == {"high"}
    assert (found["Eins"].version, found["Zwei"].version) == (2, 1)
    assert (
        "Eine Aufgabe ist geändert." in (await bernd.get(f"/gruppen/{cast.group.id}/aufgaben")).text
    )


async def test_dropping_needs_a_sentence_that_stands_in_each_history(
    cast: Cast, visit: Visit
) -> None:
    first = await make_task(cast.group, title="Eins", person=cast.carla.id)
    second = await make_task(cast.group, title="Zwei", status=TaskStatus.IN_PROGRESS)
    bernd = await visit("bernd")
    answer = await bernd.post(address(cast), chosen(first, second, was="verwerfen"))
    assert answer.status_code == 422
    assert "Bitte nennen Sie den Grund in einem Satz." in answer.text
    assert answer.text.count("checked") == 3, "both tasks and what was chosen"
    fields = chosen(first, second, was="verwerfen", sentence="Die Gruppe endet.")
    await bernd.post(address(cast), fields)
    assert {t.status for t in await Task.objects()} == {"dropped"}
    assert [s.text for s in await TaskStep.objects()] == ["Die Gruppe endet."] * 2
    assert await AuditEntry.count().where(AuditEntry.action == "task.dropped") == 2
    mail = await last_mail()
    assert "verworfen" in part(mail, "plain")
    assert "Die Gruppe endet" not in part(mail, "plain")


async def test_one_that_refuses_keeps_all_as_they_are(cast: Cast, visit: Visit) -> None:
    first = await make_task(cast.group, title="Eins", person=cast.carla.id)
    done = await make_task(cast.group, title="Zwei", status=TaskStatus.DONE)
    fields = chosen(first, done, was="verwerfen", sentence="Nicht mehr nötig.")
    answer = await (await visit("bernd")).post(f"{address(cast)}?stand=alle", fields)
    assert answer.status_code == 422
    assert "„Zwei“: Die Aufgabe ist schon als erledigt gemeldet." in answer.text
    assert "Keine der Aufgaben ist geändert." in answer.text
    assert "Nicht mehr nötig." in answer.text
    assert (await rows())["Eins"].status == TaskStatus.OPEN
    assert await OutgoingMail.count() == 0


async def test_no_due_day_lies_before_a_wiedervorlage(cast: Cast, visit: Visit) -> None:
    task = await make_task(cast.group, title="Eins", starts_on=date(2026, 12, 20))
    fields = chosen(task, was="frist", due_on="2026-12-11")
    answer = await (await visit("bernd")).post(address(cast), fields)
    assert answer.status_code == 422
    assert "„Eins“: Die Frist läge vor der Wiedervorlage am 20.12.2026." in answer.text


async def test_one_changed_meanwhile_is_shown_as_it_is_now(cast: Cast, visit: Visit) -> None:
    task = await make_task(cast.group, title="Eins", person=cast.carla.id)
    fields = chosen(task, was="frist", due_on="2026-12-11")
    await Task.update({Task.version: 2, Task.due_on: date(2026, 12, 1)}).where(Task.id == task.id)
    bernd = await visit("bernd")
    answer = await bernd.post(address(cast), fields)
    assert answer.status_code == 409
    assert "„Eins“: Inzwischen hat jemand diese Aufgabe geändert." in answer.text
    assert "bis 01.12.2026" in answer.text
    assert "2026-12-11" in answer.text
    assert f'value="{task.id}:2" checked' in answer.text
    fields["aufgaben"] = [f"{task.id}:2"]
    assert (await bernd.post(address(cast), fields)).status_code == 303


@pytest.mark.parametrize("name", ["dirk", "eva", "frieda"])
async def test_tasks_go_only_to_people_of_the_group(cast: Cast, visit: Visit, name: str) -> None:
    task = await make_task(cast.group, person=cast.carla.id)
    fields = chosen(task, was="verantwortlich", person_id=cast.id(name))
    assert (await (await visit("bernd")).post(address(cast), fields)).status_code == 422
    row = await Task.objects().get(Task.id == task.id)
    assert row is not None
    assert row.person == cast.id("carla")


async def test_tasks_of_other_groups_are_out_of_reach(cast: Cast, visit: Visit) -> None:
    own = await make_task(cast.group, person=cast.carla.id)
    other = await make_task(cast.other_group, person=cast.dirk.id)
    fields = chosen(own, other, was="frist", due_on="2026-12-11")
    answer = await (await visit("bernd")).post(address(cast), fields)
    assert answer.status_code == 422
    assert {t.due_on for t in await Task.objects()} == {None}


@pytest.mark.parametrize(("name", "code"), [("carla", 403), ("dirk", 404), ("eva", 404)])
async def test_who_may_not_edit_changes_nothing(
    cast: Cast, visit: Visit, name: str, code: int
) -> None:
    task = await make_task(cast.group, person=cast.carla.id)
    browser = await visit(name)
    answer = await browser.post(address(cast), chosen(task, was="frist", due_on="2026-12-11"))
    assert answer.status_code == code
    assert (await browser.get(address(cast))).status_code == code
    row = await Task.objects().get(Task.id == task.id)
    assert row is not None
    assert row.due_on is None


async def test_nonsense_comes_back_as_a_form(cast: Cast, visit: Visit) -> None:
    await make_task(cast.group, person=cast.carla.id)
    bernd = await visit("bernd")
    for fields in (
        {"id": "x"},
        {"id": str(uuid4()), "aufgaben": ["unsinn"], "was": "frist", "priority": "normal"},
        {"id": str(uuid4()), "aufgaben": [f"{uuid4()}:-"], "was": "alles", "priority": "hoch"},
    ):
        assert (await bernd.post(address(cast), fields)).status_code == 422
    (task,) = await Task.objects()
    assert task.due_on is None
    assert task.priority == "normal"
