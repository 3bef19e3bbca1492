"""Objections: the list, one page per item to raise one, one page per objection to decide about it."""

from collections.abc import Awaitable
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.actor import Actor
from app.core.errors import NotFound, RuleViolation, StaleVersion
from app.groups.access import may_write_minutes
from app.minutes import access, objections, queries
from app.minutes.closing_forms import AcceptForm, DeclineForm, ObjectionForm, WithdrawForm
from app.minutes.objections import ObjectionRow
from app.minutes.operations import objections as operations
from app.minutes.record import Record
from app.minutes.rewording import reworded
from app.minutes.tables import Minutes, MinutesStatus
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

AnyForm = AcceptForm | DeclineForm | WithdrawForm
AREA = "sitzungen"
PATH = "/sitzungen/{meeting_id:uuid}/protokoll"
OF_ITEM = f"{PATH}/punkte/{{agenda_item_id:uuid}}/einwand"
KNOWN = f"{PATH}/einwaende/{{objection_id:uuid}}"


async def _read(actor: Actor, meeting_id: UUID) -> tuple[Minutes, Record, bool]:
    """The minutes, what they say now, and whether the reader decides about objections."""
    _, group, minutes = await access.minutes_to_read(actor, meeting_id)
    if minutes is None:
        raise NotFound
    approved = minutes.status == MinutesStatus.APPROVED
    record = await (
        queries.frozen_record(minutes.id) if approved else queries.record_of(meeting_id)
    )
    return minutes, record, may_write_minutes(actor, group) and not approved


