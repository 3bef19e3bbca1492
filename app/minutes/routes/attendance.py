"""Who was there: proposed from the answers, confirmed or corrected by hand."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.actor import Actor
from app.invitations.queries.attendance import proposals_of
from app.invitations.queries.candidates import candidates
from app.minutes import access, queries, rules
from app.minutes.attendance_form import AttendanceForm, WalkInForm, attendance_form
from app.minutes.operations import attendance
from app.minutes.routes.writing import AREA, PATH, head
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, is_partial, page


async def _page(
    request: AnyRequest,
    actor: Actor,
    meeting_id: UUID,
    *,
    form: AttendanceForm | None = None,
    walk_in: WalkInForm | None = None,
) -> Response[str]:
    meeting, group, minutes = await access.minutes_to_write(actor, meeting_id)
    rules.check_open(minutes)
    record = await queries.record_of(meeting_id, decisions=False)
    proposals = await proposals_of(meeting_id)
    shown = form or attendance_form(record, proposals)
    return page(
        request,
        "minutes/attendance.html",
        block="form",
        status=422 if form or walk_in else 200,
        area=AREA,
        body_name=record.body_name,
        record=record,
        form=form or walk_in,
        people=[
            (person, *shown.of(person), proposals.get(person.invitation_id))
            for person in record.attendees
        ],
        walk_in=(walk_in or WalkInForm()).offer(await candidates(meeting, group)),
        alone=is_partial(request),
    )


@get(f"{PATH}/anwesenheit", name="minutes:attendance:edit")
async def edit_attendance(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[str]:
    return await _page(request, actor, meeting_id)


@post(f"{PATH}/anwesenheit", name="minutes:attendance:save")
async def save_attendance(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[Any]:
    await access.minutes_to_write(actor, meeting_id)
    record = await queries.record_of(meeting_id, decisions=False)
    form = attendance_form(record, {}, await form_data(request))
    if not (form.validate() and form.validate_times(record)):
        return await _page(request, actor, meeting_id, form=form)
    await attendance.record_attendance(actor, meeting_id, form.changes(record))
    return await head(request, actor, meeting_id)


@post(f"{PATH}/anwesenheit/dazu", name="minutes:attendance:walk_in")
async def add_walk_in(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[Any]:
    meeting, group, _ = await access.minutes_to_write(actor, meeting_id)
    form = WalkInForm(await form_data(request)).offer(await candidates(meeting, group))
    if not form.validate():
        return await _page(request, actor, meeting_id, walk_in=form)
    person_id = UUID(str(form.person.data))
    await attendance.add_walk_in(actor, meeting_id, person_id, now=clock.now())
    return go_to(
        request, "minutes:attendance:edit", message="Eingetragen als anwesend.",
        meeting_id=meeting_id,
    )  # fmt: skip


ROUTES = [edit_attendance, save_attendance, add_walk_in]
