"""Sent, approved, filed: what ends with minutes that stand."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.actor import Actor
from app.core.errors import NotFound, RuleViolation
from app.files.downloads import bytes_for_download
from app.files.tables import File
from app.minutes import access, due, objections, queries, rules
from app.minutes.checking import checked
from app.minutes.closing_forms import ApprovalForm
from app.minutes.niederschrift import niederschrift
from app.minutes.operations import approval, sending
from app.minutes.tables import MinutesStatus
from app.web.downloads import download
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

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
    told = group.mail_minutes_sent
    people = await queries.recipients(group, clock.today()) if told else []
    return page(
        request,
        "minutes/sending.html",
        area=AREA,
        body_name=record.body_name,
        record=record,
        people=[person.name for person in people],
        told=told,
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
    meeting, group, minutes = await access.minutes_to_lead(actor, meeting_id)
    if minutes.status == MinutesStatus.APPROVED:
        return go_to(request, "minutes:show", meeting_id=meeting_id)
    rules.check_can_be_approved(minutes)
    form = ApprovalForm().offer(actor, await due.later_meetings(group, meeting, now=clock.now()))
    return await _approval_page(request, meeting_id, form, 200)


async def _approval_page(
    request: AnyRequest, meeting_id: UUID, form: ApprovalForm, status: int
) -> Response[Any]:
    """With the fingerprint of what can be read now, and what stands against it."""
    minutes = await access.minutes_of(meeting_id)
    record = await queries.record_of(meeting_id)
    waiting = await objections.open_objections(minutes)
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
        waiting=[(record.item(row.item_id), row) for row in waiting],
    )


@post(f"{PATH}/genehmigung", name="minutes:approve")
async def approve(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[Any]:
    meeting, group, minutes = await access.minutes_to_lead(actor, meeting_id)
    if minutes.status == MinutesStatus.APPROVED:
        return go_to(request, "minutes:show", meeting_id=meeting_id)
    form = ApprovalForm(await form_data(request))
    form.offer(actor, await due.later_meetings(group, meeting, now=clock.now()))
    if not form.validate():
        return await _approval_page(request, meeting_id, form, 422)
    try:
        rules.check_can_be_approved(minutes)
        rules.check_objections_settled(await objections.count_open(minutes))
        await _approve(actor, meeting_id, form)
    except RuleViolation as refusal:
        form.form_errors.append(str(refusal))
        return await _approval_page(request, meeting_id, form, 409)
    message = "Das Protokoll ist genehmigt, die Niederschrift ist abgelegt."
    return go_to(request, "minutes:show", message=message, meeting_id=meeting_id)


async def _approve(actor: Actor, meeting_id: UUID, form: ApprovalForm) -> None:
    """The PDF first, then the transaction that checks whether it still tells the truth."""
    now, live = clock.now(), await queries.record_of(meeting_id)
    rules.check_unchanged(form.fingerprint.data or "", live.fingerprint)
    if form.meeting_id is None:
        record = approval.signed(live, actor, now=now)
        pdf = await niederschrift(record)
        await approval.approve_minutes(actor, meeting_id, record, pdf, now=now)
        return
    other = await due.meeting_named(form.meeting_id)
    record = approval.signed_in(live, other)
    paper = approval.Paper(record, await niederschrift(record))
    await approval.approve_in_meeting(actor, meeting_id, other.id, paper, now=now)


@get(f"{PATH}/niederschrift.pdf", name="minutes:pdf")
async def pdf(actor: CurrentActor, meeting_id: FromPath[UUID]) -> Response[bytes]:
    _, _, minutes = await access.minutes_to_read(actor, meeting_id)
    if minutes is None or minutes.pdf is None:
        raise NotFound
    file = await File.objects().where(File.id == minutes.pdf).first()
    assert file is not None
    return download(await bytes_for_download(file), file.name, file.media_type)


@get(f"{PATH}/pruefung", name="minutes:check")
async def check_sums(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[str]:
    """The sums worked out anew from every byte."""
    _, _, minutes = await access.minutes_to_lead(actor, meeting_id)
    if minutes.status != MinutesStatus.APPROVED:
        raise RuleViolation("Prüfsummen gibt es, sobald das Protokoll genehmigt ist.")
    record = await queries.frozen_record(minutes.id)
    found = await checked(minutes, record)
    return page(
        request,
        "minutes/check.html",
        area=AREA,
        body_name=record.body_name,
        record=record,
        found=found,
        faults=sum(bool(each.fault) for each in found),
    )


ROUTES = [confirm_sending, send, confirm_approval, approve, pdf, check_sums]
