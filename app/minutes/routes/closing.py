"""Sent, approved, filed: what ends with minutes that stand."""

from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.errors import NotFound, RuleViolation
from app.files.store import read_bytes
from app.files.tables import File
from app.minutes import access, queries, rules
from app.minutes.forms import ApprovalForm
from app.minutes.niederschrift import niederschrift
from app.minutes.operations import approval, sending
from app.minutes.tables import MinutesStatus
from app.web.downloads import download
from app.web.forms import form_data
from app.web.sessions import CurrentActor
from app.web.templates import go_to, page

AnyRequest = Request[Any, Any, Any]
AREA = "sitzungen"
PATH = "/sitzungen/{meeting_id:uuid}/protokoll"


@get(f"{PATH}/versand", name="minutes:sending")
async def confirm_sending(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[Any]:
    meeting, group, minutes = await access.minutes_to_write(actor, meeting_id)
    if minutes.status != MinutesStatus.DRAFT:
        return go_to(request, "minutes:show", meeting_id=meeting_id)
    rules.check_can_be_sent(minutes, meeting, now=clock.now())
    record = await queries.record_of(meeting_id)
    people = await queries.recipients(group, clock.today())
    return page(
        request,
        "minutes/sending.html",
        area=AREA,
        body_name=record.body_name,
        record=record,
        people=[person.name for person in people],
        until=rules.objections_until(clock.today(), group.objection_days),
        empty=[f"TOP {item.label}" for item in record.items if item.is_empty],
    )


@post(f"{PATH}/versand", name="minutes:send")
async def send(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[Any]:
    count = await sending.send_minutes(actor, meeting_id, now=clock.now())
    message = {
        0: "Das Protokoll ist versandt.",
        1: "Das Protokoll ist an eine Person auf dem Weg.",
    }.get(count, f"Das Protokoll ist an {count} Personen auf dem Weg.")
    return go_to(request, "minutes:show", message=message, meeting_id=meeting_id)


@get(f"{PATH}/genehmigung", name="minutes:approval")
async def confirm_approval(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[Any]:
    _, _, minutes = await access.minutes_to_lead(actor, meeting_id)
    if minutes.status == MinutesStatus.APPROVED:
        return go_to(request, "minutes:show", meeting_id=meeting_id)
    rules.check_can_be_approved(minutes)
    return await _approval_page(request, meeting_id, ApprovalForm(), 200)


async def _approval_page(
    request: AnyRequest, meeting_id: UUID, form: ApprovalForm, status: int
) -> Response[Any]:
    """With the fingerprint of what can be read now."""
    minutes = await access.minutes_of(meeting_id)
    record = await queries.record_of(meeting_id)
    form.fingerprint.data = record.fingerprint
    early = minutes.objections_until is not None and clock.today() <= minutes.objections_until
    return page(
        request,
        "minutes/approval.html",
        status=status,
        area=AREA,
        body_name=record.body_name,
        record=record,
        minutes=minutes,
        form=form,
        early=early,
    )


@post(f"{PATH}/genehmigung", name="minutes:approve")
async def approve(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[Any]:
    _, _, minutes = await access.minutes_to_lead(actor, meeting_id)
    if minutes.status == MinutesStatus.APPROVED:
        return go_to(request, "minutes:show", meeting_id=meeting_id)
    form, now = ApprovalForm(await form_data(request)), clock.now()
    record = approval.signed(await queries.record_of(meeting_id), actor, now=now)
    try:
        rules.check_can_be_approved(minutes)
        rules.check_unchanged(form.fingerprint.data or "", record.fingerprint)
        pdf = await niederschrift(record)
        await approval.approve_minutes(actor, meeting_id, record, pdf, now=now)
    except RuleViolation as refusal:
        form.form_errors.append(str(refusal))
        return await _approval_page(request, meeting_id, form, 409)
    message = "Das Protokoll ist genehmigt, die Niederschrift ist abgelegt."
    return go_to(request, "minutes:show", message=message, meeting_id=meeting_id)


@get(f"{PATH}/niederschrift.pdf", name="minutes:pdf")
async def pdf(actor: CurrentActor, meeting_id: FromPath[UUID]) -> Response[bytes]:
    _, _, minutes = await access.minutes_to_read(actor, meeting_id)
    if minutes is None or minutes.pdf is None:
        raise NotFound
    file = await File.objects().where(File.id == minutes.pdf).first()
    assert file is not None
    return download(await read_bytes(file), file.name, file.media_type)


ROUTES = [confirm_sending, send, confirm_approval, approve, pdf]
