from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from app.composition.queries import overview as queries
from app.core import clock
from app.groups import access
from app.groups.forms.day import DayForm
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import page


@get("/gruppen/{group_id:uuid}", name="groups:show")
async def show_group(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[str]:
    group = await access.group_to_read(actor, group_id)
    day = DayForm(request.query_params) if "stichtag" in request.query_params else DayForm()
    on = day.chosen(clock.today())
    overview = await queries.overview(actor, group, on)
    return page(
        request,
        "composition/overview.html",
        area="gruppen",
        body_name=overview.head.body_name,
        group=overview,
        head=overview.head,
        day=day,
        on=on,
    )


ROUTES = [show_group]
