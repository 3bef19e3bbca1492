from typing import Any
from uuid import UUID, uuid4

from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery

from app.core import clock
from app.core.actor import Actor
from app.core.errors import RuleViolation, StaleVersion
from app.groups import access as groups
from app.groups.queries import parent_choices
from app.groups.tables import Group
from app.mandates import access, forms, rules
from app.mandates.operations import moving, setting_up
from app.mandates.queries import control, mandates, origins, points
from app.mandates.tables import Mandate, MandateStatus
from app.vorlagen import access as vorlagen
from app.vorlagen.tables import DecisionPoint, Vorlage
from app.web.forms import GermanForm, form_data
from app.web.sessions import CurrentActor
from app.web.templates import go_to, go_to_path, is_partial, page

AnyRequest = Request[Any, Any, Any]
LAST_PAGE = 10_000


def _page_number(seite: int) -> int:
    return min(max(seite, 1), LAST_PAGE)


def _refuse(form: GermanForm, refusal: RuleViolation) -> dict[str, Any]:
    """409 with both texts when somebody else was faster, 422 for any other rule."""
    form.form_errors.append(str(refusal))
    if isinstance(refusal, StaleVersion):
        return {"status": 409, "theirs": refusal.theirs}
    return {"status": 422}


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
    request: AnyRequest, group: Group, form: forms.ProposeForm, status: int = 200
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
    form = forms.ProposeForm(data={"id": str(uuid4())})
    form.offer_points(await origins.point_choices(actor, group_id))
    return _propose_page(request, group, form)


