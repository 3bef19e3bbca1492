"""Attachments of a meeting: list, upload, download, and what who keeps the minutes does with them."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Stream

from app.attachments import access, queries, rules
from app.attachments.access import Desk
from app.attachments.forms import AttachmentForm, UploadForm
from app.attachments.operations import meetings as operations
from app.attachments.rules import Shown
from app.attachments.tables import Place
from app.core import clock
from app.core.actor import Actor
from app.core.crash import crash_point
from app.core.errors import RuleViolation, existing
from app.core.settings import settings
from app.core.words import Visibility
from app.files.downloads import parts_for_download
from app.files.rules.kinds import TooLarge
from app.files.uploads import ACCEPT, MAX_BODY, MAX_FILES, received, stored_words
from app.meetings.queries.meetings import meeting_head
from app.web.downloads import headers_of_download
from app.web.forms import form_data, optional_uuid
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, go_to_path, page

AREA = "sitzungen"
PATH = "/sitzungen/{meeting_id:uuid}/anlagen"
FILE = f"{PATH}/{{file_id:uuid}}"


async def _page(
    request: AnyRequest, desk: Desk, form: UploadForm | None, **context: Any
) -> Response[str]:
    """The list alone, where another page loads it. Without a form a fresh one."""
    agenda = await queries.agenda_for(desk)
    form = form or UploadForm.fresh(visibility=Visibility.INTERNAL.value)
    form.offer(queries.free_spots(desk, agenda))
    files, removed = await queries.files_of(desk, context.pop("removed_id", None))
    block, status = context.pop("block", "liste"), context.pop("status", 200)
    piles = queries.piles_of(agenda, files)
    return page(
        request, "attachments/list.html", block=block, status=status, area=AREA,
        meeting=await meeting_head(desk.meeting.id), piles=piles, form=form,
        count=sum(len(pile.files) for pile in piles), reader=desk.reader, accept=ACCEPT,
        most=settings().file_bytes, most_files=MAX_FILES, most_together=MAX_BODY,
        frozen=rules.FROZEN if rules.is_frozen(Place.MINUTES, desk.minutes) else "",
        removed=removed, removed_on=desk.removed_on, **context,
    )  # fmt: skip


@get(PATH, name="attachments:list")
async def show(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    zu: FromQuery[str] = "",
    entfernt: FromQuery[str] = "",
) -> Response[str]:
    """`zu`: what the next file belongs to, as in the form; `entfernt`: what can come back."""
    desk = await access.desk_to_read(actor, meeting_id)
    form = UploadForm.fresh(spot=zu, visibility=Visibility.INTERNAL.value)
    return await _page(request, desk, form, removed_id=_id_of(entfernt))


def _id_of(entfernt: str) -> UUID | None:
    try:
        return optional_uuid(entfernt)
    except ValueError:
        return None


@post(PATH, name="attachments:add", request_max_body_size=MAX_BODY)
async def add(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[Any]:
    desk = await access.desk_to_fill(actor, meeting_id)
    form = UploadForm(await form_data(request, "files"))
    form.offer(queries.free_spots(desk, await queries.agenda_for(desk)))
    status = 422
    if form.validate():
        try:
            uploads = await received(form, form.new_id, settings().file_bytes)
            crash_point("bytes_without_row")
            await operations.add_files(actor, meeting_id, uploads, form.cleaned(), now=clock.now())
            return go_to(
                request, "attachments:list", meeting_id=meeting_id, message=stored_words(uploads)
            )
        except RuleViolation as refusal:
            form.files.errors = [str(refusal)]
            status = 413 if isinstance(refusal, TooLarge) else 422
    return await _page(request, desk, form, status=status, block="formular")


@get(f"{FILE}/datei", name="attachments:download")
async def download_file(
    actor: CurrentActor, meeting_id: FromPath[UUID], file_id: FromPath[UUID]
) -> Stream:
    file = await access.file_to_read(actor, meeting_id, file_id)
    parts = await parts_for_download(file)
    headers = {**headers_of_download(file.name), "Content-Length": str(file.size)}
    return Stream(parts, media_type=file.media_type, headers=headers)


async def _one(actor: Actor, meeting_id: UUID, attachment_id: UUID) -> tuple[Desk, Shown]:
    desk = await access.desk_to_fill(actor, meeting_id)
    found = existing(await queries.one_of(desk, attachment_id))
    return desk, found


async def _edit_page(
    request: AnyRequest, meeting_id: UUID, file: Shown, form: AttachmentForm, status: int = 200
) -> Response[str]:
    return page(
        request, "attachments/edit.html", block="formular", status=status, area=AREA, file=file,
        form=form, accept=ACCEPT, meeting=await meeting_head(meeting_id),
        most=settings().file_bytes, frozen=rules.FROZEN,
    )  # fmt: skip


@get(FILE, name="attachments:edit")
async def edit(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    file_id: FromPath[UUID],
) -> Response[str]:
    _, file = await _one(actor, meeting_id, file_id)
    form = AttachmentForm.fresh(
        name=file.name, title=file.title, visibility=file.own_visibility.value,
        accessible=file.accessible,
    )  # fmt: skip
    return await _edit_page(request, meeting_id, file, form)


@post(FILE, name="attachments:change", request_max_body_size=MAX_BODY)
async def change(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    file_id: FromPath[UUID],
) -> Response[Any]:
    _, file = await _one(actor, meeting_id, file_id)
    form = AttachmentForm(await form_data(request, "files"), kept_ending=file.name)
    status = 422
    if form.validate():
        try:
            return await _changed(request, actor, meeting_id, file, form)
        except RuleViolation as refusal:
            form.files.errors = [str(refusal)]
            status = 413 if isinstance(refusal, TooLarge) else 422
    return await _edit_page(request, meeting_id, file, form, status)


async def _changed(
    request: AnyRequest, actor: Actor, meeting_id: UUID, file: Shown, form: AttachmentForm
) -> Response[Any]:
    """A new file replaces the old one, which can be brought back."""
    uploads = await received(form, form.new_id, settings().file_bytes)
    if not uploads:
        await operations.change_attachment(actor, meeting_id, file.id, form.cleaned())
        return go_to(
            request, "attachments:list", meeting_id=meeting_id, message="Die Anlage ist geändert."
        )
    await operations.replace_attachment(
        actor, meeting_id, file.id, form.cleaned(), uploads[0], now=clock.now()
    )
    return go_to_path(request, f"/sitzungen/{meeting_id}/anlagen?entfernt={file.id}")


@post(f"{FILE}/entfernen", name="attachments:remove")
async def remove(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    file_id: FromPath[UUID],
) -> Response[Any]:
    await operations.remove_attachment(actor, meeting_id, file_id, now=clock.now())
    return go_to_path(request, f"/sitzungen/{meeting_id}/anlagen?entfernt={file_id}")


@post(f"{FILE}/zurueckholen", name="attachments:bring-back")
async def bring_back(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    file_id: FromPath[UUID],
) -> Response[Any]:
    await operations.bring_back_attachment(actor, meeting_id, file_id)
    return go_to(
        request, "attachments:list", meeting_id=meeting_id, message="Die Anlage ist wieder da."
    )


ROUTES = [show, add, download_file, edit, change, remove, bring_back]
