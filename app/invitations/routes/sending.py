"""How far the worker is with a large send, for who has started it."""

from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from app.invitations.queries.sending import sending
from app.invitations.routes.frame import AREA
from app.meetings.access import meeting_to_lead
from app.series.access import series_to_lead
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import address_of, page


@get("/sitzungen/{meeting_id:uuid}/versand", name="meetings:sending")
async def of_meeting(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[str]:
    """Asked again every second while mails are written."""
    meeting, _group = await meeting_to_lead(actor, meeting_id)
    return await _page(request, meeting.title, "meetings:show", meeting_id, meeting.series)


@get("/serien/{series_id:uuid}/versand", name="series:sending")
async def of_series(
    request: AnyRequest, actor: CurrentActor, series_id: FromPath[UUID]
) -> Response[str]:
    whole = await series_to_lead(actor, series_id)
    return await _page(request, f"Reihe {whole.series.title}", "series:show", None, series_id)


async def _page(
    request: AnyRequest, title: str, back: str, meeting_id: UUID | None, series_id: UUID | None
) -> Response[str]:
    key = {"meeting_id": meeting_id} if meeting_id else {"series_id": series_id}
    params = {name: value for name, value in key.items() if value}
    return page(
        request, "invitations/sending.html", block="versand", area=AREA, title=title,
        back=address_of(request.app, back, **params),
        sending=await sending(meeting_id, series_id),
    )  # fmt: skip


ROUTES = [of_meeting, of_series]
