"""Removing a passage: choose it, see every place, confirm. The words never stand in an address."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.actor import Actor
from app.core.errors import RuleViolation
from app.minutes.queries import frozen_record, record_of
from app.minutes.record import Record
from app.minutes.tables import Minutes, MinutesStatus
from app.redaction import access
from app.redaction.forms import NO_FILE, ConfirmForm, FileForm, RedactionForm
from app.redaction.queries.stubs import stubs_of
from app.redaction.removing import find, remove, remove_use
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

PATH = "/sitzungen/{meeting_id:uuid}/protokoll/entfernung"
FILE_GONE = "Die Datei ist gelöscht."
REMOVED = "Die Stelle ist entfernt. An ihrem Platz steht, wann das war."


@get(PATH, name="redaction:form")
async def choose(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[str]:
    return await _choose(request, actor, meeting_id, RedactionForm(data={"comments": True}))


async def _choose(
    request: AnyRequest, actor: Actor, meeting_id: UUID, form: RedactionForm, status: int = 200
) -> Response[str]:
    _, _, minutes = await access.minutes_to_redact(actor, meeting_id)
    return page(
        request, "redaction/choose.html", area="sitzungen", status=status, form=form,
        record=await _record(minutes), stubs=await stubs_of(minutes.id),
    )  # fmt: skip


async def _record(minutes: Minutes) -> Record:
    if minutes.status == MinutesStatus.APPROVED:
        return await frozen_record(minutes.id)
    return await record_of(minutes.meeting)


@post(f"{PATH}/fundstellen", name="redaction:places", status_code=200)
async def places(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[Any]:
    await access.minutes_to_redact(actor, meeting_id)
    form = RedactionForm(await form_data(request))
    if not form.validate():
        return await _choose(request, actor, meeting_id, form, 422)
    return await _confirm(request, actor, meeting_id, form, 200)


async def _confirm(
    request: AnyRequest,
    actor: Actor,
    meeting_id: UUID,
    form: RedactionForm,
    status: int,
    gone: str = "",
) -> Response[Any]:
    """The places as they are now, with what was wrong about the order; else back to the choice.

    `gone`: what has just been removed, and was perhaps the last place.
    """
    _, group, minutes = await access.minutes_to_redact(actor, meeting_id)
    order = form.cleaned(clock.today())
    try:
        found = await find(group, order)
    except RuleViolation as refusal:
        if gone:
            return go_to(request, "redaction:form", message=gone, meeting_id=meeting_id)
        form.form_errors.append(str(refusal))
        return await _choose(request, actor, meeting_id, form, 422)
    confirm = form if isinstance(form, ConfirmForm) else ConfirmForm.of(form)
    confirm.seen.data = found.seen
    return page(
        request, "redaction/confirm.html", area="sitzungen", status=status, form=confirm,
        found=found, order=order, group=group, record=await _record(minutes), gone=gone, file_form=FileForm.of(form),
    )  # fmt: skip


@post(PATH, name="redaction:remove")
async def remove_now(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[Any]:
    await access.minutes_to_redact(actor, meeting_id)
    form = ConfirmForm(await form_data(request))
    if not form.validate():
        again = _confirm if set(form.errors) == {"sure"} else _choose
        return await again(request, actor, meeting_id, form, 422)
    try:
        await remove(actor, meeting_id, form.cleaned(clock.today()), now=clock.now())
    except RuleViolation as refusal:
        form.form_errors.append(str(refusal))
        return await _confirm(request, actor, meeting_id, form, 409)
    return go_to(request, "minutes:show", message=REMOVED, meeting_id=meeting_id)


@post(f"{PATH}/dateien", name="redaction:file:remove", status_code=200)
async def remove_one_file(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[Any]:
    """Then the places that are left; back to the choice where there are none."""
    await access.minutes_to_redact(actor, meeting_id)
    sent = await form_data(request)
    form, again = FileForm(sent), RedactionForm(sent)
    if not form.validate():
        if again.validate():
            again.form_errors.append(NO_FILE)
        return await _choose(request, actor, meeting_id, again, 422)
    try:
        await remove_use(actor, meeting_id, form.chosen, form.cleaned(clock.today()))
    except RuleViolation as refusal:
        again.form_errors.append(str(refusal))
        return await _choose(request, actor, meeting_id, again, 409)
    return await _confirm(request, actor, meeting_id, form, 200, gone=FILE_GONE)


ROUTES = [choose, places, remove_now, remove_one_file]
