"""When the meeting really began and ended."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.core.actor import Actor
from app.minutes import queries
from app.minutes.operations import times
from app.minutes.routes.writing import AREA, PATH
from app.minutes.times_form import TimesForm, times_form
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page


async def _page(
    request: AnyRequest, actor: Actor, meeting_id: UUID, form: TimesForm | None = None
) -> Response[str]:
    record = await queries.record_to_write(actor, meeting_id)
    return page(
        request, "minutes/times.html", status=422 if form else 200, area=AREA,
        body_name=record.body_name, record=record, form=form or times_form(record),
    )  # fmt: skip


@get(f"{PATH}/zeiten", name="minutes:times")
async def edit_times(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[str]:
    return await _page(request, actor, meeting_id)


@post(f"{PATH}/zeiten", name="minutes:times:note")
async def note_times(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[Any]:
    record = await queries.record_to_write(actor, meeting_id)
    form = TimesForm(await form_data(request))
    noted = form.times(record) if form.validate() else None
    if noted is None:
        return await _page(request, actor, meeting_id, form)
    await times.note_times(actor, meeting_id, noted)
    return go_to(
        request, "minutes:show", message="Beginn und Ende sind notiert.", meeting_id=meeting_id
    )


ROUTES = [edit_times, note_times]
