"""Decisions of an agenda item. Each form is loaded when wanted; without htmx it is a page of its own."""

from collections.abc import Awaitable
from typing import Any
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.errors import RuleViolation, StaleVersion
from app.core.words import Visibility
from app.decisions.forms import DecisionForm
from app.groups.tables import GroupKind
from app.meetings.queries.meetings import meeting_head
from app.meetings.rules import COMING
from app.meetings.tables import MeetingStatus
from app.minutes import access, queries
from app.minutes.forms import decision_form, distinct, form_of_decision, note_conflict
from app.minutes.operations import results
from app.minutes.record import DecisionPart, ItemPart, Record
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, is_partial, page

AREA = "sitzungen"
PATH = "/sitzungen/{meeting_id:uuid}/protokoll"
OF_ITEM = f"{PATH}/punkte/{{agenda_item_id:uuid}}/beschluesse"
KNOWN = f"{PATH}/beschluesse/{{decision_id:uuid}}"


@get(OF_ITEM, name="minutes:decision:new")
async def new_decision(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    agenda_item_id: FromPath[UUID],
) -> Response[str]:
    record = await queries.record_to_write(actor, meeting_id)
    form = decision_form(record.group_kind, id=str(uuid4()))
    return await _form(request, record, record.item(agenda_item_id), form)


@get(KNOWN, name="minutes:decision:show")
async def known_decision(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    decision_id: FromPath[UUID],
) -> Response[str]:
    record = await queries.record_to_write(actor, meeting_id)
    item, decision = record.decision(decision_id)
    form = form_of_decision(record.group_kind, decision)
    return await _form(request, record, item, form, decision)


async def _form(
    request: AnyRequest,
    record: Record,
    item: ItemPart,
    form: DecisionForm,
    decision: DecisionPart | None = None,
    status: int = 200,
) -> Response[str]:
    return page(
        request,
        "minutes/decision.html",
        block="form",
        status=status,
        area=AREA,
        body_name=record.body_name,
        record=record,
        item=item,
        decision=decision,
        form=distinct(form, decision.id if decision else f"neu-{item.id}"),
        alone=is_partial(request),
        may_open=await _may_open(record, item),
    )


async def _may_open(record: Record, item: ItemPart) -> bool:
    """Whoever writes here may let the committee read the decision, until the meeting is over."""
    if record.decides or item.visibility == Visibility.PUBLIC:
        return False
    return (await meeting_head(record.meeting_id)).status in {*COMING, MeetingStatus.RUNNING}


@post(OF_ITEM, name="minutes:decision:record")
async def record_decision(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    agenda_item_id: FromPath[UUID],
) -> Response[Any]:
    _, group, _ = await access.minutes_to_write(actor, meeting_id)
    form, status = decision_form(GroupKind(group.kind), await form_data(request)), 422
    if form.validate():
        write = results.record_decision(actor, meeting_id, agenda_item_id, form.cleaned())
        status = await _written(write, form)
    record = await queries.record_to_write(actor, meeting_id)
    item = record.item(agenda_item_id)
    if status == 200:
        return _saved(request, record, item, form.new_id, is_new=True)
    return await _form(request, record, item, form, status=status)


@post(KNOWN, name="minutes:decision:change")
async def change_decision(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    decision_id: FromPath[UUID],
) -> Response[Any]:
    """After a conflict the reader has seen the other wording: the next press may replace it."""
    _, group, _ = await access.minutes_to_write(actor, meeting_id)
    form, status = decision_form(GroupKind(group.kind), await form_data(request)), 422
    form.id.data = str(decision_id)
    if form.validate():
        write = results.change_decision(actor, meeting_id, form.cleaned(), form.based_on)
        status = await _written(write, form)
    record = await queries.record_to_write(actor, meeting_id)
    item, decision = record.decision(decision_id)
    if status == 200:
        return _saved(request, record, item, decision_id)
    if form.conflict:
        form.version.data = str(decision.version)
    return await _form(request, record, item, form, decision, status)


async def _written(write: Awaitable[None], form: DecisionForm) -> int:
    """The answer's status; why nothing was written stands in the form."""
    try:
        await write
    except StaleVersion as other:
        note_conflict(form, other)
        return 409
    except RuleViolation as refusal:
        form.form_errors.append(str(refusal))
        return 422
    return 200


def _saved(
    request: AnyRequest, record: Record, item: ItemPart, decision_id: UUID, *, is_new: bool = False
) -> Response[Any]:
    """Back to the agenda item; for htmx only what takes the form's place."""
    if not is_partial(request):
        return go_to(
            request, "minutes:show", message="Gespeichert.", anchor=f"top-{item.id}",
            meeting_id=record.meeting_id,
        )  # fmt: skip
    return page(
        request,
        "minutes/_answers.html",
        block="decision",
        record=record,
        item=item,
        decision_id=decision_id,
        is_new=is_new,
    )


@post(f"{KNOWN}/entfernung", name="minutes:decision:remove")
async def remove_decision(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    decision_id: FromPath[UUID],
) -> Response[Any]:
    await results.remove_decision(actor, meeting_id, decision_id, now=clock.now())
    return go_to(
        request, "minutes:show", message="Der Beschluss ist entfernt.", meeting_id=meeting_id
    )


ROUTES = [new_decision, known_decision, record_decision, change_decision, remove_decision]
