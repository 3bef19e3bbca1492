"""Files of a task: on its page, and on one of their own for who has no JavaScript."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Stream

from app.attachments import access, queries
from app.attachments.forms import FilesForm
from app.attachments.operations import tasks as operations
from app.core import clock
from app.core.crash import crash_point
from app.core.errors import RuleViolation
from app.core.settings import settings
from app.files.downloads import parts_for_download
from app.files.rules.kinds import TooLarge
from app.files.uploads import ACCEPT, MAX_BODY, MAX_FILES, received, stored_words
from app.tasks.access import Seen, check_may_work, task_to_read
from app.web.downloads import headers_of_download
from app.web.forms import form_data, optional_uuid
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, go_to_path, page

PATH = "/aufgaben/{task_id:uuid}/anlagen"
FILE = f"{PATH}/{{task_file_id:uuid}}"


async def _page(
    request: AnyRequest, seen: Seen, form: FilesForm, removed: UUID | None = None,
    *, block: str = "liste", status: int = 200,
) -> Response[str]:  # fmt: skip
    """List and form alone, where the task's page loads them."""
    files = await queries.task_files(seen.task.id, removed if seen.may_work else None)
    return page(
        request, "attachments/task.html", block=block, status=status, area="aufgaben",
        task=seen.task, group=seen.group, reads_group=seen.reads_group, may_work=seen.may_work,
        files=[file for file in files if not file.removed],
        removed=next((file for file in files if file.removed), None), form=form,
        accept=ACCEPT, most=settings().file_bytes, most_files=MAX_FILES, most_together=MAX_BODY,
    )  # fmt: skip


@get(PATH, name="tasks:files")
async def show(
    request: AnyRequest,
    actor: CurrentActor,
    task_id: FromPath[UUID],
    entfernt: FromQuery[str] = "",
) -> Response[str]:
    """`entfernt`: what can come back."""
    seen = await task_to_read(actor, task_id)
    try:
        removed = optional_uuid(entfernt)
    except ValueError:
        removed = None
    return await _page(request, seen, FilesForm.fresh(), removed)


@post(PATH, name="tasks:files:add", request_max_body_size=MAX_BODY)
async def add(request: AnyRequest, actor: CurrentActor, task_id: FromPath[UUID]) -> Response[Any]:
    seen = await task_to_read(actor, task_id)
    check_may_work(seen)
    form, status = FilesForm(await form_data(request, "files")), 422
    if form.validate():
        try:
            uploads = await received(form, form.new_id, settings().file_bytes)
            crash_point("bytes_without_row")
            accessible = bool(form.accessible.data)
            await operations.add_files(
                actor, task_id, uploads, accessible=accessible, now=clock.now()
            )
            return go_to(
                request, "tasks:show", message=stored_words(uploads), anchor="dateien",
                task_id=task_id,
            )  # fmt: skip
        except RuleViolation as refusal:
            form.files.errors = [str(refusal)]
            status = 413 if isinstance(refusal, TooLarge) else 422
    return await _page(request, seen, form, block="formular", status=status)


@get(f"{FILE}/datei", name="tasks:files:download")
async def download_file(
    actor: CurrentActor, task_id: FromPath[UUID], task_file_id: FromPath[UUID]
) -> Stream:
    file = await access.task_file_to_read(actor, task_id, task_file_id)
    parts = await parts_for_download(file)
    headers = {**headers_of_download(file.name), "Content-Length": str(file.size)}
    return Stream(parts, media_type=file.media_type, headers=headers)


@post(f"{FILE}/entfernen", name="tasks:files:remove")
async def remove(
    request: AnyRequest, actor: CurrentActor, task_id: FromPath[UUID], task_file_id: FromPath[UUID]
) -> Response[Any]:
    await operations.remove_file(actor, task_id, task_file_id, now=clock.now())
    return go_to_path(request, f"/aufgaben/{task_id}/anlagen?entfernt={task_file_id}")


@post(f"{FILE}/zurueckholen", name="tasks:files:bring-back")
async def bring_back(
    request: AnyRequest, actor: CurrentActor, task_id: FromPath[UUID], task_file_id: FromPath[UUID]
) -> Response[Any]:
    await operations.bring_back_file(actor, task_id, task_file_id)
    return go_to(
        request, "tasks:show", message="Die Datei ist wieder da.", anchor="dateien",
        task_id=task_id,
    )  # fmt: skip


ROUTES = [show, add, download_file, remove, bring_back]
