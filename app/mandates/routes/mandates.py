"""Mandates: the lists, the page of one, proposing, moving and correcting."""

from typing import Any
from uuid import UUID, uuid4

from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery

from app.core import clock
from app.core.actor import Actor
from app.core.errors import RuleViolation, StaleVersion
from app.core.paging import page_number, pages_of
from app.groups import access as groups
from app.groups.tables import Group
from app.mandates import access
from app.mandates.forms.filters import FilterForm
from app.mandates.forms.mandates import EditForm, MoveForm, ProposeForm
from app.mandates.operations import moving
from app.mandates.queries import mandates, origins
from app.mandates.tables import Mandate, MandateStatus
from app.web.forms import GermanForm, form_data
from app.web.sessions import CurrentActor
from app.web.templates import go_to, is_partial, page

AnyRequest = Request[Any, Any, Any]
ADDED = "Der Auftrag ist angelegt."
MOVED = "Der neue Stand ist eingetragen."
CORRECTED = "Die Änderung ist gespeichert."


def _refuse(form: GermanForm, refusal: RuleViolation) -> dict[str, Any]:
    """409 with both texts when somebody else was faster, 422 for any other rule."""
    form.form_errors.append(str(refusal))
    theirs = refusal.theirs if isinstance(refusal, StaleVersion) else ""
    return {"status": 409 if theirs else 422, "theirs": theirs}


@get("/gruppen/{group_id:uuid}/auftraege", name="mandates:group:list")
async def of_group(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[str]:
    """A tab of the group; for htmx the short list that stands on the group's first page."""
    group = await groups.group_to_read(actor, group_id)
    found = await mandates.mandates_of_group(group_id)
    template = "mandates/_panel.html" if is_partial(request) else "mandates/of_group.html"
    return page(request, template, area="gruppen", group=group, mandates=found)


def _propose_page(
    request: AnyRequest, group: Group, form: ProposeForm, status: int = 200
) -> Response[str]:
    return page(
        request, "mandates/propose.html", block="formular", status=status, area="gruppen",
        form=form, group=group,
    )  # fmt: skip


@get("/gruppen/{group_id:uuid}/auftraege/neu", name="mandates:propose:form")
async def propose_form(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[str]:
    group = await groups.group_to_read(actor, group_id)
    form = ProposeForm(data={"id": str(uuid4())})
    form.offer_points(await origins.point_choices(actor, group_id))
    return _propose_page(request, group, form)


@post("/gruppen/{group_id:uuid}/auftraege/neu", name="mandates:propose")
async def propose(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[Any]:
    group = await groups.group_to_read(actor, group_id)
    form = ProposeForm(await form_data(request))
    form.offer_points(await origins.point_choices(actor, group_id))
    if form.validate():
        try:
            await moving.propose_mandate(actor, group_id, form.cleaned(), now=clock.now())
            return go_to(request, "mandates:show", mandate_id=form.new_id, message=ADDED)
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
    return _propose_page(request, group, form, 422)


@get("/auftraege", name="mandates:list")
async def list_all(
    request: AnyRequest, actor: CurrentActor, seite: FromQuery[str] = "1"
) -> Response[str]:
    form = FilterForm(request.query_params)
    number = page_number(seite)
    rows, count = await mandates.mandate_list(actor, form.statuses(), number)
    return page(
        request, "mandates/list.html", area="gruppen", rows=rows, count=count, filter=form,
        number=number, pages=pages_of(count),
    )  # fmt: skip


async def _mandate_page(
    request: AnyRequest, actor: Actor, mandate_id: UUID, form: MoveForm | None, **context: Any
) -> Response[str]:
    mandate, group = await access.mandate_to_read(actor, mandate_id)
    shown = await mandates.mandate_page(actor, mandate, group)
    if shown.moves:
        form = form or MoveForm(data={"id": str(uuid4()), "version": shown.version})
        form.offer(shown.status, await mandates.places_of(group.id))
    context = {"theirs": "", **context}
    if context["theirs"] and form:
        form.version.data = str(shown.version)
    return page(
        request, "mandates/show.html", block="formular", area="gruppen", mandate=shown,
        form=form if shown.moves else None, **context,
    )  # fmt: skip


@get("/auftraege/{mandate_id:uuid}", name="mandates:show")
async def show(
    request: AnyRequest, actor: CurrentActor, mandate_id: FromPath[UUID]
) -> Response[str]:
    return await _mandate_page(request, actor, mandate_id, None)


@post("/auftraege/{mandate_id:uuid}/stand", name="mandates:move")
async def move(
    request: AnyRequest, actor: CurrentActor, mandate_id: FromPath[UUID]
) -> Response[Any]:
    mandate, group = await access.mandate_to_move(actor, mandate_id)
    form = MoveForm(await form_data(request))
    form.offer(MandateStatus(mandate.status), await mandates.places_of(group.id))
    answer: dict[str, Any] = {"status": 422}
    if form.validate():
        try:
            await moving.move_mandate(actor, mandate_id, form.cleaned(), now=clock.now())
            return go_to(request, "mandates:show", mandate_id=mandate_id, message=MOVED)
        except RuleViolation as refusal:
            answer = _refuse(form, refusal)
    return await _mandate_page(request, actor, mandate_id, form, **answer)


def _edit_page(
    request: AnyRequest, mandate: Mandate, form: EditForm, **context: Any
) -> Response[str]:
    context = {"theirs": "", **context}
    if context["theirs"]:
        form.version.data = str(mandate.version)
    return page(
        request, "mandates/edit.html", block="formular", area="gruppen", mandate=mandate, form=form,
        **context,
    )  # fmt: skip


@get("/auftraege/{mandate_id:uuid}/bearbeiten", name="mandates:edit:form")
async def edit_form(
    request: AnyRequest, actor: CurrentActor, mandate_id: FromPath[UUID]
) -> Response[str]:
    mandate, _ = await access.mandate_to_move(actor, mandate_id)
    return _edit_page(request, mandate, EditForm(obj=mandate))


@post("/auftraege/{mandate_id:uuid}/bearbeiten", name="mandates:edit")
async def edit(
    request: AnyRequest, actor: CurrentActor, mandate_id: FromPath[UUID]
) -> Response[Any]:
    await access.mandate_to_move(actor, mandate_id)
    form = EditForm(await form_data(request))
    answer: dict[str, Any] = {"status": 422}
    if form.validate():
        try:
            await moving.correct_mandate(actor, mandate_id, form.cleaned())
            return go_to(request, "mandates:show", mandate_id=mandate_id, message=CORRECTED)
        except RuleViolation as refusal:
            answer = _refuse(form, refusal)
    mandate, _ = await access.mandate_to_move(actor, mandate_id)
    return _edit_page(request, mandate, form, **answer)


ROUTES = [of_group, propose_form, propose, list_all, show, move, edit_form, edit]
