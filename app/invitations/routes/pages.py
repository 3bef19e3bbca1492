"""What everybody may open who belongs to the group or is invited."""

from itertools import groupby
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from app.core import clock
from app.core.errors import NotFound
from app.core.paging import page_number
from app.core.settings import settings
from app.ical import feed
from app.invitations import access
from app.invitations.forms import AnswerForm
from app.invitations.operations import answer
from app.invitations.queries.pages import MeetingPage, meeting_page
from app.meetings.queries.agenda import agenda_of
from app.meetings.queries.meetings import coming_meetings, past_meetings
from app.meetings.rules import event_of
from app.web.filters import MONTHS
from app.web.forms import form_data, uuid_of
from app.web.helping import chapter_of
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

AREA = "sitzungen"
COMING_AT_MOST = 200


@get("/sitzungen", name="meetings:list")
async def list_meetings(
    request: AnyRequest,
    actor: CurrentActor,
    zeit: FromQuery[str] = "",
    seite: FromQuery[str] = "1",
) -> Response[str]:
    also = await access.attended_meetings(actor)
    if zeit == "vergangen":
        number = page_number(seite)
        meetings, pages = await past_meetings(actor, number, also=also)
        return page(
            request, "invitations/past.html", area=AREA, meetings=meetings, number=number,
            pages=pages,
        )  # fmt: skip
    meetings = await coming_meetings(actor, COMING_AT_MOST, also=also)
    months = [
        (f"{MONTHS[month - 1]} {year}", list(of_month))
        for (year, month), of_month in groupby(
            meetings, lambda each: clock.berlin(each.starts_at).timetuple()[:2]
        )
    ]
    may_lead = bool(actor.office_of or actor.leads)
    return page(request, "invitations/coming.html", area=AREA, months=months, may_lead=may_lead)


@get("/sitzungen/{meeting_id:str}", name="meetings:show")
async def show(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[str]
) -> Response[Any]:
    """The page, or with .ics behind the id the calendar entry: the router knows one kind of both."""
    plain_id, _, ending = meeting_id.partition(".")
    if ending not in {"", "ics"}:
        raise NotFound
    attending = await access.meeting_to_attend(actor, uuid_of(plain_id))
    if ending == "ics":
        return await _calendar_entry(attending)
    shown = await meeting_page(actor, attending)
    form = AnswerForm.of(shown.own) if shown.own else None
    return _meeting_page(request, shown, form)


def _meeting_page(
    request: AnyRequest, shown: MeetingPage, form: AnswerForm | None, status: int = 200
) -> Response[str]:
    return page(
        request,
        "invitations/meeting.html",
        status=status,
        area=AREA,
        body_name=shown.meeting.body_name,
        shown=shown,
        meeting=shown.meeting,
        form=form,
        help_here=chapter_of("invitations:show" if shown.may_lead else "meetings:show"),
    )


@post("/sitzungen/{meeting_id:uuid}/antwort", name="meetings:answer")
async def answer_own(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[Any]:
    attending = await access.meeting_to_attend(actor, meeting_id)
    shown = await meeting_page(actor, attending)
    if shown.own is None:
        raise NotFound
    form = AnswerForm.typed(shown.own, await form_data(request))
    if not form.validate():
        return _meeting_page(request, shown, form, status=422)
    await answer.answer_own(actor, meeting_id, form.cleaned(shown.own), now=clock.now())
    return go_to(
        request, "meetings:show", message="Ihre Antwort ist gespeichert.", meeting_id=meeting_id
    )


async def _calendar_entry(attending: access.Attending) -> Response[bytes]:
    """One event without METHOD or people, for who wants it in a calendar without an invitation."""
    agenda = await agenda_of(attending.meeting.id, confidential=False)
    lines = [f"{row.printed_label} {row.marked_title}" for row in agenda]
    event = event_of(attending.meeting, attending.group.name, lines, base_url=settings().base_url)
    return Response(
        feed.single(event),
        media_type="text/calendar",
        headers={
            "Content-Disposition": 'attachment; filename="termin.ics"',
            "Cache-Control": "private, no-cache",
        },
    )


ROUTES = [list_meetings, show, answer_own]
