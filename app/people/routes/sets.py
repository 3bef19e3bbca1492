"""Lists of Träger."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from app.core.actor import Actor
from app.core.errors import RuleViolation
from app.people import access
from app.people.forms.bodies import at_desk
from app.people.forms.sets import NewSetForm, SetForm
from app.people.operations import sets as operations
from app.people.queries import bodies, choices, sets
from app.people.routes import desks
from app.people.tables import TraegerSet
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page


@get("/traeger/listen/neu", name="traeger:set:new")
async def new_set(
    request: AnyRequest, actor: CurrentActor, koerperschaft: FromQuery[str] = ""
) -> Response[str]:
    desk = await access.desk_of(actor, koerperschaft)
    form = NewSetForm.fresh()
    form.offer_traeger(await choices.traeger_choices(desk.body.id))
    return _new_page(request, actor, desk, form, status=200)


def _new_page(
    request: AnyRequest, actor: Actor, desk: access.Desk, form: Any, *, status: int
) -> Response[str]:
    return page(
        request, "people/set_new.html", block="formular", status=status, area="traeger",
        form=form, **at_desk(actor, desk),
    )  # fmt: skip


@post("/traeger/listen/neu", name="traeger:set:create")
async def create_set(
    request: AnyRequest, actor: CurrentActor, koerperschaft: FromQuery[str] = ""
) -> Response[Any]:
    desk = await access.desk_of(actor, koerperschaft)
    form = NewSetForm(await form_data(request))
    form.offer_traeger(await choices.traeger_choices(desk.body.id))
    if form.validate():
        try:
            await operations.create_set(actor, form.new_id, desk.body.id, form.cleaned())
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
        else:
            return desks.go_to_list(
                request, actor, "traeger:list", desk.body.id, "Die Liste ist angelegt."
            )
    return _new_page(request, actor, desk, form, status=422)


@get("/traeger/listen/{set_id:uuid}", name="traeger:set:show")
async def show_set(
    request: AnyRequest, actor: CurrentActor, set_id: FromPath[UUID]
) -> Response[str]:
    found = await access.set_to_read(actor, set_id)
    members = await sets.members_of(set_id)
    form = SetForm(data={"name": found.name, "traeger_ids": [str(id_) for id_ in members]})
    form.offer_traeger(await choices.traeger_choices(found.body, members))
    return await _set_page(request, actor, found, form, status=200)


async def _set_page(
    request: AnyRequest, actor: Actor, found: TraegerSet, form: SetForm, *, status: int
) -> Response[str]:
    body = await bodies.body_of(found.body)
    return page(
        request, "people/set.html", status=status, area="traeger", body_name=body.name,
        body_query=access.kept_in_address(actor, found.body), traeger_set=found, form=form,
        used=await sets.is_used(found.id),
    )  # fmt: skip


@post("/traeger/listen/{set_id:uuid}", name="traeger:set:change")
async def change_set(
    request: AnyRequest, actor: CurrentActor, set_id: FromPath[UUID]
) -> Response[Any]:
    found = await access.set_to_read(actor, set_id)
    form = SetForm(await form_data(request))
    members = await sets.members_of(set_id)
    form.offer_traeger(await choices.traeger_choices(found.body, members))
    if form.validate():
        try:
            await operations.change_set(actor, set_id, form.cleaned())
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
        else:
            return desks.go_to_list(
                request, actor, "traeger:list", found.body, "Die Liste ist gespeichert."
            )
    return await _set_page(request, actor, found, form, status=422)


@post("/traeger/listen/{set_id:uuid}/loeschen", name="traeger:set:delete")
async def delete_set(
    request: AnyRequest, actor: CurrentActor, set_id: FromPath[UUID]
) -> Response[Any]:
    found = await access.set_to_read(actor, set_id)
    try:
        await operations.delete_set(actor, set_id)
    except RuleViolation as refusal:
        return go_to(
            request, "traeger:set:show", set_id=set_id, message=str(refusal), kind="warning"
        )
    return desks.go_to_list(request, actor, "traeger:list", found.body, "Die Liste ist gelöscht.")


ROUTES = [new_set, create_set, show_set, change_set, delete_set]
