"""What earlier minutes say about an agenda item: a part of the page that is loaded when wanted."""

from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from app.core.errors import NotFound
from app.minutes import access, queries
from app.minutes.history import earlier_items
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import page

PATH = "/sitzungen/{meeting_id:uuid}/protokoll/punkte/{agenda_item_id:uuid}/vorgeschichte"


@get(PATH, name="minutes:item:history")
async def show_history(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    agenda_item_id: FromPath[UUID],
) -> Response[str]:
    meeting, group, minutes = await access.minutes_to_read(actor, meeting_id)
    if minutes is None:
        raise NotFound
    item = await access.item_of(meeting, agenda_item_id)
    earlier = await earlier_items(actor, agenda_item_id)
    return page(
        request,
        "minutes/history.html",
        block="list",
        area="sitzungen",
        meeting=meeting,
        group=group,
        item=item,
        earlier=earlier,
        previous=None if earlier else await queries.previous_minutes(group, meeting),
    )


ROUTES = [show_history]
