"""Cancelling, for who leads the group."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from app.core import clock
from app.core.actor import Actor
from app.core.errors import RuleViolation
from app.invitations.forms import CancelForm, CancelSeriesForm
from app.invitations.operations.change import cancel_meeting as cancel_one
from app.invitations.operations.series.cancel import cancel_series
from app.invitations.queries.recipients import Recipient, recipients_of, recipients_of_series
from app.invitations.routes.frame import meeting_frame
from app.invitations.scopes import Scope
from app.meetings.access import meeting_to_lead
from app.meetings.queries.meetings import meeting_head
from app.meetings.rules import check_can_be_cancelled
from app.meetings.tables import Meeting
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to

AnyCancel = CancelForm | CancelSeriesForm


@get("/sitzungen/{meeting_id:uuid}/absage", name="meetings:cancel")
async def confirm_cancel(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    umfang: FromQuery[str] = "",
) -> Response[str]:
    """umfang: a Scope, already ticked."""
    meeting, _group = await meeting_to_lead(actor, meeting_id)
    check_can_be_cancelled(meeting)
    chosen = umfang if umfang in set(Scope) else Scope.ONE
    form = CancelSeriesForm(data={"umfang": chosen}) if meeting.series else CancelForm()
    return await _cancel_page(request, meeting, form)


async def _cancel_page(
    request: AnyRequest, meeting: Meeting, form: AnyCancel, status: int = 200
) -> Response[str]:
    invited = await recipients_of(meeting.id)
    whole = await recipients_of_series(meeting.series) if meeting.series else []
    return meeting_frame(
        request, "invitations/cancel.html", await meeting_head(meeting.id), status=status,
        form=form, invited=_all(invited, whole),
    )  # fmt: skip


def _all(invited: list[Recipient], whole: list[Recipient]) -> list[Recipient]:
    """Each person once; who is invited to other dates of the series hears of those."""
    known = {to.person_id for to in invited}
    return [*invited, *(to for to in whole if to.person_id not in known)]


@post("/sitzungen/{meeting_id:uuid}/absage", name="meetings:cancel:send")
async def cancel_meeting(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[Any]:
    meeting, _group = await meeting_to_lead(actor, meeting_id)
    sent = await form_data(request)
    form = CancelSeriesForm(sent) if meeting.series else CancelForm(sent)
    if form.validate():
        try:
            message = await _cancel(actor, meeting, form)
            return go_to(request, "meetings:show", message=message, meeting_id=meeting_id)
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
    return await _cancel_page(request, meeting, form, status=422)


async def _cancel(actor: Actor, meeting: Meeting, form: AnyCancel) -> str:
    reason, now = form.reason.data or "", clock.now()
    scope = form.scope if isinstance(form, CancelSeriesForm) else Scope.ONE
    if scope == Scope.ONE:
        await cancel_one(actor, meeting.id, reason, now=now)
        return "Die Sitzung ist abgesagt."
    await cancel_series(actor, meeting.series, meeting.id, scope, reason, now=now)
    return "Die Termine sind abgesagt."


ROUTES = [confirm_cancel, cancel_meeting]
