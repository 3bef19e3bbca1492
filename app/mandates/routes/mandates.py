"""The page of one mandate, moving and correcting it."""

from typing import Any
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from app.core import clock
from app.core.actor import Actor
from app.core.errors import NotFound, RuleViolation, StaleVersion
from app.mandates import access
from app.mandates.forms.mandates import EditForm, MoveForm
from app.mandates.operations import moving
from app.mandates.queries import dues, mandates, places, steps
from app.mandates.tables import Mandate, MandateStatus
from app.web.forms import GermanForm, form_data, optional_uuid
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

MOVED = "Der neue Stand ist eingetragen."
CORRECTED = "Die Änderung ist gespeichert."


def _refuse(form: GermanForm, refusal: RuleViolation) -> dict[str, Any]:
    """409 with both texts when somebody else was faster, 422 for any other rule."""
    form.form_errors.append(str(refusal))
    theirs = refusal.theirs if isinstance(refusal, StaleVersion) else ""
    return {"status": 409 if theirs else 422, "theirs": theirs}


async def _mandate_page(
    request: AnyRequest, actor: Actor, mandate_id: UUID, form: MoveForm | None, **context: Any
) -> Response[str]:
    mandate, group = await access.mandate_to_read(actor, mandate_id)
    shown = await mandates.mandate_page(actor, mandate, group)
    if shown.moves:
        form = form or MoveForm(data={"id": str(uuid4()), "version": shown.version})
        form.offer(shown.status, await places.places_of(group.id))
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
    form.offer(MandateStatus(mandate.status), await places.places_of(group.id))
    answer: dict[str, Any] = {"status": 422}
    if form.validate():
        try:
            await moving.move_mandate(actor, mandate_id, form.cleaned(), now=clock.now())
            return go_to(request, "mandates:show", mandate_id=mandate_id, message=MOVED)
        except RuleViolation as refusal:
            answer = _refuse(form, refusal)
    return await _mandate_page(request, actor, mandate_id, form, **answer)


async def _edit_page(
    request: AnyRequest, actor: Actor, mandate: Mandate, form: EditForm, **context: Any
) -> Response[str]:
    due = await dues.due_of(actor, mandate.decision_point, clock.today())
    context = {"theirs": "", "due": due, **context}
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
    return await _edit_page(request, actor, mandate, EditForm(obj=mandate))


@post("/auftraege/{mandate_id:uuid}/bearbeiten", name="mandates:edit")
async def edit(
    request: AnyRequest, actor: CurrentActor, mandate_id: FromPath[UUID]
) -> Response[Any]:
    await access.mandate_to_move(actor, mandate_id)
    form = EditForm(await form_data(request))
    answer: dict[str, Any] = {"status": 422}
    if form.validate():
        try:
            await moving.correct_mandate(actor, mandate_id, form.cleaned(), today=clock.today())
            return go_to(request, "mandates:show", mandate_id=mandate_id, message=CORRECTED)
        except RuleViolation as refusal:
            answer = _refuse(form, refusal)
    mandate, _ = await access.mandate_to_move(actor, mandate_id)
    return await _edit_page(request, actor, mandate, form, **answer)


@get("/auftraege/bewegt", name="mandates:by-decision")
async def by_decision(
    request: AnyRequest, actor: CurrentActor, beschluss: FromQuery[str] = ""
) -> Response[str]:
    """Which mandates a decision of the group has moved; its page loads this."""
    try:
        entry_id = optional_uuid(beschluss)
    except ValueError:
        raise NotFound from None
    found = await steps.moved_by(actor, entry_id) if entry_id else []
    return page(
        request, "mandates/by_decision.html", block="liste", area="beschluesse", rows=found,
        back=f"/beschluesse/{entry_id}" if entry_id else "/beschluesse",
    )  # fmt: skip


ROUTES = [show, move, edit_form, edit, by_decision]
