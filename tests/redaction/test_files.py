"""Uploaded files with the passage are named and go as a whole; the rest of the group's files stay."""

import json
import re
from io import BytesIO
from uuid import uuid4

import httpx
import typst
from docx import Document
from xlsxwriter import Workbook

from app.attachments.tables import Attachment, Place, TaskFile
from app.audit.tables import AuditEntry
from app.core.clock import today
from app.files.rules.kinds import KINDS
from app.meetings.tables import Meeting
from app.privacy.papers import PASSAGE_REMOVED
from tests.attachments.make import make_attachment, make_task_file, names_read
from tests.browser import HTMX, Browser, Visit
from tests.cast import Cast
from tests.files.samples import SAMPLES
from tests.minutes.make import approve, make_held, make_minutes, path_of
from tests.redaction.make import columns_that_say, files_that_say, forget_files
from tests.redaction.spread import PASSAGE, SAID, WORD, order
from tests.tasks.make import make_task

BUTTON = re.compile(r'name="file" value="([0-9a-f-]{36})"')


def word_file(text: str) -> bytes:
    made, found = Document(), BytesIO()
    made.add_paragraph(text)
    made.save(found)
    return found.getvalue()


def table_file(text: str) -> bytes:
    found = BytesIO()
    with Workbook(found) as book:
        book.add_worksheet().write(2, 3, text)
    return found.getvalue()


def saying() -> dict[str, bytes]:
    return {
        "a.pdf": typst.compile(SAID.encode()), "b.docx": word_file(SAID), "c.xlsx": table_file(SAID),
        "d.txt": SAID.encode(), "e.csv": f"Region;Wort\nNord;{SAID}\n".encode("cp1252"),
    }  # fmt: skip


async def upload_all(meeting: Meeting) -> None:
    """At the minutes, one of them removed already; beside them two that say nothing."""
    forget_files()
    others = {"gut.pdf": typst.compile(b"Anderes."), "bild.png": SAMPLES["png"]}
    for name, content in {**saying(), **others, f"{PASSAGE}.pdf": b"%PDF-1.7"}.items():
        await make_attachment(
            meeting, content, name=name, place=Place.MINUTES,
            media_type=KINDS[name.rpartition(".")[2]].media_type,
            removed_at=meeting.starts_at if name == "d.txt" else None,
        )  # fmt: skip


async def places(browser: Browser, meeting: Meeting) -> str:
    answer = await browser.post(path_of(meeting, "/entfernung/fundstellen"), order())
    assert answer.status_code == 200, answer.text
    return answer.text


async def remove(browser: Browser, meeting: Meeting, use: object) -> httpx.Response:
    return await browser.post(path_of(meeting, "/entfernung/dateien"), order(file=str(use)))


async def test_each_file_goes_with_name_and_bytes_also_from_approved_minutes(
    cast: Cast, visit: Visit
) -> None:
    meeting, bernd = await make_held(cast.group), await visit("bernd")
    minutes = await make_minutes(meeting)
    await bernd.post(path_of(meeting, "/versand"))
    await approve(cast, meeting)
    await upload_all(meeting)
    assert await columns_that_say(WORD) == ["file.name", "file.words"]
    assert len(files_that_say(WORD)) == 5
    text = await places(bernd, meeting)
    found = BUTTON.findall(text)
    assert len(found) == 6
    assert "Eine weitere Datei der Gruppe ließ sich nicht durchsuchen" in text
    assert "gut.pdf" not in text
    assert "Endgültig entfernen" not in text
    for at, use in enumerate(found, 1):
        answer = await remove(bernd, meeting, use)
        assert answer.status_code == (303 if at == len(found) else 200)
    assert await columns_that_say(WORD) == []
    assert files_that_say(WORD) == []
    assert await Attachment.count() == 2
    assert {"gut.pdf", "bild.png"} == set(
        re.findall(r">(\w+\.\w+)</a>", await names_read(bernd, meeting))
    )
    stubs = await AuditEntry.objects().where(
        AuditEntry.subject_id == minutes.id, AuditEntry.action == PASSAGE_REMOVED
    )
    told = [json.loads(stub.details) for stub in stubs]
    assert [stub["where"] for stub in told] == [{"Datei": 1}] * 6
    assert {stub["reason"] for stub in told} == {"social_data"}
    assert "Datei (1)" in (await bernd.get(path_of(meeting, "/entfernung"))).text


