"""Release, the next edition, the addition to the Vorlage, and the committee's deadline."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.actor import Actor
from app.core.errors import StaleVersion
from app.reports import access
from app.reports.forms import DeadlineForm, ReleaseForm
from app.reports.operations import deadlines, drafting, releasing
from app.reports.operations.releasing import DataChanged
from app.reports.queries import choices, reports
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

AREA = "berichte"
ONE = "/berichte/{report_id:uuid}"
DEADLINE = "/berichte/fristen/{gremium_id:uuid}"


@get(f"{ONE}/freigabe", name="reports:release")
async def release_page(
    request: AnyRequest, actor: CurrentActor, report_id: FromPath[UUID]
) -> Response[Any]:
    return await _release_page(request, actor, report_id)


async def _release_page(
    request: AnyRequest, actor: Actor, report_id: UUID, doubt: str = ""
) -> Response[Any]:
    seen = await access.report_to_write(actor, report_id)
    if not seen.is_draft:
        return go_to(request, "reports:show", report_id=report_id)
    record = await reports.record_for(seen)
    form = ReleaseForm(data={"seen": record.fingerprint})
    return page(
        request, "reports/release.html", status=409 if doubt else 200, area=AREA, seen=seen,
        record=record, release=form, doubt=doubt,
    )  # fmt: skip


@post(f"{ONE}/freigabe", name="reports:release:do")
async def release(
    request: AnyRequest, actor: CurrentActor, report_id: FromPath[UUID]
) -> Response[Any]:
    form = ReleaseForm(await form_data(request))
    now = clock.now()
    try:
        await releasing.release_report(actor, report_id, form.seen.data or "", now=now)
    except DataChanged as changed:
        await drafting.refill(actor, report_id, now=now)
        return await _release_page(request, actor, report_id, str(changed))
    except StaleVersion as other:
        return await _release_page(request, actor, report_id, str(other))
    message = "Der Bericht ist freigegeben. Seine Zahlen und Texte ändern sich nicht mehr."
    return go_to(request, "reports:show", message=message, report_id=report_id)


@post(f"{ONE}/fortsetzung", name="reports:continue")
async def go_on(
    request: AnyRequest, actor: CurrentActor, report_id: FromPath[UUID]
) -> Response[Any]:
    new_id = await releasing.continue_report(actor, report_id, now=clock.now())
    message = "Die neue Fassung beginnt mit den Texten der freigegebenen und mit neuen Zahlen."
    return go_to(request, "reports:show", message=message, report_id=new_id)


@post(f"{ONE}/sachlage/{{report_subject_id:uuid}}", name="reports:add")
async def add_to_vorlage(
    request: AnyRequest,
    actor: CurrentActor,
    report_id: FromPath[UUID],
    report_subject_id: FromPath[UUID],
) -> Response[Any]:
    await releasing.add_to_vorlage(actor, report_id, report_subject_id, now=clock.now())
    message = "Der Bericht steht als Ergänzung in der Sachlage der Vorlage."
    return go_to(request, "reports:show", message=message, report_id=report_id)


@get(DEADLINE, name="reports:deadline")
async def deadline_page(
    request: AnyRequest, actor: CurrentActor, gremium_id: FromPath[UUID]
) -> Response[str]:
    return await _deadline_page(request, actor, gremium_id, None)


async def _deadline_page(
    request: AnyRequest, actor: Actor, committee_id: UUID, form: DeadlineForm | None
) -> Response[str]:
    committee = await access.committee_of_office(actor, committee_id)
    days, version = await choices.deadline_of(committee_id)
    status = 200 if form is None else 409 if not form.days.errors else 422
    return page(
        request, "reports/deadline.html", status=status, area=AREA, committee=committee,
        form=form or DeadlineForm(data={"days": days, "version": version}), known=days,
    )  # fmt: skip


@post(DEADLINE, name="reports:deadline:set")
async def set_deadline(
    request: AnyRequest, actor: CurrentActor, gremium_id: FromPath[UUID]
) -> Response[Any]:
    await access.committee_of_office(actor, gremium_id)
    form = DeadlineForm(await form_data(request))
    if not form.validate() or form.days.data is None:
        return await _deadline_page(request, actor, gremium_id, form)
    try:
        await deadlines.set_deadline(actor, gremium_id, form.days.data, form.base)
    except StaleVersion as other:
        form.form_errors.append(str(other))
        return await _deadline_page(request, actor, gremium_id, form)
    return go_to(request, "reports:list", message="Die Frist für Berichte gilt ab jetzt.")


ROUTES = [
    release_page, release, go_on, add_to_vorlage, deadline_page, set_deadline,
]  # fmt: skip
