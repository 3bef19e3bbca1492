"""The office writes down how a decision point was decided."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.core.errors import StaleVersion
from app.vorlagen.forms.change import differences
from app.vorlagen.forms.point import NewPointForm, PointForm
from app.vorlagen.operations import points as operations
from app.vorlagen.queries.head import VorlageHead, head_to_change
from app.vorlagen.queries.points import point_of
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

PATH = "/vorlagen/{vorlage_id:uuid}/punkte"
SAVED = "Der Beschlusspunkt ist gespeichert."


def _page(
    request: AnyRequest, head: VorlageHead, form: PointForm, status: int = 200, **context: Any
) -> Response[str]:
    return page(
        request, "vorlagen/point.html", block="formular", status=status, area="vorlagen",
        body_name=head.body_name, vorlage=head, form=form,
        **{"point": None, "conflict": [], **context},
    )  # fmt: skip


def _saved(request: AnyRequest, vorlage_id: UUID, point_id: UUID) -> Response[Any]:
    return go_to(
        request, "vorlagen:show", vorlage_id=vorlage_id, anchor=f"punkt-{point_id}", message=SAVED
    )


@get(f"{PATH}/neu", name="vorlagen:point:new")
async def new_point(
    request: AnyRequest, actor: CurrentActor, vorlage_id: FromPath[UUID]
) -> Response[str]:
    head = await head_to_change(actor, vorlage_id)
    return _page(request, head, NewPointForm.fresh(version=head.version))


@post(f"{PATH}/neu", name="vorlagen:point:add")
async def add_point(
    request: AnyRequest, actor: CurrentActor, vorlage_id: FromPath[UUID]
) -> Response[Any]:
    head = await head_to_change(actor, vorlage_id)
    form = NewPointForm(await form_data(request))
    if not form.validate():
        return _page(request, head, form, 422)
    await operations.add_point(actor, vorlage_id, form.new_id, form.cleaned())
    return _saved(request, vorlage_id, form.new_id)


@get(f"{PATH}/{{decision_point_id:uuid}}", name="vorlagen:point")
async def show_point(
    request: AnyRequest,
    actor: CurrentActor,
    vorlage_id: FromPath[UUID],
    decision_point_id: FromPath[UUID],
) -> Response[str]:
    head = await head_to_change(actor, vorlage_id)
    point = await point_of(vorlage_id, decision_point_id)
    return _page(request, head, PointForm.of(point, head.version), point=point)


@post(f"{PATH}/{{decision_point_id:uuid}}", name="vorlagen:point:change")
async def change_point(
    request: AnyRequest,
    actor: CurrentActor,
    vorlage_id: FromPath[UUID],
    decision_point_id: FromPath[UUID],
) -> Response[Any]:
    head = await head_to_change(actor, vorlage_id)
    point = await point_of(vorlage_id, decision_point_id)
    form = PointForm(await form_data(request))
    if not form.validate():
        return _page(request, head, form, 422, point=point)
    try:
        await operations.change_point(actor, vorlage_id, decision_point_id, form.cleaned())
    except StaleVersion as stale:
        form.form_errors.append(str(stale))
        form.version.data = str(head.version)
        conflict = differences(PointForm.of(point, head.version), form)
        return _page(request, head, form, 409, point=point, conflict=conflict)
    return _saved(request, vorlage_id, decision_point_id)


ROUTES = [new_point, add_point, show_point, change_point]
