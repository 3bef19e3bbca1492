"""The office corrects the head of a Vorlage."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.core.actor import Actor
from app.core.errors import Forbidden, StaleVersion
from app.reading.paper import Paper
from app.vorlagen.forms.change import HeadForm, differences
from app.vorlagen.operations import changes
from app.vorlagen.queries.head import VorlageHead, head_and_paper
from app.vorlagen.queries.steps import committees_of
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

SAVED = "Die Angaben sind gespeichert."


async def _to_change(actor: Actor, vorlage_id: UUID) -> tuple[VorlageHead, Paper, dict[str, str]]:
    """With the committees that may be chosen; today's choice even if it is none any more."""
    head, paper = await head_and_paper(actor, vorlage_id)
    if not head.may_change:
        raise Forbidden
    known = {str(row.id): row.name for row in await committees_of(head.body_id)}
    if head.committee_id and head.committee_name:
        known.setdefault(str(head.committee_id), head.committee_name)
    return head, paper, known


def _page(
    request: AnyRequest, head: VorlageHead, form: HeadForm, status: int = 200, **context: Any
) -> Response[str]:
    return page(
        request, "vorlagen/standing.html", block="formular", status=status, area="vorlagen",
        body_name=head.body_name, vorlage=head, form=form, **{"conflict": [], **context},
    )  # fmt: skip


@get("/vorlagen/{vorlage_id:uuid}/angaben", name="vorlagen:standing")
async def show_standing(
    request: AnyRequest, actor: CurrentActor, vorlage_id: FromPath[UUID]
) -> Response[str]:
    head, paper, committees = await _to_change(actor, vorlage_id)
    return _page(request, head, HeadForm.of(head, paper, committees))


@post("/vorlagen/{vorlage_id:uuid}/angaben", name="vorlagen:standing:set")
async def set_standing(
    request: AnyRequest, actor: CurrentActor, vorlage_id: FromPath[UUID]
) -> Response[Any]:
    head, paper, committees = await _to_change(actor, vorlage_id)
    form = HeadForm.offering(committees, formdata=await form_data(request))
    if not form.validate():
        return _page(request, head, form, 422)
    try:
        await changes.change_head(actor, vorlage_id, form.standing(), form.change())
    except changes.NumberTaken as taken:
        form.reference.errors = [str(taken)]
        return _page(request, head, form, 422)
    except StaleVersion as stale:
        form.form_errors.append(str(stale))
        form.version.data = str(head.version)
        stored = HeadForm.of(head, paper, committees)
        return _page(request, head, form, 409, conflict=differences(stored, form))
    return go_to(request, "vorlagen:show", vorlage_id=vorlage_id, message=SAVED)


ROUTES = [show_standing, set_standing]
