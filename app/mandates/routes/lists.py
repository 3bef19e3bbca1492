"""Mandates as a table or a board: of all groups, of one group, of one Vorlage."""

from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath, FromQuery

from app.core.paging import page_number, pages_of
from app.groups import access as groups
from app.mandates.forms.filters import EVERY, FilterForm
from app.mandates.queries import lists
from app.mandates.queries.proposals import waiting_count
from app.mandates.rules import origin_label
from app.vorlagen import access as vorlagen
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import is_partial, page


@get("/auftraege", name="mandates:list")
async def list_all(
    request: AnyRequest, actor: CurrentActor, seite: FromQuery[str] = "1"
) -> Response[str]:
    form = FilterForm(request.query_params, await lists.papers_of(actor))
    number = page_number(seite)
    found = await lists.mandates_for(actor, form.wanted(number))
    return page(
        request, "mandates/list.html", area="gruppen", mandates=found, filter=form, number=number,
        pages=pages_of(found.found),
    )  # fmt: skip


@get("/gruppen/{group_id:uuid}/auftraege", name="mandates:group:list")
async def of_group(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[str]:
    """A tab of the group; for htmx the short list that stands on the group's first page."""
    group = await groups.group_to_read(actor, group_id)
    waiting = await waiting_count(group_id)
    if is_partial(request):
        found = await lists.mandates_for(actor, lists.Wanted(), group_id)
        return page(
            request, "mandates/_panel.html", area="gruppen", group=group, mandates=found,
            waiting=waiting,
        )  # fmt: skip
    papers = await lists.papers_of(actor, group_id)
    form = FilterForm(request.query_params, papers, default=EVERY)
    found = await lists.mandates_for(actor, form.wanted(), group_id)
    return page(
        request, "mandates/of_group.html", area="gruppen", group=group, mandates=found, filter=form,
        waiting=waiting, decides=groups.may_lead(actor, group),
    )  # fmt: skip


@get("/vorlagen/{vorlage_id:uuid}/auftraege", name="mandates:vorlage:list")
async def of_vorlage(
    request: AnyRequest, actor: CurrentActor, vorlage_id: FromPath[UUID]
) -> Response[str]:
    """What came of its points, as far as the reader belongs to the groups."""
    vorlage = await vorlagen.vorlage_to_read(actor, vorlage_id)
    form = FilterForm(request.query_params, {}, default=EVERY)
    found = await lists.mandates_for(actor, form.wanted(vorlage_id=vorlage_id))
    return page(
        request, "mandates/of_vorlage.html", area="vorlagen", mandates=found, filter=form,
        vorlage_id=vorlage_id, label=origin_label(vorlage.reference, vorlage.title),
        title=vorlage.title,
    )  # fmt: skip


ROUTES = [list_all, of_group, of_vorlage]
