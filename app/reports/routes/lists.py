"""All reports that the reader may open, and a new one."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromQuery

from app.core import clock
from app.core.actor import Actor
from app.core.errors import Forbidden, existing
from app.core.paging import page_number, pages_of
from app.reports import access
from app.reports.forms import NewForm
from app.reports.operations import drafting
from app.reports.queries import choices, reports
from app.reports.queries.choices import CommitteeChoice
from app.reports.rules.life import proposed_since
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

AREA = "berichte"


@get("/berichte", name="reports:list")
async def list_all(
    request: AnyRequest,
    actor: CurrentActor,
    zu: FromQuery[UUID | None] = None,
    seite: FromQuery[str] = "1",
    verworfen: FromQuery[UUID | None] = None,
) -> Response[str]:
    """?zu= a Vorlage or a group; ?verworfen= a draft that can come back."""
    number = page_number(seite)
    found = await reports.reports_for(actor, number, zu)
    return page(
        request, "reports/list.html", area=AREA, rows=found.rows, number=number,
        pages=pages_of(found.count), about=zu, may_begin=bool(actor.office_of),
        discarded=await access.discarded_draft(actor, verworfen) if verworfen else None,
    )  # fmt: skip


@get("/berichte/neu", name="reports:new")
async def new(
    request: AnyRequest,
    actor: CurrentActor,
    ausschuss: FromQuery[UUID | None] = None,
    vorlage: FromQuery[UUID | None] = None,
) -> Response[str]:
    """Without a committee in the address the only one, or a choice."""
    committees = await _committees(actor)
    chosen = _chosen(committees, ausschuss)
    if chosen is None:
        return page(request, "reports/choose.html", area=AREA, committees=committees)
    form = NewForm.fresh(
        committee=str(chosen.id),
        papers=[str(vorlage)] if vorlage else None,
        since=proposed_since(await choices.last_until(chosen.id, vorlage), clock.today()),
        until=clock.today(),
    )
    await _offer(form, chosen)
    return _new_page(request, form.propose(), chosen)


async def _committees(actor: Actor) -> list[CommitteeChoice]:
    if not actor.office_of:
        raise Forbidden
    return await choices.committees_of(actor)


def _chosen(committees: list[CommitteeChoice], wanted: UUID | None) -> CommitteeChoice | None:
    if wanted is None:
        return committees[0] if len(committees) == 1 else None
    return existing(next((committee for committee in committees if committee.id == wanted), None))


async def _offer(form: NewForm, chosen: CommitteeChoice) -> None:
    form.offer(
        await choices.papers_of(chosen.id),
        await choices.groups_of(chosen.body),
        await choices.session_days(chosen.id, clock.now(), clock.today()),
    )


def _new_page(
    request: AnyRequest, form: NewForm, chosen: CommitteeChoice, status: int = 200
) -> Response[str]:
    return page(request, "reports/new.html", status=status, area=AREA, form=form, committee=chosen)


@post("/berichte/neu", name="reports:begin")
async def begin(request: AnyRequest, actor: CurrentActor) -> Response[Any]:
    committees = await _committees(actor)
    form = NewForm(await form_data(request))
    known = {str(committee.id): committee for committee in committees}
    chosen = known.get(str(form.committee.data))
    if chosen is None:
        return page(request, "reports/choose.html", status=422, area=AREA, committees=committees)
    await _offer(form, chosen)
    if not form.validate():
        return _new_page(request, form, chosen, 422)
    report_id = await drafting.begin_report(actor, form.cleaned(), now=clock.now())
    message = "Der Entwurf ist aus den Daten gefüllt. Schreiben Sie dazu, was Zahlen nicht sagen."
    return go_to(request, "reports:show", message=message, report_id=report_id)


ROUTES = [list_all, new, begin]
