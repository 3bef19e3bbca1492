"""Members propose items, who leads answers."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.agenda import rules
from app.agenda.forms import AnswerForm, ProposalForm
from app.agenda.operations import proposals
from app.agenda.queries.proposals import proposal_of, proposals_of
from app.agenda.routes.frame import MEETING, frame
from app.core import clock
from app.core.actor import Actor
from app.core.errors import RuleViolation
from app.groups.access import may_lead
from app.meetings.access import meeting_to_lead, meeting_to_read
from app.meetings.queries.meetings import meeting_head
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to

PAGE = f"{MEETING}/vorschlaege"
ONE = f"{PAGE}/{{proposal_id:uuid}}"


@get(PAGE, name="agenda:proposals")
async def show(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[str]:
    return await _page(request, actor, meeting_id, ProposalForm.fresh())


async def _page(
    request: AnyRequest, actor: Actor, meeting_id: UUID, form: ProposalForm, status: int = 200
) -> Response[str]:
    meeting, group = await meeting_to_read(actor, meeting_id)
    now = clock.now()
    return frame(
        request, "proposals", await meeting_head(meeting_id), status=status, form=form,
        rows=await proposals_of(actor, meeting_id), may_lead=may_lead(actor, group),
        may_propose=rules.may_propose(group, meeting, now),
        until=rules.proposals_until(group, meeting),
    )  # fmt: skip


@post(PAGE, name="agenda:propose")
async def propose(
    request: AnyRequest, actor: CurrentActor, meeting_id: FromPath[UUID]
) -> Response[Any]:
    await meeting_to_read(actor, meeting_id)
    form = ProposalForm(await form_data(request))
    if form.validate():
        try:
            await proposals.propose(actor, meeting_id, form.cleaned(), now=clock.now())
            return go_to(
                request, "agenda:proposals", meeting_id=meeting_id,
                message="Ihr Vorschlag ist eingetragen. Die Antwort kommt per E-Mail.",
            )  # fmt: skip
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
    return await _page(request, actor, meeting_id, form, status=422)


@get(ONE, name="agenda:proposal")
async def show_one(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    proposal_id: FromPath[UUID],
) -> Response[str]:
    await meeting_to_lead(actor, meeting_id)
    return await _one(request, actor, (meeting_id, proposal_id), AnswerForm())


async def _one(
    request: AnyRequest, actor: Actor, ids: tuple[UUID, UUID], form: AnswerForm, status: int = 200
) -> Response[str]:
    proposal = await proposal_of(actor, *ids)
    return frame(
        request, "proposal", await meeting_head(ids[0]), status=status, form=form, proposal=proposal
    )


@post(ONE, name="agenda:proposal:answer")
async def answer(
    request: AnyRequest,
    actor: CurrentActor,
    meeting_id: FromPath[UUID],
    proposal_id: FromPath[UUID],
) -> Response[Any]:
    await meeting_to_lead(actor, meeting_id)
    form = AnswerForm(await form_data(request))
    if form.validate():
        try:
            await proposals.answer(actor, meeting_id, proposal_id, form.cleaned(), now=clock.now())
            return go_to(
                request, "agenda:proposals", message="Die Antwort ist auf dem Weg.",
                meeting_id=meeting_id,
            )  # fmt: skip
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
    return await _one(request, actor, (meeting_id, proposal_id), form, status=422)


ROUTES = [show, propose, show_one, answer]
