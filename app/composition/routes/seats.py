"""Open seats of all groups: a page of its own, and a section of the start page."""

from litestar import Response, get

from app.composition.queries.states import open_seats_of_all
from app.core import clock
from app.core.errors import Forbidden
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import page


@get("/gruppen/besetzung", name="composition:open")
async def open_seats(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    """Only for who coordinates a body or leads a group."""
    if not (actor.office_of or actor.leads):
        raise Forbidden
    seats = await open_seats_of_all(actor, clock.today())
    return page(request, "composition/open.html", block="sitze", area="gruppen", seats=seats)


ROUTES = [open_seats]
