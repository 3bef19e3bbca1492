"""A decision point from which nothing has to follow."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.actor import Actor
from app.core.errors import RuleViolation, StaleVersion
from app.mandates import access
from app.mandates.forms.needless import NeedlessForm
from app.mandates.operations import needless
from app.mandates.queries import origins
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to_path, page

PATH = "/beschlusspunkte/{decision_point_id:uuid}"
SAID = "Vermerkt: Zu diesem Punkt ist nichts zu tun."
TAKEN_BACK = "Der Punkt ist wieder offen."


async def _page(
    request: AnyRequest, actor: Actor, point_id: UUID, form: NeedlessForm, **context: Any
) -> Response[str]:
    point, vorlage = await access.point_for_office(actor, point_id)
    status = context.pop("status", 200)
    return page(
        request, "mandates/needless.html", block="formular", status=status, area="vorlagen",
        form=form, paper=origins.point_head(point, vorlage), point=point,
        at_work=await origins.has_work(point_id),
        **{"theirs": "", **context},
    )  # fmt: skip


def _back(request: AnyRequest, vorlage_id: UUID, point_id: UUID, message: str) -> Response[Any]:
    return go_to_path(request, f"/vorlagen/{vorlage_id}#punkt-{point_id}", message=message)


@get(f"{PATH}/nichts-zu-tun", name="mandates:needless:form")
async def needless_form(
    request: AnyRequest, actor: CurrentActor, decision_point_id: FromPath[UUID]
) -> Response[str]:
    return await _page(request, actor, decision_point_id, NeedlessForm())


@post(f"{PATH}/nichts-zu-tun", name="mandates:needless")
async def set_needless(
    request: AnyRequest, actor: CurrentActor, decision_point_id: FromPath[UUID]
) -> Response[Any]:
    point, vorlage = await access.point_for_office(actor, decision_point_id)
    form = NeedlessForm(await form_data(request))
    answer: dict[str, Any] = {"status": 422}
    if form.validate():
        try:
            reason = form.reason.data or ""
            await needless.set_needless(actor, point.id, reason, today=clock.today())
            return _back(request, vorlage.id, point.id, SAID)
        except StaleVersion as stale:
            form.form_errors.append(str(stale))
            answer = {"status": 409, "theirs": stale.theirs}
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
    return await _page(request, actor, decision_point_id, form, **answer)


@post(f"{PATH}/doch-etwas-zu-tun", name="mandates:needless:take-back")
async def take_back(
    request: AnyRequest, actor: CurrentActor, decision_point_id: FromPath[UUID]
) -> Response[Any]:
    point, vorlage = await access.point_for_office(actor, decision_point_id)
    await needless.take_back(actor, point.id)
    return _back(request, vorlage.id, point.id, TAKEN_BACK)


ROUTES = [needless_form, set_needless, take_back]
