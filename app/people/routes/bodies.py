from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.actor import Actor
from app.core.errors import Forbidden, RuleViolation
from app.people import access
from app.people.forms.bodies import AppointForm, BodyForm, NewBodyForm
from app.people.operations import bodies as operations
from app.people.queries import bodies
from app.people.tables import Body, Office
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

AREA = "koerperschaften"


@get("/koerperschaften", name="bodies:list")
async def list_bodies(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    if not (actor.operator or actor.office_of):
        raise Forbidden
    return page(
        request, "people/bodies.html", area=AREA, rows=await bodies.kept_bodies(actor),
        is_operator=actor.operator,
    )  # fmt: skip


@get("/koerperschaften/neu", name="bodies:new")
async def new_body(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    access.check_operator(actor)
    return page(request, "people/body_new.html", area=AREA, form=NewBodyForm.fresh())


@post("/koerperschaften/neu", name="bodies:create")
async def create_body(request: AnyRequest, actor: CurrentActor) -> Response[Any]:
    access.check_operator(actor)
    form = NewBodyForm(await form_data(request))
    if form.validate():
        await operations.create_body(actor, form.new_id, form.cleaned())
        return go_to(
            request, "bodies:show", body_id=form.new_id,
            message="Die Körperschaft ist angelegt. Berufen Sie nun ihre Koordination.",
        )  # fmt: skip
    return page(request, "people/body_new.html", block="formular", status=422, area=AREA, form=form)


@get("/koerperschaften/{body_id:uuid}", name="bodies:show")
async def show_body(
    request: AnyRequest, actor: CurrentActor, body_id: FromPath[UUID]
) -> Response[str]:
    body = await access.body_to_read(actor, body_id)
    return await _body_page(request, actor, body)


async def _body_page(
    request: AnyRequest,
    actor: Actor,
    body: Body,
    *,
    form: BodyForm | None = None,
    appoint_form: AppointForm | None = None,
) -> Response[str]:
    return page(
        request,
        "people/body.html",
        status=422 if form or appoint_form else 200,
        area=AREA,
        body_name=body.name,
        body=body,
        form=form or BodyForm(obj=body),
        appoint_form=appoint_form or AppointForm.fresh(office=Office.COORDINATION),
        offices=await bodies.offices_of(body.id),
        is_operator=actor.operator,
    )


@post("/koerperschaften/{body_id:uuid}", name="bodies:change")
async def change_body(
    request: AnyRequest, actor: CurrentActor, body_id: FromPath[UUID]
) -> Response[Any]:
    body = await access.body_to_read(actor, body_id)
    form = BodyForm(await form_data(request))
    if form.validate():
        await operations.change_body(actor, body_id, form.cleaned())
        return go_to(
            request, "bodies:show", body_id=body_id, message="Die Angaben sind gespeichert."
        )
    return await _body_page(request, actor, body, form=form)


@post("/koerperschaften/{body_id:uuid}/aemter", name="bodies:appoint")
async def appoint(
    request: AnyRequest, actor: CurrentActor, body_id: FromPath[UUID]
) -> Response[Any]:
    body = await access.body_to_read(actor, body_id)
    access.check_operator(actor)
    form = AppointForm(await form_data(request))
    if form.validate():
        try:
            await operations.appoint(actor, body_id, form.new_id, form.cleaned(), now=clock.now())
        except operations.NameNeeded as refusal:
            form.family_name.errors = [str(refusal)]
        except RuleViolation as refusal:
            form.email.errors = [str(refusal)]
        else:
            return go_to(
                request, "bodies:show", body_id=body_id, message="Das Amt ist eingetragen.",
                anchor="h-aemter",
            )  # fmt: skip
    return await _body_page(request, actor, body, appoint_form=form)


@post("/koerperschaften/{body_id:uuid}/aemter/{role_id:uuid}/ende", name="bodies:dismiss")
async def dismiss(
    request: AnyRequest, actor: CurrentActor, body_id: FromPath[UUID], role_id: FromPath[UUID]
) -> Response[Any]:
    await access.body_to_read(actor, body_id)
    access.check_operator(actor)
    try:
        await operations.dismiss(actor, body_id, role_id)
    except RuleViolation as refusal:
        return go_to(
            request, "bodies:show", body_id=body_id, message=str(refusal), kind="warning",
            anchor="h-aemter",
        )  # fmt: skip
    return go_to(
        request, "bodies:show", body_id=body_id, message="Das Amt ist beendet.", anchor="h-aemter"
    )


ROUTES = [list_bodies, new_body, create_body, show_body, change_body, appoint, dismiss]
