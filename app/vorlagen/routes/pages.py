from typing import Any
from uuid import UUID

from litestar import Request, Response, get
from litestar.params import FromPath

from app.core.actor import Actor
from app.vorlagen.queries import points, steps
from app.vorlagen.queries.head import paper_of, vorlage_head
from app.web.sessions import CurrentActor
from app.web.templates import page

AnyRequest = Request[Any, Any, Any]
AREA = "vorlagen"


@get("/vorlagen/{vorlage_id:uuid}", name="vorlagen:show")
async def show(
    request: AnyRequest, actor: CurrentActor, vorlage_id: FromPath[UUID]
) -> Response[str]:
    head = await vorlage_head(actor, vorlage_id)
    return page(
        request,
        "vorlagen/show.html",
        area=AREA,
        body_name=head.body_name,
        vorlage=head,
        paper=await paper_of(vorlage_id),
        points=await points.decision_points_of(vorlage_id),
        consultations=await steps.consultations_of(vorlage_id),
        tab="stand",
    )


async def _tab(request: AnyRequest, actor: Actor, vorlage_id: UUID, tab: str) -> Response[str]:
    head = await vorlage_head(actor, vorlage_id)
    return page(
        request,
        f"vorlagen/{tab}.html",
        area=AREA,
        body_name=head.body_name,
        vorlage=head,
        paper=await paper_of(vorlage_id),
        tab=tab,
    )


@get("/vorlagen/{vorlage_id:uuid}/beschlusstext", name="vorlagen:proposal")
async def show_proposal(
    request: AnyRequest, actor: CurrentActor, vorlage_id: FromPath[UUID]
) -> Response[str]:
    return await _tab(request, actor, vorlage_id, "proposal")


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


@get("/vorlagen/{vorlage_id:uuid}/anlagen", name="vorlagen:attachments")
async def show_attachments(
    request: AnyRequest, actor: CurrentActor, vorlage_id: FromPath[UUID]
) -> Response[str]:
    return await _tab(request, actor, vorlage_id, "attachments")


ROUTES = [show, show_proposal, show_facts, show_finance, show_attachments]
