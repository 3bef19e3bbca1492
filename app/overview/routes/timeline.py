"""The timeline of a Vorlage: a page of its own, and a block on the page of the Vorlage."""

from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from app.overview.queries.timeline import life_of
from app.overview.rules.picture import draw
from app.vorlagen import access as vorlagen
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import page


@get("/vorlagen/{vorlage_id:uuid}/verlauf", name="overview:timeline")
async def show_timeline(
    request: AnyRequest, actor: CurrentActor, vorlage_id: FromPath[UUID]
) -> Response[str]:
    vorlage = await vorlagen.vorlage_to_read(actor, vorlage_id)
    life = await life_of(actor, vorlage)
    return page(
        request, "overview/timeline.html", block="verlauf", area="vorlagen", life=life,
        picture=draw(life), vorlage=vorlage,
    )  # fmt: skip


ROUTES = [show_timeline]
