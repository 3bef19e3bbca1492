"""Attachments of a Vorlage: the list, downloads, and what the office does with them."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from app.core import clock
from app.core.actor import Actor
from app.core.errors import Forbidden, RuleViolation, existing
from app.files.downloads import bytes_for_download
from app.files.uploads import MAX_BODY, stored_words
from app.vorlagen.access import file_to_read
from app.vorlagen.forms.attachment import AttachmentForm, UploadForm, received
from app.vorlagen.operations import attachments as operations
from app.vorlagen.queries.files import files_of, removed_file
from app.vorlagen.queries.head import VorlageHead, head_and_paper
from app.vorlagen.rules import attachments as rules
from app.web.downloads import download
from app.web.forms import form_data, optional_uuid
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, go_to_path, page

PATH = "/vorlagen/{vorlage_id:uuid}/anlagen"
FILE = f"{PATH}/{{attachment_id:uuid}}"


async def _page(
    request: AnyRequest, actor: Actor, vorlage_id: UUID, form: UploadForm | None, **context: Any
) -> Response[str]:
    """Without a form a fresh one, where the reader may use it."""
    head, paper = await head_and_paper(actor, vorlage_id)
    form = form or UploadForm.fresh(visibility=head.visibility.value)
    form.offer(rules.printed_names(paper["attachments"]))
    status = context.pop("status", 200)
    found = rules.rows(paper["attachments"], await files_of(actor, head))
    return page(
        request, "vorlagen/attachments.html", status=status, area="vorlagen",
        body_name=head.body_name, vorlage=head, paper=paper, attachments=found, form=form,
        tab="attachments", **{"removed": None, **context},
    )  # fmt: skip


@get(PATH, name="vorlagen:attachments")
async def show_attachments(
    request: AnyRequest,
    actor: CurrentActor,
    vorlage_id: FromPath[UUID],
    zu: FromQuery[str] = "",
    entfernt: FromQuery[str] = "",
) -> Response[str]:
    """`zu`: index of the printed attachment to bring a file for; `entfernt`: what can come back."""
    head, paper = await head_and_paper(actor, vorlage_id)
    names = list(rules.printed_names(paper["attachments"]))
    chosen = names[int(zu)] if zu.isdecimal() and len(zu) < 5 and int(zu) < len(names) else ""
    form = UploadForm.fresh(printed_name=chosen, visibility=head.visibility.value)
    removed = await _removed(head, entfernt)
    return await _page(request, actor, vorlage_id, form, removed=removed)


async def _removed(head: VorlageHead, entfernt: str) -> rules.StoredAttachment | None:
    if not head.may_change or not entfernt:
        return None
    try:
        found = optional_uuid(entfernt)
    except ValueError:
        return None
    return await removed_file(head, found) if found else None


async def _to_change(actor: Actor, vorlage_id: UUID) -> tuple[VorlageHead, list[str]]:
    head, paper = await head_and_paper(actor, vorlage_id)
    if not head.may_change:
        raise Forbidden
    return head, list(rules.printed_names(paper["attachments"]))


@post(PATH, name="vorlagen:attachments:add", request_max_body_size=MAX_BODY)
async def add_files(
    request: AnyRequest, actor: CurrentActor, vorlage_id: FromPath[UUID]
) -> Response[Any]:
    _, names = await _to_change(actor, vorlage_id)
    form = UploadForm(await form_data(request, "files"))
    form.offer(names)
    if form.validate():
        try:
            uploads = await received(form, names)
            await operations.add_files(actor, vorlage_id, uploads, now=clock.now())
            return go_to(
                request,
                "vorlagen:attachments",
                vorlage_id=vorlage_id,
                message=stored_words(uploads),
            )
        except RuleViolation as refusal:
            form.files.errors = [str(refusal)]
    return await _page(request, actor, vorlage_id, form, status=422)


@get(f"{FILE}/datei", name="vorlagen:attachment:download")
async def download_file(
    actor: CurrentActor, vorlage_id: FromPath[UUID], attachment_id: FromPath[UUID]
) -> Response[bytes]:
    file = await file_to_read(actor, vorlage_id, attachment_id)
    return download(await bytes_for_download(file), file.name, file.media_type)


async def _one(
    actor: Actor, vorlage_id: UUID, attachment_id: UUID
) -> tuple[VorlageHead, rules.StoredAttachment]:
    head, _ = await head_and_paper(actor, vorlage_id)
    found = existing({file.id: file for file in await files_of(actor, head)}.get(attachment_id))
    if not head.may_change:
        raise Forbidden
    return head, found


def _edit_page(
    request: AnyRequest,
    head: VorlageHead,
    file: rules.StoredAttachment,
    form: AttachmentForm,
    status: int = 200,
) -> Response[str]:
    return page(
        request, "vorlagen/attachment.html", block="formular", status=status, area="vorlagen",
        body_name=head.body_name, vorlage=head, file=file, form=form,
    )  # fmt: skip


@get(FILE, name="vorlagen:attachment")
async def edit_form(
    request: AnyRequest,
    actor: CurrentActor,
    vorlage_id: FromPath[UUID],
    attachment_id: FromPath[UUID],
) -> Response[str]:
    head, file = await _one(actor, vorlage_id, attachment_id)
    form = AttachmentForm(data={"name": file.name, "visibility": file.visibility.value})
    return _edit_page(request, head, file, form)


@post(FILE, name="vorlagen:attachment:change")
async def change_file(
    request: AnyRequest,
    actor: CurrentActor,
    vorlage_id: FromPath[UUID],
    attachment_id: FromPath[UUID],
) -> Response[Any]:
    head, file = await _one(actor, vorlage_id, attachment_id)
    form = AttachmentForm(await form_data(request), kept_ending=file.name)
    if not form.validate():
        return _edit_page(request, head, file, form, 422)
    await operations.change_file(actor, vorlage_id, attachment_id, *form.cleaned())
    return go_to(
        request, "vorlagen:attachments", vorlage_id=vorlage_id, message="Die Anlage ist geändert."
    )


@post(f"{FILE}/entfernen", name="vorlagen:attachment:remove")
async def remove_file(
    request: AnyRequest,
    actor: CurrentActor,
    vorlage_id: FromPath[UUID],
    attachment_id: FromPath[UUID],
) -> Response[Any]:
    await operations.remove_file(actor, vorlage_id, attachment_id, now=clock.now())
    return go_to_path(request, f"/vorlagen/{vorlage_id}/anlagen?entfernt={attachment_id}")


@post(f"{FILE}/zurueckholen", name="vorlagen:attachment:bring-back")
async def bring_back_file(
    request: AnyRequest,
    actor: CurrentActor,
    vorlage_id: FromPath[UUID],
    attachment_id: FromPath[UUID],
) -> Response[Any]:
    await operations.bring_back_file(actor, vorlage_id, attachment_id)
    return go_to(
        request, "vorlagen:attachments", vorlage_id=vorlage_id, message="Die Anlage ist wieder da."
    )


ROUTES = [
    show_attachments, add_files, download_file, edit_form, change_file, remove_file,
    bring_back_file,
]  # fmt: skip
