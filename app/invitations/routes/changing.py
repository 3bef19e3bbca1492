"""Moving a meeting, or only its title: first who gets what, then the mails."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from app.core import clock
from app.core.actor import Actor
from app.core.errors import RuleViolation, StaleVersion
from app.invitations import queries, rules
from app.invitations.operations import change
from app.invitations.routes.frame import AnyRequest, meeting_frame, told
from app.meetings.access import meeting_to_lead
from app.meetings.forms import MeetingForm
from app.meetings.queries import meeting_head, notice_for
from app.meetings.tables import Meeting
from app.web.forms import form_data
from app.web.sessions import CurrentActor
from app.web.templates import go_to


@get("/sitzungen/{meeting_id:uuid}/bearbeiten", name="meetings:edit")
async def edit(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    tag: FromQuery[str] = "",
    beginn: FromQuery[str] = "",
    ende: FromQuery[str] = "",
) -> Response[str]:
    """A date in the address, as somebody has proposed it, fills the fields and saves nothing."""
    meeting, group = await meeting_to_lead(actor, meeting_id)
    head, form = await meeting_head(meeting_id), MeetingForm.of(meeting)
    for field, given in ((form.day, tag), (form.begins, beginn), (form.ends, ende)):
        if given:
            field.process_formdata([given])
    notice = await notice_for(group, form.day.data)
    return meeting_frame(request, "invitations/edit.html", head, form=form, notice=notice)


@post("/sitzungen/{meeting_id:uuid}/bearbeiten", name="meetings:change")
async def change_meeting(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[Any]:
    """First the form, then, when somebody is invited, the page that says who is told."""
    meeting, group = await meeting_to_lead(actor, meeting_id)
    head = await meeting_head(meeting_id)
    sent = await form_data(request)
    form, choice = MeetingForm(sent), str(sent.get("versand", ""))
    notice = await notice_for(group, form.day.data)
    if form.validate() and choice != "zurueck":
        data = form.cleaned()
        invited = await queries.count_to_tell(meeting_id)
        if invited and not choice and not rules.is_same(meeting, data):
            return meeting_frame(
                request, "invitations/change.html", head, form=form, invited=invited, data=data,
                significant=rules.is_significant(meeting, data),
            )  # fmt: skip
        return await _save(request, actor, meeting, form, notify=choice == "senden")
    return meeting_frame(
        request, "invitations/edit.html", head, status=422 if form.errors else 200, form=form,
        notice=notice,
    )  # fmt: skip


async def _save(
    request: AnyRequest, actor: Actor, meeting: Meeting, form: MeetingForm, *, notify: bool
) -> Response[Any]:
    head = await meeting_head(meeting.id)
    try:
        count = await change.change_meeting(
            actor, meeting.id, form.known_version, form.cleaned(), notify=notify, now=clock.now()
        )
    except StaleVersion as stale:
        form.form_errors.append(str(stale))
        form.version.data = str(meeting.version)
        return meeting_frame(
            request, "invitations/edit.html", head, status=409, form=form, theirs=head, notice=None
        )
    except RuleViolation as refusal:
        form.form_errors.append(str(refusal))
        return meeting_frame(
            request, "invitations/edit.html", head, status=422, form=form, notice=None
        )
    message = f"Gespeichert. {told(count)}" if count else "Gespeichert."
    return go_to(request, "meetings:show", message=message, meeting_id=meeting.id)


ROUTES = [edit, change_meeting]
