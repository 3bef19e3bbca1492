"""Cancelling, for who leads the group."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.errors import RuleViolation
from app.invitations import queries
from app.invitations.forms import CancelForm
from app.invitations.operations import change
from app.invitations.routes.frame import AnyRequest, meeting_frame
from app.meetings.access import meeting_to_lead
from app.meetings.queries import meeting_head
from app.meetings.rules import check_can_be_cancelled
from app.web.forms import form_data
from app.web.sessions import CurrentActor
from app.web.templates import go_to


@get("/sitzungen/{meeting_id:uuid}/absage", name="meetings:cancel")
async def confirm_cancel(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[str]:
    meeting, _group = await meeting_to_lead(actor, meeting_id)
    check_can_be_cancelled(meeting)
    return await _cancel_page(request, meeting_id, CancelForm())


async def _cancel_page(
    request: AnyRequest, meeting_id: UUID, form: CancelForm, status: int = 200
) -> Response[str]:
    invited = await queries.recipients_of(meeting_id)
    head = await meeting_head(meeting_id)
    return meeting_frame(
        request, "invitations/cancel.html", head, status=status, form=form, invited=invited
    )


@post("/sitzungen/{meeting_id:uuid}/absage", name="meetings:cancel:send")
async def cancel_meeting(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[Any]:
    await meeting_to_lead(actor, meeting_id)
    form = CancelForm(await form_data(request))
    if form.validate():
        try:
            await change.cancel_meeting(actor, meeting_id, form.reason.data or "", now=clock.now())
            return go_to(
                request, "meetings:show", message="Die Sitzung ist abgesagt.", meeting_id=meeting_id
            )
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
    return await _cancel_page(request, meeting_id, form, status=422)


ROUTES = [confirm_cancel, cancel_meeting]
