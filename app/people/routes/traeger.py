from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from app.core import clock
from app.core.actor import Actor
from app.core.errors import RuleViolation, StaleVersion
from app.people import access
from app.people.forms.bodies import at_desk
from app.people.forms.regions import NewRegionForm
from app.people.forms.traeger import NewTraegerForm, TraegerChangeForm
from app.people.operations import traeger as operations
from app.people.queries import bodies, choices, regions, sets
from app.people.queries import traeger as queries
from app.people.tables import Side, Traeger
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page


@get("/traeger", name="traeger:list")
async def list_traeger(
    request: AnyRequest, actor: CurrentActor, koerperschaft: FromQuery[str] = ""
) -> Response[str]:
    desk = await access.desk_of(actor, koerperschaft)
    return await traeger_page(request, actor, desk, NewRegionForm.fresh())


async def traeger_page(
    request: AnyRequest, actor: Actor, desk: access.Desk, form: Any
) -> Response[str]:
    """form: of a new region beside the list."""
    return page(
        request,
        "people/traeger_list.html",
        status=422 if form.errors else 200,
        area="traeger",
        by_side=await queries.traeger_by_side(desk.body.id),
        regions=await regions.regions(desk.body.id),
        sets=await sets.sets(desk.body.id),
        form=form,
        **at_desk(actor, desk),
    )


@get("/traeger/neu", name="traeger:new")
async def new_traeger(
    request: AnyRequest, actor: CurrentActor, koerperschaft: FromQuery[str] = ""
) -> Response[str]:
    desk = await access.desk_of(actor, koerperschaft)
    form = NewTraegerForm.fresh()
    await _offer(form, desk.body.id)
    return _new_page(request, actor, desk, form, status=200)


def _new_page(
    request: AnyRequest, actor: Actor, desk: access.Desk, form: Any, *, status: int
) -> Response[str]:
    return page(
        request, "people/traeger_new.html", block="formular", status=status, area="traeger",
        form=form, **at_desk(actor, desk),
    )  # fmt: skip


@post("/traeger/neu", name="traeger:create")
async def create_traeger(
    request: AnyRequest, actor: CurrentActor, koerperschaft: FromQuery[str] = ""
) -> Response[Any]:
    desk = await access.desk_of(actor, koerperschaft)
    form = NewTraegerForm(await form_data(request))
    await _offer(form, desk.body.id)
    if form.validate():
        try:
            await operations.create_traeger(
                actor, form.new_id, desk.body.id, form.cleaned(), now=clock.now()
            )
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
        else:
            return go_to(
                request, "traeger:show", traeger_id=form.new_id,
                message="Der Träger ist eingetragen.",
            )  # fmt: skip
    return _new_page(request, actor, desk, form, status=422)


async def _offer(form: Any, body_id: UUID, traeger: Traeger | None = None) -> None:
    """As associations all but the Träger itself and those that belong to it."""
    keep = [traeger.parent] if traeger and traeger.parent else []
    found = await choices.traeger_choices(body_id, keep)
    below = await queries.with_all_below(traeger.id) if traeger else []
    associations = {id_: name for id_, name in found.items() if UUID(id_) not in below}
    form.offer(await choices.region_choices(body_id), associations)


@get("/traeger/{traeger_id:uuid}", name="traeger:show")
async def show_traeger(
    request: AnyRequest, actor: CurrentActor, traeger_id: FromPath[UUID]
) -> Response[str]:
    traeger = await access.traeger_to_read(actor, traeger_id)
    today = clock.today()
    current, former = await queries.workers(traeger_id, today=today)
    body = await bodies.body_of(traeger.body)
    return page(
        request, "people/traeger.html", area="traeger", body_name=body.name, traeger=traeger,
        side_name=Side(traeger.side).label,
        body_query=access.kept_in_address(actor, traeger.body), current=current, former=former,
        around=await queries.around(traeger, today=today), on=today,
    )  # fmt: skip


@get("/traeger/{traeger_id:uuid}/bearbeiten", name="traeger:edit")
async def edit_traeger(
    request: AnyRequest, actor: CurrentActor, traeger_id: FromPath[UUID]
) -> Response[str]:
    traeger = await access.traeger_to_read(actor, traeger_id)
    return await _edit_page(request, actor, traeger, await _stored(traeger), status=200)


async def _stored(traeger: Traeger) -> TraegerChangeForm:
    chosen = {
        "parent_id": str(traeger.parent or ""),
        "region_ids": [str(id_) for id_ in await queries.regions_of(traeger.id)],
    }
    form = TraegerChangeForm(obj=traeger, data=chosen)
    await _offer(form, traeger.body, traeger)
    return form


async def _edit_page(
    request: AnyRequest,
    actor: Actor,
    traeger: Traeger,
    form: TraegerChangeForm,
    *,
    status: int,
    conflict: str = "",
) -> Response[str]:
    body = await bodies.body_of(traeger.body)
    theirs = form.beside(await _stored(traeger)) if conflict else []
    return page(
        request, "people/traeger_edit.html", block="formular", status=status, area="traeger",
        body_name=body.name,
        body_query=access.kept_in_address(actor, traeger.body), form=form, traeger=traeger, conflict=conflict, theirs=theirs,
    )  # fmt: skip


@post("/traeger/{traeger_id:uuid}/bearbeiten", name="traeger:change")
async def change_traeger(
    request: AnyRequest, actor: CurrentActor, traeger_id: FromPath[UUID]
) -> Response[Any]:
    traeger = await access.traeger_to_read(actor, traeger_id)
    form = TraegerChangeForm(await form_data(request))
    await _offer(form, traeger.body, traeger)
    if form.validate():
        try:
            await operations.change_traeger(
                actor, traeger_id, form.cleaned(), version=form.seen_version
            )
        except StaleVersion as stale:
            now_stored = await access.traeger_to_read(actor, traeger_id)
            return await _edit_page(
                request, actor, now_stored, form, status=409, conflict=str(stale)
            )
        except RuleViolation as refusal:
            form.parent_id.errors = [str(refusal)]
        else:
            return go_to(
                request, "traeger:show", traeger_id=traeger_id,
                message="Die Angaben sind gespeichert.",
            )  # fmt: skip
    return await _edit_page(request, actor, traeger, form, status=422)


ROUTES = [list_traeger, new_traeger, create_traeger, show_traeger, edit_traeger, change_traeger]
