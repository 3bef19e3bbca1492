"""The list of own tasks and that of a group, filtered by what stands in the address."""

from itertools import groupby
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath, FromQuery

from app.boards import rules
from app.boards.access import Scope, scope_of
from app.boards.forms.finding import Offered, find_form
from app.boards.queries.counts import own_counts, people_of
from app.boards.queries.filters import kept_filters
from app.boards.queries.rows import Entry, entries
from app.core import clock
from app.core.paging import page_number, pages_of
from app.web.forms import optional_uuid
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import page


@get("/aufgaben", name="tasks:mine")
async def mine(
    request: AnyRequest, actor: CurrentActor, seite: FromQuery[str] = "1"
) -> Response[str]:
    scope, number = Scope(actor), page_number(seite)
    counts = await own_counts(scope, _id_in(request.query_params.get("gruppe", "")))
    find = find_form(request, Offered(of_group=False, groups=counts.groups))
    found = await entries(scope, find.wanted, number)
    return page(
        request, "tasks/mine.html", area="aufgaben", counts=counts, find=find, found=found,
        sections=[] if find.closed else _sections(found.rows), number=number,
        pages=pages_of(found.total), kept_filters=await kept_filters(scope),
    )  # fmt: skip


def _id_in(text: str) -> UUID | None:
    try:
        return optional_uuid(text)
    except ValueError:
        return None


def _sections(rows: list[Entry]) -> list[tuple[str, list[Entry]]]:
    today = clock.today()
    by_day = groupby(rows, lambda row: rules.heading(row.due_on, row.starts_on, today))
    return [(heading, list(some)) for heading, some in by_day]


@get("/gruppen/{group_id:uuid}/aufgaben", name="tasks:group")
async def of_group(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID], seite: FromQuery[str] = "1"
) -> Response[str]:
    scope, number = await scope_of(actor, group_id), page_number(seite)
    assert scope.group
    find = find_form(request, Offered(of_group=True, people=await people_of(scope.group)))
    found = await entries(scope, find.wanted, number)
    return page(
        request, "tasks/group.html", area="gruppen", group=scope.group, found=found, find=find,
        number=number, pages=pages_of(found.total), may_give=scope.may_edit,
        kept_filters=await kept_filters(scope),
    )  # fmt: skip


ROUTES = [mine, of_group]
