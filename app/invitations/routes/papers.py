"""The invitation with its agenda, to print and to put into files."""

from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from app.core import clock
from app.invitations import access
from app.meetings.paper import invitation_for
from app.meetings.queries.agenda import agenda_of
from app.meetings.queries.meetings import meeting_head
from app.web.downloads import download
from app.web.sessions import CurrentActor


@get("/sitzungen/{meeting_id:uuid}/einladung.pdf", name="meetings:paper")
async def as_pdf(actor: CurrentActor, meeting_id: FromPath[UUID]) -> Response[bytes]:
    attending = await access.meeting_to_attend(actor, meeting_id)
    head, rows = await meeting_head(meeting_id), await agenda_of(meeting_id)
    pdf = await invitation_for(head, rows, member=attending.member)
    word = "Tagesordnung" if head.over else "Einladung"
    day = clock.berlin(head.starts_at).date().isoformat()
    return download(pdf, f"{word} {day}.pdf", "application/pdf")


ROUTES = [as_pdf]
