"""What members propose as a mandate of their group, and the answers."""

from typing import Any
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.actor import Actor
from app.core.errors import RuleViolation, StaleVersion
from app.groups import access as groups
from app.groups.tables import Group
from app.mandates.forms.proposals import AnswerForm, ProposeForm
from app.mandates.operations import proposals
from app.mandates.queries import dues, origins
from app.mandates.queries.proposals import proposal_of, proposals_of
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

NEW = "/gruppen/{group_id:uuid}/auftraege/neu"
PAGE = "/gruppen/{group_id:uuid}/auftraege/vorschlaege"
ONE = f"{PAGE}/{{mandate_proposal_id:uuid}}"
ADDED = "Der Auftrag ist angelegt."
PROPOSED = "Ihr Vorschlag ist eingetragen. Die Antwort kommt per E-Mail."
ANSWERED = "Die Antwort ist auf dem Weg."


def _new_page(
    request: AnyRequest, actor: Actor, group: Group, form: ProposeForm, status: int = 200
) -> Response[str]:
    return page(
        request, "mandates/propose.html", block="formular", status=status, area="gruppen",
        form=form, group=group, decides=groups.may_lead(actor, group),
    )  # fmt: skip


@get(NEW, name="mandates:propose:form")
async def propose_form(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[str]:
    group = await groups.group_to_read(actor, group_id)
    form = ProposeForm(data={"id": str(uuid4())})
    form.offer_points(await origins.point_choices(actor, group_id))
    return _new_page(request, actor, group, form)


@post(NEW, name="mandates:propose")
async def propose(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[Any]:
    """Who decides about proposals gets the mandate at once."""
    group = await groups.group_to_read(actor, group_id)
    form = ProposeForm(await form_data(request))
    form.offer_points(await origins.point_choices(actor, group_id))
    if form.validate():
        try:
            if groups.may_lead(actor, group):
                await proposals.start(actor, group_id, form.cleaned(), now=clock.now())
                return go_to(request, "mandates:show", mandate_id=form.new_id, message=ADDED)
            await proposals.propose(actor, group_id, form.cleaned(), now=clock.now())
            return go_to(request, "mandates:proposals", group_id=group_id, message=PROPOSED)
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
    return _new_page(request, actor, group, form, 422)


@get(PAGE, name="mandates:proposals")
async def show(request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]) -> Response[str]:
    group = await groups.group_to_read(actor, group_id)
    return page(
        request, "mandates/proposals.html", area="gruppen", group=group,
        rows=await proposals_of(actor, group_id), decides=groups.may_lead(actor, group),
    )  # fmt: skip


async def _one(
    request: AnyRequest,
    actor: Actor,
    ids: tuple[UUID, UUID],
    form: AnswerForm | None,
    **context: Any,
) -> Response[str]:
    group = await groups.group_to_lead(actor, ids[0])
    proposal = await proposal_of(actor, *ids)
    due = await dues.due_of(actor, proposal.point_id, clock.today())
    form = form or AnswerForm(data={"due_on": due.on if due else None})
    return page(
        request, "mandates/proposal.html", block="formular", area="gruppen", group=group, form=form,
        proposal=proposal, due=due, **{"theirs": "", **context},
    )  # fmt: skip


@get(ONE, name="mandates:proposal")
async def show_one(
    request: AnyRequest,
    actor: CurrentActor,
    group_id: FromPath[UUID],
    mandate_proposal_id: FromPath[UUID],
) -> Response[str]:
    return await _one(request, actor, (group_id, mandate_proposal_id), None)


@post(ONE, name="mandates:proposal:answer")
async def answer(
    request: AnyRequest,
    actor: CurrentActor,
    group_id: FromPath[UUID],
    mandate_proposal_id: FromPath[UUID],
) -> Response[Any]:
    await groups.group_to_lead(actor, group_id)
    form = AnswerForm(await form_data(request))
    ids = (group_id, mandate_proposal_id)
    if form.validate():
        try:
            await proposals.answer(actor, *ids, form.cleaned(), now=clock.now())
            return go_to(request, "mandates:proposals", group_id=group_id, message=ANSWERED)
        except StaleVersion as stale:
            form.form_errors.append(str(stale))
            return await _one(request, actor, ids, form, status=409, theirs=stale.theirs)
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
    return await _one(request, actor, ids, form, status=422)


ROUTES = [propose_form, propose, show, show_one, answer]
