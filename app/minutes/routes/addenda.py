"""Dated notes below approved minutes, each with a PDF of its own."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.errors import RuleViolation
from app.minutes import access, anhang, objections, queries, rules
from app.minutes.closing_forms import AddendumForm
from app.minutes.operations.addenda import add_addendum
from app.web.downloads import download
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

AREA = "sitzungen"
PATH = "/sitzungen/{meeting_id:uuid}/protokoll"


@get(f"{PATH}/anhang", name="minutes:addendum:new")
async def new_addendum(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[str]:
    _, _, minutes = await access.minutes_to_lead(actor, meeting_id)
    rules.check_has_addenda(minutes)
    return await _page(request, meeting_id, AddendumForm.fresh(), 200)


async def _page(
    request: AnyRequest, meeting_id: UUID, form: AddendumForm, status: int
) -> Response[str]:
    record = await queries.record_of(meeting_id, decisions=False)
    return page(
        request,
        "minutes/addendum_new.html",
        status=status,
        area=AREA,
        body_name=record.body_name,
        record=record,
        form=form,
    )


@post(f"{PATH}/anhang", name="minutes:addendum:add")
async def add(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[Any]:
    await access.minutes_to_lead(actor, meeting_id)
    form, status = AddendumForm(await form_data(request)), 422
    if form.validate():
        try:
            await add_addendum(
                actor, meeting_id, form.new_id, form.text.data or "", now=clock.now()
            )
            return go_to(
                request, "minutes:show", message="Der Anhang steht unter dem Protokoll.",
                anchor="anhaenge", meeting_id=meeting_id,
            )  # fmt: skip
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
            status = 409
    return await _page(request, meeting_id, form, status)


@get(f"{PATH}/anhaenge/{{addendum_id:uuid}}/anhang.pdf", name="minutes:addendum:pdf")
async def addendum_pdf(
    actor: CurrentActor, meeting_id: FromPath[UUID], addendum_id: FromPath[UUID]
) -> Response[bytes]:
    """Beside the Niederschrift, whose bytes stay as they are."""
    _, _, minutes = await access.minutes_to_read(actor, meeting_id)
    addendum = await access.addendum_of(minutes, addendum_id)
    record = await queries.frozen_record(addendum.minutes)
    closing = await objections.closing_of(minutes, today=clock.today())
    pdf = await anhang.anhang(record, addendum, closing.pdf_sha256)
    return download(pdf, anhang.name_of(record, addendum), "application/pdf")


ROUTES = [new_addendum, add, addendum_pdf]