async def test_a_second_click_and_a_file_of_another_group_change_nothing(
    cast: Cast, visit: Visit
) -> None:
    forget_files()
    meeting, other = await make_held(cast.group), await make_held(cast.other_group)
    await make_minutes(meeting)
    mine, again, foreign = [
        await make_attachment(where, SAID.encode(), name="a.txt", media_type="text/plain")
        for where in (meeting, meeting, other)
    ]
    bernd = await visit("bernd")
    for _ in range(2):
        answer = await remove(bernd, meeting, mine.id)
        assert "Die Datei ist gelöscht." in answer.text
    for use in (foreign.id, uuid4()):
        await remove(bernd, meeting, use)
    assert {row.id for row in await Attachment.objects()} == {again.id, foreign.id}
    assert len(files_that_say(WORD)) == 1, "the same bytes are in use elsewhere"


async def test_a_file_of_a_task_is_found_and_goes(cast: Cast, visit: Visit) -> None:
    forget_files()
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    task = await make_task(cast.group, title="Zahlen holen")
    row = await make_task_file(task, SAID.encode(), name="a.txt", media_type="text/plain")
    bernd = await visit("bernd")
    assert "Aufgabe: Zahlen holen" in await places(bernd, meeting)
    await remove(bernd, meeting, row.id)
    assert await TaskFile.count() == 0
    assert files_that_say(WORD) == []


async def test_a_file_in_which_the_passage_does_not_stand_stays(cast: Cast, visit: Visit) -> None:
    """Whatever somebody sends: approved minutes lose their files for no other reason."""
    meeting, bernd = await make_held(cast.group), await visit("bernd")
    await make_minutes(meeting)
    other = await make_attachment(meeting, b"Anderes.", name="a.txt", media_type="text/plain")
    picture = await make_attachment(
        meeting, SAMPLES["png"], name="b.png", media_type="image/png", place=Place.MINUTES
    )
    for use in (other, picture):
        answer = await remove(bernd, meeting, use.id)
        assert answer.status_code == 409
        assert "In dieser Datei steht die Stelle nicht." in answer.text
        assert "ist gelöscht" not in answer.text
    short = order(passage="a", file=str(other.id))
    refused = await bernd.post(path_of(meeting, "/entfernung/dateien"), short)
    assert refused.status_code == 409
    assert "wenigstens drei Zeichen" in refused.text
    assert await Attachment.count() == 2


async def test_readers_see_that_a_file_went_and_the_check_calls_it_no_fault(
    cast: Cast, visit: Visit
) -> None:
    meeting, bernd = await make_held(cast.group), await visit("bernd")
    await make_minutes(meeting)
    row = await make_attachment(
        meeting, SAID.encode(), name="a.txt", media_type="text/plain", place=Place.MINUTES
    )
    await bernd.post(path_of(meeting, "/versand"))
    await approve(cast, meeting)
    note = f"Am {today():%d.%m.%Y} wurde eine Datei entfernt."
    carla, files = await visit("carla"), f"/sitzungen/{meeting.id}/anlagen"
    assert note not in (await carla.get(files)).text
    await remove(bernd, meeting, row.id)
    page, part = await carla.get(files), await carla.get(files, headers=HTMX)
    assert page.text.count(note) == part.text.count(note) == 1
    check = (await bernd.get(path_of(meeting, "/pruefung"))).text
    assert "weicht ab" not in check
    assert check.count(">entfernt<") == 1
    assert check.count(">stimmt<") == 2


async def test_without_a_file_the_order_comes_back(cast: Cast, visit: Visit) -> None:
    meeting, bernd = await make_held(cast.group), await visit("bernd")
    await make_minutes(meeting)
    answer = await remove(bernd, meeting, "none")
    assert answer.status_code == 422
    assert "Bitte wählen Sie eine Datei." in answer.text
    assert PASSAGE in answer.text


async def test_only_who_leads_removes_files(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    row = await make_attachment(meeting, SAID.encode(), name="a.txt", media_type="text/plain")
    for name, status in (("paul", 403), ("carla", 403), ("dirk", 404), ("frieda", 404)):
        assert (await remove(await visit(name), meeting, row.id)).status_code == status
    assert await Attachment.count() == 1
