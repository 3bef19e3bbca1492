"""The text blocks of a group: a list with a form below it, and a page to change one."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from app.core import clock
from app.core.errors import NotFound, RuleViolation, StaleVersion
from app.groups.tables import Group
from app.textblocks import access, operations, queries
from app.textblocks.forms import BlockForm
from app.textblocks.queries import Block
from app.textblocks.tables import TextBlock
from app.web.forms import form_data, optional_uuid
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to_path, page

AREA = "gruppen"
PATH = "/gruppen/{group_id:uuid}/textbausteine"
ONE = f"{PATH}/{{text_block_id:uuid}}"


def _id(typed: str) -> UUID | None:
    try:
        return optional_uuid(typed)
    except ValueError:
        return None


def _list_of(group_id: UUID, sitzung: str, entfernt: UUID | str = "") -> str:
    """`sitzung`: whose minutes are being written meanwhile."""
    said = {"sitzung": _id(sitzung) or "", "entfernt": entfernt}
    query = urlencode({name: value for name, value in said.items() if value})
    return f"/gruppen/{group_id}/textbausteine{'?' if query else ''}{query}"


async def _list(
    request: AnyRequest,
    group: Group,
    sitzung: str,
    form: BlockForm | None = None,
    removed: Block | None = None,
) -> Response[str]:
    return page(
        request, "textblocks/list.html", status=422 if form else 200, area=AREA, group=group,
        blocks=await queries.blocks_of(group), form=form or BlockForm.fresh(), removed=removed,
        minutes_of=await queries.meeting_of(group, _id(sitzung)),
    )  # fmt: skip


@get(PATH, name="textblocks:list")
async def show(
    request: AnyRequest,
    actor: CurrentActor,
    group_id: FromPath[UUID],
    entfernt: FromQuery[str] = "",
    sitzung: FromQuery[str] = "",
) -> Response[str]:
    """`entfernt`: what can come back; `sitzung`: whose minutes the reader came from."""
    group = await access.group_to_minute(actor, group_id)
    wanted = _id(entfernt)
    removed = await queries.removed_block(group, wanted) if wanted else None
    return await _list(request, group, sitzung, removed=removed)


@post(PATH, name="textblocks:add")
async def add(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID], sitzung: FromQuery[str] = ""
) -> Response[Any]:
    group = await access.group_to_minute(actor, group_id)
    form = BlockForm(await form_data(request))
    if form.validate():
        try:
            await operations.add_block(actor, group_id, form.cleaned(), now=clock.now())
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
        else:
            return go_to_path(request, _list_of(group_id, sitzung), message="Gespeichert.")
    return await _list(request, group, sitzung, form)


async def _edit(
    request: AnyRequest,
    group: Group,
    sitzung: str,
    form: BlockForm,
    status: int = 200,
    stored: TextBlock | None = None,
) -> Response[str]:
    """`stored`: what stands there after somebody else saved."""
    theirs = [("Name", stored.title), ("Text", stored.text)] if stored else []
    return page(
        request, "textblocks/edit.html", status=status, area=AREA, group=group, form=form,
        stale=operations.CHANGED if stored else "", theirs=theirs,
        minutes_of=await queries.meeting_of(group, _id(sitzung)),
    )  # fmt: skip


@get(ONE, name="textblocks:show")
async def edit(
    request: AnyRequest,
    actor: CurrentActor,
    group_id: FromPath[UUID],
    text_block_id: FromPath[UUID],
    sitzung: FromQuery[str] = "",
) -> Response[str]:
    group = await access.group_to_minute(actor, group_id)
    block = await access.block_of(group_id, text_block_id)
    if block.removed_at is not None:
        raise NotFound
    return await _edit(request, group, sitzung, BlockForm.known(block))


@post(ONE, name="textblocks:change")
async def change(
    request: AnyRequest,
    actor: CurrentActor,
    group_id: FromPath[UUID],
    text_block_id: FromPath[UUID],
    sitzung: FromQuery[str] = "",
) -> Response[Any]:
    """After a conflict the reader has seen the other wording: the next press may replace it."""
    group = await access.group_to_minute(actor, group_id)
    form = BlockForm(await form_data(request))
    form.id.data = str(text_block_id)
    if not form.validate():
        await access.block_of(group_id, text_block_id)
        return await _edit(request, group, sitzung, form, 422)
    try:
        await operations.change_block(actor, group_id, form.cleaned(), version=form.based_on)
    except StaleVersion:
        stored = await access.block_of(group_id, text_block_id)
        form.version.data = str(stored.version)
        return await _edit(request, group, sitzung, form, 409, stored)
    except RuleViolation as refusal:
        form.form_errors.append(str(refusal))
        return await _edit(request, group, sitzung, form, 409)
    return go_to_path(request, _list_of(group_id, sitzung), message="Gespeichert.")


@post(f"{ONE}/entfernen", name="textblocks:remove")
async def remove(
    request: AnyRequest,
    actor: CurrentActor,
    group_id: FromPath[UUID],
    text_block_id: FromPath[UUID],
    sitzung: FromQuery[str] = "",
) -> Response[Any]:
    await operations.remove_block(actor, group_id, text_block_id, now=clock.now())
    return go_to_path(request, _list_of(group_id, sitzung, text_block_id))


@post(f"{ONE}/zurueckholen", name="textblocks:bring-back")
async def bring_back(
    request: AnyRequest,
    actor: CurrentActor,
    group_id: FromPath[UUID],
    text_block_id: FromPath[UUID],
    sitzung: FromQuery[str] = "",
) -> Response[Any]:
    await operations.bring_back_block(actor, group_id, text_block_id)
    address = _list_of(group_id, sitzung)
    return go_to_path(request, address, message="Der Baustein ist wieder da.")


ROUTES = [show, add, edit, change, remove, bring_back]
