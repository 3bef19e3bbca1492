from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from app.core.actor import Actor
from app.core.errors import RuleViolation
from app.people import access
from app.people.forms.regions import NewRegionForm, RegionForm
from app.people.operations import regions as operations
from app.people.queries import bodies, regions
from app.people.routes import desks
from app.people.routes.traeger import traeger_page
from app.people.tables import Region
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page


@post("/traeger/regionen", name="traeger:region:add")
async def add_region(
    request: AnyRequest, actor: CurrentActor, koerperschaft: FromQuery[str] = ""
) -> Response[Any]:
    desk = await access.desk_of(actor, koerperschaft)
    form = NewRegionForm(await form_data(request))
    if form.validate():
        await operations.create_region(actor, form.new_id, desk.body.id, form.cleaned())
        return desks.go_to_list(
            request, actor, "traeger:list", desk.body.id, "Die Region ist eingetragen."
        )
    return await traeger_page(request, actor, desk, form)


@get("/traeger/regionen/{region_id:uuid}", name="traeger:region:show")
async def show_region(
    request: AnyRequest, actor: CurrentActor, region_id: FromPath[UUID]
) -> Response[str]:
    region = await access.region_to_read(actor, region_id)
    return await _region_page(request, actor, region, RegionForm(obj=region), status=200)


async def _region_page(
    request: AnyRequest, actor: Actor, region: Region, form: RegionForm, *, status: int
) -> Response[str]:
    body = await bodies.body_of(region.body)
    row = next(row for row in await regions.regions(region.body) if row.id == region.id)
    return page(
        request, "people/region.html", status=status, area="traeger", body_name=body.name,
        body_query=access.kept_in_address(actor, region.body), region=row, form=form,
        use=await regions.use_of(region.id),
    )  # fmt: skip


@post("/traeger/regionen/{region_id:uuid}", name="traeger:region:change")
async def change_region(
    request: AnyRequest, actor: CurrentActor, region_id: FromPath[UUID]
) -> Response[Any]:
    region = await access.region_to_read(actor, region_id)
    form = RegionForm(await form_data(request))
    if form.validate():
        await operations.change_region(actor, region_id, form.cleaned())
        return desks.go_to_list(
            request, actor, "traeger:list", region.body, "Die Region ist gespeichert."
        )
    return await _region_page(request, actor, region, form, status=422)


@post("/traeger/regionen/{region_id:uuid}/loeschen", name="traeger:region:delete")
async def delete_region(
    request: AnyRequest, actor: CurrentActor, region_id: FromPath[UUID]
) -> Response[Any]:
    region = await access.region_to_read(actor, region_id)
    try:
        await operations.delete_region(actor, region_id)
    except RuleViolation as refusal:
        return go_to(
            request, "traeger:region:show", region_id=region_id, message=str(refusal),
            kind="warning",
        )  # fmt: skip
    return desks.go_to_list(request, actor, "traeger:list", region.body, "Die Region ist gelöscht.")


ROUTES = [add_region, show_region, change_region, delete_region]
