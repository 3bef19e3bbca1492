from litestar import MediaType, Response, get

from app.core import clock
from app.core.actor import Actor
from app.overview.queries import start as queries
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import page


@get("/", name="overview:start")
async def start(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    found = await queries.start_for(actor, clock.now(), clock.today())
    return page(
        request,
        "overview/start.html",
        area="start",
        start=found,
        is_office=bool(actor.office_of),
        leads=bool(actor.office_of or actor.leads),
        only_group=next(iter(actor.leads)) if _leads_one_group(actor) else None,
    )


def _leads_one_group(actor: Actor) -> bool:
    return len(actor.leads) == 1 and not actor.office_of


@get("/impressum", name="overview:imprint", public=True)
async def imprint(request: AnyRequest) -> Response[str]:
    return page(request, "overview/imprint.html", bodies=await queries.bodies())


@get("/datenschutz", name="overview:privacy", public=True)
async def privacy(request: AnyRequest) -> Response[str]:
    return page(request, "overview/privacy.html", bodies=await queries.bodies())


@get("/barrierefreiheit", name="overview:accessibility", public=True)
async def accessibility(request: AnyRequest) -> Response[str]:
    return page(request, "overview/accessibility.html", bodies=await queries.bodies())


@get("/robots.txt", name="overview:robots", public=True, media_type=MediaType.TEXT)
async def robots() -> str:
    return "User-agent: *\nDisallow: /\n"


ROUTES = [start, imprint, privacy, accessibility, robots]