@get(f"{PATH}/einwaende", name="minutes:objections")
async def objections_list(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[str]:
    minutes, record, may_settle = await _read(actor, meeting_id)
    return page(
        request,
        "minutes/objections.html",
        area=AREA,
        body_name=record.body_name,
        record=record,
        minutes=minutes,
        may_settle=may_settle,
        closing=await objections.closing_of(minutes, today=clock.today()),
    )


@get(OF_ITEM, name="minutes:objection:new")
async def new_objection(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    agenda_item_id: FromPath[UUID],
) -> Response[str]:
    minutes, record, _ = await _read(actor, meeting_id)
    item = record.item(agenda_item_id)
    form = ObjectionForm.fresh(wording=item.text, version=item.version)
    return _raise_page(request, minutes, record, agenda_item_id, form)


def _raise_page(
    request: AnyRequest,
    minutes: Minutes,
    record: Record,
    item_id: UUID,
    form: ObjectionForm,
    status: int = 200,
) -> Response[str]:
    """Without a form once nothing can be raised any more, unless something was typed already."""
    return page(
        request,
        "minutes/objection_new.html",
        status=status,
        area=AREA,
        body_name=record.body_name,
        record=record,
        minutes=minutes,
        item=record.item(item_id),
        form=form,
        refusal=objections.refusal_of(minutes, today=clock.today()),
    )


@post(OF_ITEM, name="minutes:objection:raise")
async def raise_objection(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    agenda_item_id: FromPath[UUID],
) -> Response[Any]:
    minutes, record, _ = await _read(actor, meeting_id)
    record.item(agenda_item_id)
    form, status = ObjectionForm(await form_data(request)), 422
    if form.validate():
        try:
            await operations.raise_objection(
                actor, meeting_id, agenda_item_id, form.cleaned(), now=clock.now()
            )
            return go_to(
                request, "minutes:objections", anchor=f"top-{agenda_item_id}",
                message="Ihr Einwand ist eingetragen. Darüber entscheiden Leitung, Koordination oder Protokollführung.",
                meeting_id=meeting_id,
            )  # fmt: skip
        except StaleVersion as other:
            form.form_errors.append(str(other))
            record = await queries.record_of(meeting_id)
            form.version.data, status = str(record.item(agenda_item_id).version), 409
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
            status = 409
    return _raise_page(request, minutes, record, agenda_item_id, form, status)


@get(KNOWN, name="minutes:objection:show")
async def show_objection(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    objection_id: FromPath[UUID],
) -> Response[str]:
    return await _show(request, actor, meeting_id, objection_id)


async def _show(
    request: AnyRequest,
    actor: Actor,
    meeting_id: UUID,
    objection_id: UUID,
    form: AnyForm | None = None,
    status: int = 200,
) -> Response[str]:
    minutes, record, may_settle = await _read(actor, meeting_id)
    objection = await access.objection_of(minutes, objection_id)
    row = ObjectionRow.of(objection.to_dict())
    item = record.item(row.item_id)
    accept = form if isinstance(form, AcceptForm) else AcceptForm()
    accept.version.data = str(item.version)
    return page(
        request,
        "minutes/objection.html",
        status=status,
        area=AREA,
        body_name=record.body_name,
        record=record,
        item=item,
        objection=row,
        changes=row.changes(item.text),
        moved=row.is_open and row.before.split() != item.text.split(),
        may_settle=may_settle and row.is_open,
        may_withdraw=row.is_open and access.may_withdraw(actor, objection),
        preview=reworded(item.rich, row.wording) if row.is_open else "",
        look=bool(item.rich) and row.is_open,
        accept=accept,
        decline=form if isinstance(form, DeclineForm) else DeclineForm(),
        form=form,
    )


@post(f"{KNOWN}/uebernahme", name="minutes:objection:accept")
async def accept_objection(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    objection_id: FromPath[UUID],
) -> Response[Any]:
    await access.minutes_to_write(actor, meeting_id)
    form = AcceptForm(await form_data(request))
    if not form.validate():
        return await _show(request, actor, meeting_id, objection_id, form, 422)
    write = operations.accept_objection(
        actor, meeting_id, objection_id, int(form.version.data or 0), now=clock.now()
    )
    if refused := await _refused(write, form):
        return await _show(request, actor, meeting_id, objection_id, form, refused)
    return _settled(request, meeting_id, "Der Vorschlag steht jetzt im Protokoll.")


@post(f"{KNOWN}/ablehnung", name="minutes:objection:decline")
async def decline_objection(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    objection_id: FromPath[UUID],
) -> Response[Any]:
    await access.minutes_to_write(actor, meeting_id)
    form = DeclineForm(await form_data(request))
    if not form.validate():
        return await _show(request, actor, meeting_id, objection_id, form, 422)
    write = operations.decline_objection(
        actor, meeting_id, objection_id, form.answer.data or "", now=clock.now()
    )
    if refused := await _refused(write, form):
        return await _show(request, actor, meeting_id, objection_id, form, refused)
    return _settled(request, meeting_id, "Der Einwand ist abgelehnt, der Text bleibt.")


@post(f"{KNOWN}/ruecknahme", name="minutes:objection:withdraw")
async def withdraw_objection(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    objection_id: FromPath[UUID],
) -> Response[Any]:
    form = WithdrawForm(await form_data(request))
    write = operations.withdraw_objection(actor, meeting_id, objection_id, now=clock.now())
    if refused := await _refused(write, form):
        return await _show(request, actor, meeting_id, objection_id, form, refused)
    return _settled(request, meeting_id, "Ihr Einwand ist zurückgezogen, der Text bleibt.")


async def _refused(write: Awaitable[None], form: AnyForm) -> int:
    """The status of the answer, 0 when it is written; why not stands in the form."""
    try:
        await write
    except RuleViolation as refusal:
        form.form_errors.append(str(refusal))
        return 409
    return 0


def _settled(request: AnyRequest, meeting_id: UUID, message: str) -> Response[Any]:
    return go_to(request, "minutes:objections", message=message, meeting_id=meeting_id)


ROUTES = [
    objections_list, new_objection, raise_objection, show_objection, accept_objection,
    decline_objection, withdraw_objection,
]  # fmt: skip
