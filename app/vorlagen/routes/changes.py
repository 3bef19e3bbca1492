from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.params import FromPath

from app.core.actor import Actor
from app.core.errors import Forbidden, StaleVersion
from app.vorlagen.forms.change import ResultForm, StandingForm
from app.vorlagen.operations import changes
from app.vorlagen.queries import steps
from app.vorlagen.queries.head import VorlageHead, vorlage_head
from app.web.forms import form_data, with_empty
from app.web.sessions import CurrentActor
from app.web.templates import go_to, page

AnyRequest = Request[Any, Any, Any]


async def _to_change(actor: Actor, vorlage_id: UUID) -> VorlageHead:
    head = await vorlage_head(actor, vorlage_id)
    if not head.may_change:
        raise Forbidden
    return head


async def _committee_choices(head: VorlageHead) -> dict[str, str]:
    """With today's choice, even if it is no committee any more."""
    known = {str(row.id): row.name for row in await steps.committees_of(head.body_id)}
    if head.committee_id and head.committee_name:
        known.setdefault(str(head.committee_id), head.committee_name)
    return with_empty(known, "– noch offen –")


def _page(
    request: AnyRequest, template: str, head: VorlageHead, status: int, **context: Any
) -> Response[str]:
    return page(
        request, template, block="formular", status=status, area="vorlagen",
        body_name=head.body_name, vorlage=head, **{"theirs": None, **context},
    )  # fmt: skip


@get("/vorlagen/{vorlage_id:uuid}/angaben", name="vorlagen:standing")
async def show_standing(
    request: AnyRequest, actor: CurrentActor, vorlage_id: FromPath[UUID]
) -> Response[str]:
    head = await _to_change(actor, vorlage_id)
    committee = str(head.committee_id or "")
    form = StandingForm(
        data={
            "status": head.status,
            "visibility": head.visibility,
            "committee": committee,
            "version": head.version,
        }
    )
    form.committee.choices = await _committee_choices(head)
    return _page(request, "vorlagen/standing.html", head, 200, form=form)


@post("/vorlagen/{vorlage_id:uuid}/angaben", name="vorlagen:standing:set")
async def set_standing(
    request: AnyRequest, actor: CurrentActor, vorlage_id: FromPath[UUID]
) -> Response[Any]:
    head = await _to_change(actor, vorlage_id)
    form = StandingForm(await form_data(request))
    form.committee.choices = await _committee_choices(head)
    if not form.validate():
        return _page(request, "vorlagen/standing.html", head, 422, form=form)
    try:
        await changes.set_standing(actor, vorlage_id, form.cleaned())
    except StaleVersion as stale:
        form.form_errors.append(str(stale))
        form.version.data = str(head.version)
        return _page(request, "vorlagen/standing.html", head, 409, form=form, theirs=stale.theirs)
    return go_to(
        request, "vorlagen:show", vorlage_id=vorlage_id, message="Die Angaben sind gespeichert."
    )


@get("/vorlagen/{vorlage_id:uuid}/beratungen/{consultation_id:uuid}", name="vorlagen:consultation")
async def show_result(
    request: AnyRequest,
    actor: CurrentActor,
    vorlage_id: FromPath[UUID],
    consultation_id: FromPath[UUID],
) -> Response[str]:
    head = await _to_change(actor, vorlage_id)
    step = await steps.consultation_of(vorlage_id, consultation_id)
    form = ResultForm(
        data={
            "held_on": step.held_on,
            "raw": step.result_raw,
            "code": step.result_code,
            "version": head.version,
        }
    )
    return _page(request, "vorlagen/consultation.html", head, 200, form=form, step=step)


@post(
    "/vorlagen/{vorlage_id:uuid}/beratungen/{consultation_id:uuid}",
    name="vorlagen:consultation:note",
)
async def note_result(
    request: AnyRequest,
    actor: CurrentActor,
    vorlage_id: FromPath[UUID],
    consultation_id: FromPath[UUID],
) -> Response[Any]:
    head = await _to_change(actor, vorlage_id)
    step = await steps.consultation_of(vorlage_id, consultation_id)
    form = ResultForm(await form_data(request))
    template = "vorlagen/consultation.html"
    if not form.validate():
        return _page(request, template, head, 422, form=form, step=step)
    try:
        await changes.note_result(actor, vorlage_id, consultation_id, form.cleaned())
    except StaleVersion as stale:
        form.form_errors.append(str(stale))
        form.version.data = str(head.version)
        return _page(request, template, head, 409, form=form, step=step, theirs=stale.theirs)
    return go_to(
        request, "vorlagen:show", vorlage_id=vorlage_id, message="Das Ergebnis ist vermerkt."
    )


ROUTES = [show_standing, set_standing, show_result, note_result]