@post("/gruppen/{group_id:uuid}/auftraege/neu", name="mandates:propose")
async def propose(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[Any]:
    group = await groups.group_to_read(actor, group_id)
    form = forms.ProposeForm(await form_data(request))
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
    request: AnyRequest, actor: CurrentActor, seite: FromQuery[int] = 1
) -> Response[str]:
    form = forms.FilterForm(request.query_params)
    number = _page_number(seite)
    rows, count = await mandates.mandate_list(actor, form.statuses(), number)
    return page(
        request, "mandates/list.html", area="gruppen", rows=rows, count=count, filter=form,
        number=number, pages=max(1, -(-count // mandates.PER_PAGE)),
    )  # fmt: skip


async def _mandate_page(
    request: AnyRequest, actor: Actor, mandate_id: UUID, form: forms.MoveForm | None, **context: Any
) -> Response[str]:
    mandate, group = await access.mandate_to_read(actor, mandate_id)
    shown = await mandates.mandate_page(actor, mandate, group)
    if shown.moves:
        form = form or forms.MoveForm(data={"id": str(uuid4()), "version": shown.version})
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
    form = forms.MoveForm(await form_data(request))
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
    request: AnyRequest, mandate: Mandate, form: forms.EditForm, **context: Any
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
    return _edit_page(request, mandate, forms.EditForm(obj=mandate))


@post("/auftraege/{mandate_id:uuid}/bearbeiten", name="mandates:edit")
async def edit(
    request: AnyRequest, actor: CurrentActor, mandate_id: FromPath[UUID]
) -> Response[Any]:
    await access.mandate_to_move(actor, mandate_id)
    form = forms.EditForm(await form_data(request))
    answer: dict[str, Any] = {"status": 422}
    if form.validate():
        try:
            await moving.correct_mandate(actor, mandate_id, form.cleaned())
            return go_to(request, "mandates:show", mandate_id=mandate_id, message=CORRECTED)
        except RuleViolation as refusal:
            answer = _refuse(form, refusal)
    mandate, _ = await access.mandate_to_move(actor, mandate_id)
    return _edit_page(request, mandate, form, **answer)


async def _set_up_page(
    request: AnyRequest,
    point: DecisionPoint,
    vorlage: Vorlage,
    form: forms.SetUpForm,
    status: int = 200,
) -> Response[str]:
    offered = await origins.offered_points(vorlage)
    return page(
        request, "mandates/set_up.html", block="formular", status=status, area="vorlagen",
        form=form, paper=origins.point_head(point, vorlage),
        offered={str(row.id): row for row in offered},
    )  # fmt: skip


@get("/beschlusspunkte/{decision_point_id:uuid}/gruppe", name="mandates:group:form")
async def set_up_form(
    request: AnyRequest, actor: CurrentActor, decision_point_id: FromPath[UUID]
) -> Response[str]:
    point, vorlage = await access.point_for_office(actor, decision_point_id)
    form = forms.SetUpForm.proposed(point.text, await origins.offered_points(vorlage), point.id)
    form.offer_parents(await parent_choices(actor, vorlage.body))
    return await _set_up_page(request, point, vorlage, form)


@post("/beschlusspunkte/{decision_point_id:uuid}/gruppe", name="mandates:group:set-up")
async def set_up(
    request: AnyRequest, actor: CurrentActor, decision_point_id: FromPath[UUID]
) -> Response[Any]:
    point, vorlage = await access.point_for_office(actor, decision_point_id)
    form = forms.SetUpForm(await form_data(request))
    form.offer_parents(await parent_choices(actor, vorlage.body))
    if form.validate():
        try:
            group_id = await setting_up.set_up_group(
                actor, point.id, form.cleaned(vorlage.body), form.chosen_points(), now=clock.now()
            )
            return go_to_path(request, f"/gruppen/{group_id}", message=SET_UP)
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
    return await _set_up_page(request, point, vorlage, form, 422)


def _give_page(
    request: AnyRequest,
    point: DecisionPoint,
    vorlage: Vorlage,
    form: forms.GiveForm,
    status: int = 200,
) -> Response[str]:
    return page(
        request, "mandates/give.html", block="formular", status=status, area="vorlagen", form=form,
        paper=origins.point_head(point, vorlage),
    )  # fmt: skip


@get("/beschlusspunkte/{decision_point_id:uuid}/auftrag", name="mandates:give:form")
async def give_form(
    request: AnyRequest, actor: CurrentActor, decision_point_id: FromPath[UUID]
) -> Response[str]:
    point, vorlage = await access.point_for_office(actor, decision_point_id)
    form = forms.GiveForm(data={"id": str(uuid4()), "title": rules.mandate_title(point.text)})
    form.offer_groups(await origins.working_groups(vorlage.body))
    return _give_page(request, point, vorlage, form)


@post("/beschlusspunkte/{decision_point_id:uuid}/auftrag", name="mandates:give")
async def give(
    request: AnyRequest, actor: CurrentActor, decision_point_id: FromPath[UUID]
) -> Response[Any]:
    point, vorlage = await access.point_for_office(actor, decision_point_id)
    form = forms.GiveForm(await form_data(request))
    form.offer_groups(await origins.working_groups(vorlage.body))
    if form.validate():
        try:
            await moving.give_mandate(
                actor, UUID(form.group_id.data), form.cleaned(point.id), now=clock.now()
            )
            return go_to(request, "mandates:show", mandate_id=form.new_id, message=ADDED)
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
    return _give_page(request, point, vorlage, form, 422)


@get("/vorlagen/{vorlage_id:uuid}/stand", name="mandates:stand")
async def stand(
    request: AnyRequest, actor: CurrentActor, vorlage_id: FromPath[UUID]
) -> Response[str]:
    """What became of it: a tab of the Vorlage, and a block on its first page."""
    vorlage = await vorlagen.vorlage_to_read(actor, vorlage_id)
    found = await points.stand_of(actor, vorlage)
    return page(request, "mandates/stand.html", block="punkte", area="vorlagen", stand=found)


@get("/gruppen/{group_id:uuid}/herkunft", name="mandates:origin")
async def origin(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[str]:
    group = await groups.group_to_read(actor, group_id)
    found = await origins.origin_of(actor, group_id)
    return page(
        request, "mandates/origin.html", block="herkunft", area="gruppen", group=group, origin=found
    )


@get("/beschlusskontrolle", name="mandates:control")
async def show_control(
    request: AnyRequest, actor: CurrentActor, seite: FromQuery[int] = 1
) -> Response[str]:
    form = forms.ControlForm(request.query_params)
    number = _page_number(seite)
    found = await control.control(actor, form.committee_id(), form.state(), number)
    form.offer_committees(found.committees)
    return page(
        request, "mandates/control.html", area="beschlusskontrolle", control=found, filter=form,
        number=number,
    )  # fmt: skip


ADDED = "Der Auftrag ist angelegt."
MOVED = "Der neue Stand ist eingetragen."
CORRECTED = "Die Änderung ist gespeichert."
SET_UP = "Die Gruppe ist eingerichtet. Nehmen Sie jetzt die Mitglieder auf."

ROUTES = [
    of_group, propose_form, propose, list_all, show, move, edit_form, edit, set_up_form, set_up,
    give_form, give, stand, origin, show_control,
]  # fmt: skip
