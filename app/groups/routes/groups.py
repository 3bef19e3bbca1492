from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.actor import Actor
from app.core.errors import RuleViolation, StaleVersion
from app.groups import access
from app.groups.forms.editing import GroupEditForm
from app.groups.forms.search import GroupSearchForm
from app.groups.forms.setting_up import GroupForm
from app.groups.operations import groups as operations
from app.groups.queries import heads, lists
from app.groups.tables import Group, GroupKind
from app.people.access import body_of_office
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page


@get("/gruppen", name="groups:list")
async def list_groups(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    search = GroupSearchForm(request.query_params)
    words = search.words
    sections = await lists.readable_groups(actor, today=clock.today(), words=words)
    bodies = {row.body_name for rows in sections.values() for row in rows}
    return page(
        request, "groups/list.html", area="gruppen", sections=sections, search=search, words=words,
        several_bodies=len(bodies) > 1, is_office=bool(actor.office_of),
    )  # fmt: skip


@get("/gruppen/neu", name="groups:new")
async def new_group(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    body = await body_of_office(actor)
    form: Any = GroupForm.fresh(kind=GroupKind.STEUERUNGSGRUPPE)
    form.offer_parents(await lists.parent_choices(actor, body.id))
    return page(request, "groups/new.html", area="gruppen", body_name=body.name, form=form)


@post("/gruppen/neu", name="groups:create")
async def create_group(request: AnyRequest, actor: CurrentActor) -> Response[Any]:
    body = await body_of_office(actor)
    form = GroupForm(await form_data(request))
    form.offer_parents(await lists.parent_choices(actor, body.id))
    if form.validate():
        try:
            group = await operations.create_group(actor, form.cleaned(body.id), now=clock.now())
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
        else:
            return go_to(
                request,
                "groups:show",
                group_id=group.id,
                message=f"{group.name} ist eingerichtet. Nehmen Sie nun die Mitglieder auf.",
            )
    return page(
        request, "groups/new.html", block="formular", status=422, area="gruppen",
        body_name=body.name, form=form,
    )  # fmt: skip


@get("/gruppen/{group_id:uuid}/bearbeiten", name="groups:edit")
async def edit_group(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[str]:
    group = await access.group_of_office(actor, group_id)
    form = await _offered(actor, group, GroupEditForm.of(group))
    return await _edit_page(request, group, form, status=200)


async def _offered(actor: Actor, group: Group, form: GroupEditForm) -> GroupEditForm:
    return form.offer(group, await lists.parent_choices(actor, group.body, group))


async def _edit_page(
    request: AnyRequest,
    group: Group,
    form: GroupEditForm,
    *,
    status: int,
    conflict: str = "",
) -> Response[str]:
    head = await heads.group_head(group)
    return page(
        request,
        "groups/edit.html",
        block="formular",
        status=status,
        area="gruppen",
        body_name=head.body_name,
        head=head,
        form=form,
        conflict=conflict,
        theirs=form.beside(form.stored(group)) if conflict else [],
    )


@post("/gruppen/{group_id:uuid}/bearbeiten", name="groups:change")
async def change_group(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[Any]:
    group = await access.group_of_office(actor, group_id)
    form = await _offered(actor, group, GroupEditForm(await form_data(request)))
    if form.validate():
        try:
            await operations.change_group(actor, group_id, form.cleaned(), now=clock.now())
        except StaleVersion as conflict:
            now_stored = await access.group_to_read(actor, group_id)
            return await _edit_page(request, now_stored, form, status=409, conflict=str(conflict))
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
        else:
            return go_to(
                request, "groups:show", group_id=group_id, message="Die Gruppe ist gespeichert."
            )
    return await _edit_page(request, group, form, status=422)


ROUTES = [list_groups, new_group, create_group, edit_group, change_group]
