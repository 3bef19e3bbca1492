"""Files at a task: read by who reads it, put there and removed by who works on it, gone with it."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.attachments.tables import TaskFile
from app.audit.tables import AuditEntry
from app.core.clock import now
from app.core.settings import settings
from app.files.store import FOLDER
from app.files.store import path_of as bytes_at
from app.files.tables import File
from app.groups.tables import Group
from app.privacy import retention
from app.search.tables import FileText
from app.tasks.tables import Task, TaskStatus
from tests.attachments.make import PDF, make_task_file
from tests.browser import HTMX, Browser, Visit
from tests.cast import Cast
from tests.files.samples import SAMPLES
from tests.files.test_traces import BEHIND, photo
from tests.privacy.test_retention import of
from tests.tasks.make import make_task

DAYS = timedelta(days=1)


def path_of(task: Task, file: TaskFile | None = None, rest: str = "") -> str:
    return f"/aufgaben/{task.id}/anlagen{f'/{file.id}' if file else ''}{rest}"


async def sent(browser: Browser, task: Task, *files: tuple[str, bytes], **form: str) -> Any:
    parts = [("files", (name, content, "application/octet-stream")) for name, content in files]
    return await browser.post(path_of(task), {"id": str(uuid4()), **form}, files=parts)


async def test_who_works_on_it_puts_several_there_and_all_readers_see_them(
    cast: Cast, visit: Visit
) -> None:
    task, carla = await make_task(cast.group, person=cast.carla.id), await visit("carla")
    files = (("Plan.pdf", PDF), ("Größe.csv", SAMPLES["csv"]))
    answer = await sent(carla, task, *files, accessible="y")
    assert answer.headers["location"] == f"/aufgaben/{task.id}#dateien"
    assert f'data-hx-get="{path_of(task)}"' in (await carla.get(f"/aufgaben/{task.id}")).text
    page = (await (await visit("paul")).get(path_of(task))).text
    for words in ("Plan.pdf", "Größe.csv", "PDF, 1 KB", "Carla Cordes", "Dateien (2)"):
        assert words in page
    assert page.count("barrierefrei</span>") == 2
    rows = await TaskFile.objects()
    assert {row.uploaded_by for row in rows} == {cast.carla.id}
    assert await AuditEntry.count().where(AuditEntry.action == "task.file_added") == 2


async def test_on_the_page_of_the_task_stand_list_and_form(cast: Cast, visit: Visit) -> None:
    task = await make_task(cast.group, person=cast.carla.id)
    await make_task_file(task, name="Plan.pdf")
    part = (await (await visit("carla")).get(path_of(task), headers=HTMX)).text
    for words in ("Plan.pdf", "Bitte keine Sozialdaten", "data-drop", "multiple"):
        assert words in part
    assert '<details class="sw-fold"><summary>Dateien hinterlegen' in part
    assert "<html" not in part
    other = await make_task(cast.group, person=cast.paul.id)
    await make_task_file(other, name="Fremd.pdf")
    reads = (await (await visit("carla")).get(path_of(other), headers=HTMX)).text
    assert "Fremd.pdf" in reads
    assert "<form" not in reads


async def test_who_only_reads_changes_nothing_and_a_stranger_sees_nothing(
    cast: Cast, visit: Visit
) -> None:
    task = await make_task(cast.group, person=cast.paul.id)
    row, gone = await make_task_file(task), await make_task_file(task, removed_at=now())
    for name, read, change in (("carla", 200, 403), ("dirk", 404, 404), ("frieda", 404, 404)):
        who = await visit(name)
        assert (await who.get(path_of(task))).status_code == read
        assert (await who.get(path_of(task, row, "/datei"))).status_code == read
        answers = [
            await sent(who, task, ("a.pdf", PDF)),
            await who.post(path_of(task, row, "/entfernen")),
            await who.post(path_of(task, gone, "/zurueckholen")),
        ]
        assert {answer.status_code for answer in answers} == {change}
    assert await TaskFile.count() == 2
    assert await TaskFile.count().where(TaskFile.removed_at.is_null()) == 1


async def test_a_guest_reads_the_files_of_the_own_task_alone(cast: Cast, visit: Visit) -> None:
    own = await make_task(cast.group, person=cast.gustav.id)
    other = await make_task(cast.group, person=cast.carla.id)
    gustav = await visit("gustav")
    statuses = [
        (await gustav.get(path_of(task, await make_task_file(task), "/datei"))).status_code
        for task in (own, other)
    ]
    assert statuses == [200, 404]


async def test_what_is_loaded_is_what_was_sent_and_runs_nowhere(cast: Cast, visit: Visit) -> None:
    task, carla = await make_task(cast.group, person=cast.carla.id), await visit("carla")
    await sent(carla, task, ('Größe "1".csv', SAMPLES["csv"]))
    (row,) = await TaskFile.objects()
    answer = await carla.get(path_of(task, row, "/datei"))
    assert answer.content == SAMPLES["csv"]
    head = answer.headers
    assert head["content-disposition"].startswith("attachment; filename*=UTF-8''Gr%C3%B6%C3%9Fe")
    assert head["x-content-type-options"] == "nosniff"
    assert head["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert head["cache-control"] == "no-store"
    await sent(carla, task, ("Foto.jpg", photo("JPEG")))
    newest = await TaskFile.objects().order_by(TaskFile.created_at, ascending=False).first()
    assert newest
    assert BEHIND not in (await carla.get(path_of(task, newest, "/datei"))).content


@pytest.mark.parametrize(
    ("files", "status", "sentence"),
    [
        ((), 422, "Bitte wählen Sie mindestens eine Datei."),
        ((("seite.html", b"<html>"),), 422, "„seite.html“ nimmt Spurwerk nicht an."),
        ((("a.pdf", PDF), ("b.pdf", b"<html>")), 422, "„b.pdf“ ist innen etwas anderes"),
        (tuple((f"{n}.pdf", PDF) for n in range(21)), 422, "höchstens 20 Dateien"),
        ((("groß.pdf", PDF + bytes(20_000_000)),), 413, "„groß.pdf“ ist zu groß."),
    ],
)
async def test_what_is_wrong_comes_back_and_nothing_is_kept(
    cast: Cast, visit: Visit, files: tuple[tuple[str, bytes], ...], status: int, sentence: str
) -> None:
    task, carla = await make_task(cast.group, person=cast.carla.id), await visit("carla")
    answer = await sent(carla, task, *files, accessible="y")
    assert (answer.status_code, sentence in answer.text) == (status, True)
    assert '<details class="sw-fold" open><summary>Dateien hinterlegen' in answer.text
    assert 'name="accessible" value="y" checked' in answer.text
    assert (await TaskFile.count(), await File.count()) == (0, 0)


async def test_a_double_submit_stores_once(cast: Cast, visit: Visit) -> None:
    task, new = await make_task(cast.group, person=cast.carla.id), str(uuid4())
    for _ in range(2):
        await sent(await visit("carla"), task, ("a.pdf", PDF), id=new)
    assert (await TaskFile.count(), await File.count()) == (1, 1)


async def test_the_file_of_another_task_is_not_found_under_this_one(
    cast: Cast, visit: Visit
) -> None:
    task, other = await make_task(cast.group), await make_task(cast.group)
    row, anna = await make_task_file(other), await visit("anna")
    assert (await anna.get(path_of(task, row, "/datei"))).status_code == 404
    assert (await anna.post(path_of(task, row, "/entfernen"))).status_code == 404
    assert await TaskFile.count().where(TaskFile.removed_at.is_null()) == 1


async def test_a_removed_file_is_gone_for_all_and_can_come_back(cast: Cast, visit: Visit) -> None:
    task, carla = await make_task(cast.group, person=cast.carla.id), await visit("carla")
    row = await make_task_file(task, name="Plan.pdf")
    for _ in range(2):
        answer = await carla.post(path_of(task, row, "/entfernen"))
        assert answer.headers["location"] == f"{path_of(task)}?entfernt={row.id}"
    assert "„Plan.pdf“ ist entfernt." in (await carla.get(answer.headers["location"])).text
    paul = await visit("paul")
    assert "Plan.pdf" not in (await paul.get(path_of(task))).text
    assert (await paul.get(path_of(task, row, "/datei"))).status_code == 404
    await carla.post(path_of(task, row, "/zurueckholen"))
    assert "Plan.pdf" in (await paul.get(path_of(task))).text


async def test_a_removed_file_goes_with_its_bytes_after_thirty_days(cast: Cast) -> None:
    row = await make_task_file(await make_task(cast.group), b"%PDF-1.7 away", removed_at=now())
    file = await File.objects().get(File.id == UUID(str(row.file)))
    assert file
    assert of(await retention.due_now(now() + 29 * DAYS), "removed_task_files") == []
    assert of(await retention.run(now() + 31 * DAYS), "removed_task_files") == [str(row.id)]
    assert await File.count() == 0
    assert not (settings().data_dir / FOLDER / bytes_at(file.sha256)).exists()


async def test_with_a_task_its_files_go(cast: Cast) -> None:
    long_ago = now() - 1200 * DAYS
    task = await make_task(cast.group, status=TaskStatus.DONE, done_at=long_ago)
    await make_task_file(task, b"%PDF-1.7 old")
    assert of(await retention.run(now()), "tasks") == [str(task.id)]
    counts = await TaskFile.count(), await File.count(), await FileText.count()
    assert counts == (0, 0, 0), "the bytes are then swept as stray"


async def test_the_text_of_a_file_belongs_to_the_group_of_its_task(cast: Cast) -> None:
    """Where a name or a passage is looked for by group."""
    task = await make_task(cast.group)
    await make_task_file(task)
    assert await FileText.select(FileText.group).output(as_list=True) == [cast.group.id]
    await Task.update({Task.group: cast.other_group.id}).where(Task.id == task.id)
    assert await FileText.select(FileText.group).output(as_list=True) == [cast.other_group.id]
    assert await Group.exists().where(Group.id == cast.group.id)


async def test_file_of_a_task_is_found_by_who_may_open_it(cast: Cast, visit: Visit) -> None:
    task = await make_task(cast.group, person=cast.gustav.id)
    row = await make_task_file(task, name="Saalplan_2024.pdf")

    async def finders() -> set[str]:
        names = ("anna", "bernd", "carla", "paul", "gustav", "dirk", "eva", "frieda", "jutta")
        return {
            name for name in names
            if "Saalplan_2024.pdf" in (await (await visit(name)).get("/suche?q=saalplan")).text
        }  # fmt: skip

    assert await finders() == {"anna", "bernd", "carla", "paul", "gustav"}
    await TaskFile.update({TaskFile.removed_at: now()}).where(TaskFile.id == row.id)
    assert await finders() == set()
