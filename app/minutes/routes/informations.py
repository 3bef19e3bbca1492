"""One information: what it can become, what it became, and the way back."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.actor import Actor
from app.core.errors import RuleViolation
from app.minutes import access, queries, rules
from app.minutes.information_form import TaskOfForm
from app.minutes.operations import informations
from app.minutes.tables import Became
from app.tasks.queries import assignees
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

AREA = "sitzungen"
PATH = "/sitzungen/{meeting_id:uuid}/protokoll/informationen/{information_id:uuid}"


@get(PATH, name="minutes:information:show")
async def show(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    information_id: FromPath[UUID],
) -> Response[str]:
    return await _show(request, actor, meeting_id, information_id)


async def _show(
    request: AnyRequest,
    actor: Actor,
    meeting_id: UUID,
    information_id: UUID,
    form: TaskOfForm | None = None,
    status: int = 200,
) -> Response[str]:
    """`form`: what came back."""
    _, group, minutes = await access.minutes_to_write(actor, meeting_id)
    rules.check_open(minutes)
    row = await access.information_of(meeting_id, information_id)
    record = await queries.record_of(meeting_id, decisions=False)
    task = form or TaskOfForm(data={"title": row.text})
    return page(
        request, "minutes/information.html", status=status, area=AREA, body_name=record.body_name,
        record=record, item=record.item(row.agenda_item), information=row,
        became=Became(row.became) if row.became else None, form=form,
        task=task.offer(await assignees(group, clock.today())),
    )  # fmt: skip


def _done(request: AnyRequest, ids: tuple[UUID, UUID], message: str) -> Response[Any]:
    return go_to(
        request, "minutes:information:show", message=message, meeting_id=ids[0],
        information_id=ids[1],
    )  # fmt: skip


@post(f"{PATH}/beschluss", name="minutes:information:decide")
async def make_decision(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    information_id: FromPath[UUID],
) -> Response[Any]:
    await informations.make_decision(actor, meeting_id, information_id, now=clock.now())
    return _done(request, (meeting_id, information_id), "Die Information ist jetzt ein Beschluss.")


@post(f"{PATH}/aufgabe", name="minutes:information:task")
async def make_task(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    information_id: FromPath[UUID],
) -> Response[Any]:
    _, group, _ = await access.minutes_to_write(actor, meeting_id)
    await access.information_of(meeting_id, information_id)
    form, status = TaskOfForm(await form_data(request)), 422
    form.offer(await assignees(group, clock.today()))
    if form.validate():
        try:
            task = form.cleaned(information_id)
            await informations.make_task(actor, meeting_id, task, now=clock.now())
            message = "Die Information ist jetzt eine Aufgabe."
            return _done(request, (meeting_id, information_id), message)
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
            status = 409
    return await _show(request, actor, meeting_id, information_id, form, status)


@post(f"{PATH}/entfernung", name="minutes:information:remove")
async def remove(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    information_id: FromPath[UUID],
) -> Response[Any]:
    await informations.remove_information(actor, meeting_id, information_id, now=clock.now())
    return _done(request, (meeting_id, information_id), "Die Information ist entfernt.")


@post(f"{PATH}/ruecknahme", name="minutes:information:take-back")
async def take_back(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    information_id: FromPath[UUID],
) -> Response[Any]:
    await informations.take_back(actor, meeting_id, information_id, now=clock.now())
    return _done(
        request, (meeting_id, information_id), "Im Protokoll steht wieder die Information."
    )


ROUTES = [show, make_decision, make_task, remove, take_back]
