from typing import Any
from uuid import UUID, uuid4

import httpx

from app.attachments.tables import Attachment, Place, TaskFile
from app.files.store import store_bytes
from app.files.tables import File
from app.meetings.tables import AgendaItem, Meeting
from app.tasks.tables import Task
from tests.browser import Browser
from tests.cast import Cast

PDF = b"%PDF-1.7\n%%EOF\n"


async def make_attachment(
    meeting: Meeting, content: bytes = PDF, item: AgendaItem | None = None, **columns: Any
) -> Attachment:
    """At the meeting, or at its item."""
    attachment_id = uuid4()
    file = await _make_file(attachment_id, content, columns)
    place = {"place": Place.ITEM, "agenda_item": item.id} if item else {}
    row = Attachment(id=attachment_id, meeting=meeting.id, file=file.id, **{**place, **columns})
    await row.save()
    return row


async def make_task_file(task: Task, content: bytes = PDF, **columns: Any) -> TaskFile:
    row_id = uuid4()
    file = await _make_file(row_id, content, columns)
    row = TaskFile(id=row_id, task=task.id, file=file.id, **columns)
    await row.save()
    return row


async def _make_file(owner_id: UUID, content: bytes, columns: dict[str, Any]) -> File:
    name = columns.pop("name", "Raumliste.pdf")
    media_type = columns.pop("media_type", "application/pdf")
    file = File(
        body_id=uuid4(), owner_id=owner_id, name=name, media_type=media_type,
        size=len(content), sha256=await store_bytes(content),
    )  # fmt: skip
    await file.save()
    return file


def path_of(meeting: Meeting, attachment: Attachment | None = None, rest: str = "") -> str:
    one = f"/{attachment.id}" if attachment else ""
    return f"/sitzungen/{meeting.id}/anlagen{one}{rest}"


async def sent(
    browser: Browser, meeting: Meeting, *files: tuple[str, bytes], **form: str
) -> httpx.Response:
    fields = {"id": str(uuid4()), "spot": "meeting", "visibility": "internal", **form}
    parts = [("files", (name, content, "application/octet-stream")) for name, content in files]
    return await browser.post(path_of(meeting), fields, files=parts)


async def names_read(browser: Browser, meeting: Meeting) -> str:
    """The page; "" for who may not read it."""
    answer = await browser.get(path_of(meeting))
    return answer.text if answer.status_code == 200 else ""


async def only_one() -> Attachment:
    (found,) = await Attachment.objects(Attachment.file)
    return found


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    """One file at the meeting, whose minutes are approved, and one at the task."""
    meeting = await Meeting.objects().where(Meeting.id == UUID(world["meeting_id"])).first()
    assert meeting is not None
    world["file_id"] = str((await make_attachment(meeting)).id)
    task = await Task.objects().where(Task.id == UUID(world["task_id"])).first()
    assert task is not None
    world["task_file_id"] = str((await make_task_file(task)).id)
