"""The progress of a Vorlage and of a group: a page of its own, and a block on theirs."""

from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from app.control.queries.progress import progress_of_group, progress_of_paper
from app.control.rules.series import PARTS
from app.groups import access as groups
from app.vorlagen import access as vorlagen
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import page

TEMPLATE = "control/progress.html"


@get("/vorlagen/{vorlage_id:uuid}/fortschritt", name="control:progress:paper")
async def of_paper(
    request: AnyRequest, actor: CurrentActor, vorlage_id: FromPath[UUID]
) -> Response[str]:
    vorlage = await vorlagen.vorlage_to_read(actor, vorlage_id)
    progress = await progress_of_paper(actor, vorlage_id)
    return page(
        request, TEMPLATE, block="fortschritt", area="vorlagen", progress=progress, parts=PARTS,
        name=f"Vorlage {vorlage.reference or vorlage.title}", home=f"/vorlagen/{vorlage_id}",
        above=("Vorlagen", "/vorlagen"),
    )  # fmt: skip


@get("/gruppen/{group_id:uuid}/fortschritt", name="control:progress:group")
async def of_group(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[str]:
    group = await groups.group_to_read(actor, group_id)
    progress = await progress_of_group(actor, group_id)
    return page(
        request, TEMPLATE, block="fortschritt", area="gruppen", progress=progress, parts=PARTS,
        name=group.name, home=f"/gruppen/{group_id}", above=("Gruppen", "/gruppen"),
    )  # fmt: skip


ROUTES = [of_paper, of_group]
