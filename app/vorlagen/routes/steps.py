"""The office keeps the Beratungsfolge of a Vorlage."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.core.errors import StaleVersion
from app.vorlagen.forms.change import differences
from app.vorlagen.forms.step import NewStepForm, StepForm
from app.vorlagen.operations import steps as operations
from app.vorlagen.queries.head import VorlageHead, head_to_change
from app.vorlagen.queries.steps import consultation_of
from app.vorlagen.tables import AMENDED
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

NOTED = "Die Beratung ist gespeichert."
NO_WORDING = f"{NOTED} Der beschlossene Wortlaut fehlt noch; Sie können ihn nachtragen."


def _page(
    request: AnyRequest, head: VorlageHead, form: StepForm, status: int = 200, **context: Any
) -> Response[str]:
    return page(
        request, "vorlagen/consultation.html", block="formular", status=status, area="vorlagen",
        body_name=head.body_name, vorlage=head, form=form,
        **{"step": None, "conflict": [], **context},
    )  # fmt: skip


def _saved(request: AnyRequest, vorlage_id: UUID, form: StepForm) -> Response[Any]:
    waits = form.code.data in AMENDED and not form.resolution_text.data
    return go_to(
        request, "vorlagen:show", vorlage_id=vorlage_id, anchor="h-folge",
        message=NO_WORDING if waits else NOTED, kind="info" if waits else "success",
    )  # fmt: skip


@get("/vorlagen/{vorlage_id:uuid}/beratungen/neu", name="vorlagen:consultation:new")
async def new_step(
    request: AnyRequest, actor: CurrentActor, vorlage_id: FromPath[UUID]
) -> Response[str]:
    head = await head_to_change(actor, vorlage_id)
    return _page(request, head, NewStepForm.fresh(version=head.version))


@post("/vorlagen/{vorlage_id:uuid}/beratungen/neu", name="vorlagen:consultation:add")
async def add_step(
    request: AnyRequest, actor: CurrentActor, vorlage_id: FromPath[UUID]
) -> Response[Any]:
    head = await head_to_change(actor, vorlage_id)
    form = NewStepForm(await form_data(request))
    if not form.validate():
        return _page(request, head, form, 422)
    await operations.add_step(actor, vorlage_id, form.new_id, form.cleaned())
    return _saved(request, vorlage_id, form)


@get("/vorlagen/{vorlage_id:uuid}/beratungen/{consultation_id:uuid}", name="vorlagen:consultation")
async def show_step(
    request: AnyRequest,
    actor: CurrentActor,
    vorlage_id: FromPath[UUID],
    consultation_id: FromPath[UUID],
) -> Response[str]:
    head = await head_to_change(actor, vorlage_id)
    step = await consultation_of(vorlage_id, consultation_id)
    return _page(request, head, StepForm.of(step, head.version), step=step)


@post(
    "/vorlagen/{vorlage_id:uuid}/beratungen/{consultation_id:uuid}",
    name="vorlagen:consultation:note",
)
async def change_step(
    request: AnyRequest,
    actor: CurrentActor,
    vorlage_id: FromPath[UUID],
    consultation_id: FromPath[UUID],
) -> Response[Any]:
    head = await head_to_change(actor, vorlage_id)
    step = await consultation_of(vorlage_id, consultation_id)
    form = StepForm(await form_data(request))
    if not form.validate():
        return _page(request, head, form, 422, step=step)
    try:
        await operations.change_step(actor, vorlage_id, consultation_id, form.cleaned())
    except StaleVersion as stale:
        form.form_errors.append(str(stale))
        form.version.data = str(head.version)
        conflict = differences(StepForm.of(step, head.version), form)
        return _page(request, head, form, 409, step=step, conflict=conflict)
    return _saved(request, vorlage_id, form)


ROUTES = [new_step, add_step, show_step, change_step]
