"""One decision point with the whole chain behind it."""

from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from app.control.forms import DayForm
from app.control.queries.chain import chain_of
from app.control.queries.sheets import tasks_in_words
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import page


@get("/beschlusspunkte/{decision_point_id:uuid}", name="control:point")
async def show_point(
    request: AnyRequest, actor: CurrentActor, decision_point_id: FromPath[UUID]
) -> Response[str]:
    """404 also for a day on which the point was not there."""
    form = DayForm(request.query_params)
    shown = form.shown_or_today()
    chain = await chain_of(actor, shown, decision_point_id)
    return page(
        request, "control/point.html", area="beschlusskontrolle", chain=chain, entry=chain.entry, tasks=tasks_in_words(chain.entry),
        form=form, shown=shown,
    )  # fmt: skip


ROUTES = [show_point]
