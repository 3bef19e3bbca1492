import asyncio
from typing import Any
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from app.core.actor import Actor
from app.reading.paper import Paper
from app.vorlagen.queries import points, steps
from app.vorlagen.queries.files import files_of
from app.vorlagen.queries.head import VorlageHead, head_and_paper, related_of
from app.vorlagen.rules import attachments, wording
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import page

AREA = "vorlagen"


async def _loaded(actor: Actor, vorlage_id: UUID) -> tuple[VorlageHead, Paper, dict[str, Any]]:
    """Two statements; the third part is what every tab shows."""
    head, paper = await head_and_paper(actor, vorlage_id)
    rows = attachments.rows(paper["attachments"], await files_of(actor, head))
    shared = {"body_name": head.body_name, "vorlage": head, "paper": paper, "attachments": rows}
    return head, paper, shared


@get("/vorlagen/{vorlage_id:uuid}", name="vorlagen:show")
async def show(
    request: AnyRequest, actor: CurrentActor, vorlage_id: FromPath[UUID]
) -> Response[str]:
    """Five statements."""
    head, paper, shared = await _loaded(actor, vorlage_id)
    return page(
        request,
        "vorlagen/show.html",
        area=AREA,
        points=await points.decision_points_of(vorlage_id),
        consultations=await steps.consultations_of(vorlage_id),
        related=await related_of(actor, head.body_id, paper["related"]),
        tab="stand",
        **shared,
    )


@get("/vorlagen/{vorlage_id:uuid}/beschlusstext", name="vorlagen:proposal")
async def show_proposal(
    request: AnyRequest, actor: CurrentActor, vorlage_id: FromPath[UUID]
) -> Response[str]:
    _, paper, shared = await _loaded(actor, vorlage_id)
    consultations = await steps.consultations_of(vorlage_id)
    return page(
        request,
        "vorlagen/proposal.html",
        area=AREA,
        resolutions=await asyncio.to_thread(_resolutions, paper, consultations),
        missing=[step for step in consultations if step.lacks_wording],
        tab="proposal",
        **shared,
    )


def _resolutions(
    paper: Paper, consultations: list[steps.ConsultationRow]
) -> list[wording.Resolution]:
    proposed = wording.proposal_text(paper)
    return [
        wording.resolution(
            proposed,
            step.resolution_text,
            committee_name=step.committee_name,
            held_on=step.held_on,
            result=step.result,
        )
        for step in consultations
        if step.resolution_text
    ]


async def _tab(request: AnyRequest, actor: Actor, vorlage_id: UUID, tab: str) -> Response[str]:
    _, _, shared = await _loaded(actor, vorlage_id)
    return page(request, f"vorlagen/{tab}.html", area=AREA, tab=tab, **shared)


@get("/vorlagen/{vorlage_id:uuid}/sachlage", name="vorlagen:facts")
async def show_facts(
    request: AnyRequest, actor: CurrentActor, vorlage_id: FromPath[UUID]
) -> Response[str]:
    return await _tab(request, actor, vorlage_id, "facts")


@get("/vorlagen/{vorlage_id:uuid}/finanzen", name="vorlagen:finance")
async def show_finance(
    request: AnyRequest, actor: CurrentActor, vorlage_id: FromPath[UUID]
) -> Response[str]:
    return await _tab(request, actor, vorlage_id, "finance")


ROUTES = [show, show_proposal, show_facts, show_finance]
