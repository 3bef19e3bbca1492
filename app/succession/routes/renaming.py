from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.actor import Actor
from app.core.errors import RuleViolation
from app.groups.access import group_of_office
from app.groups.queries.heads import group_head
from app.groups.tables import Group
from app.succession.forms.renaming import RenameForm
from app.succession.operations import renaming as operations
from app.succession.queries import papers
from app.succession.queries.names import names_of
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

PATH = "/gruppen/{group_id:uuid}/umbenennung"


async def _page(
    request: AnyRequest, actor: Actor, group: Group, form: RenameForm, status: int = 200
) -> Response[str]:
    head = await group_head(group)
    return page(
        request, "succession/rename.html", status=status, area="gruppen",
        body_name=head.body_name, head=head, form=form, names=await names_of(actor, group),
    )  # fmt: skip


@get(PATH, name="succession:rename:form")
async def rename_form(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[str]:
    group = await group_of_office(actor, group_id)
    form = RenameForm.fresh(name=group.name, on_day=clock.today())
    return await _page(request, actor, group, form.offer(await papers.choices(actor, group.body)))


@post(PATH, name="succession:rename")
async def rename(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[Any]:
    group = await group_of_office(actor, group_id)
    form = RenameForm(await form_data(request)).offer(await papers.choices(actor, group.body))
    if form.validate():
        try:
            await operations.rename_group(actor, group_id, form.cleaned(), now=clock.now())
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
        else:
            message = f"Die Gruppe heißt jetzt {form.name.data}."
            return go_to(request, "groups:show", group_id=group_id, message=message)
    return await _page(request, actor, group, form, 422)


@post(f"{PATH}/{{former_name_id:uuid}}/zuruecknahme", name="succession:rename:undo")
async def undo(
    request: AnyRequest,
    actor: CurrentActor,
    group_id: FromPath[UUID],
    former_name_id: FromPath[UUID],
) -> Response[Any]:
    await operations.undo_renaming(actor, group_id, former_name_id)
    return go_to(
        request, "succession:rename:form", group_id=group_id,
        message="Die Umbenennung ist zurückgenommen.",
    )  # fmt: skip


ROUTES = [rename_form, rename, undo]
