"""A filtered list as CSV and XLSX."""

from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath
from litestar.response import Stream

from app.boards.access import Scope, scope_of
from app.boards.forms.finding import FindForm, Offered, find_form
from app.boards.queries.counts import own_counts, people_of
from app.boards.queries.rows import Entry, all_entries
from app.core import clock
from app.core.settings import settings
from app.web.sessions import AnyRequest, CurrentActor
from app.web.tables_out import Cell, Column, Rows, csv_download, xlsx_download

COLUMNS = (
    Column("Aufgabe", 60), Column("Stand", 12), Column("Dringlichkeit", 10), Column("Frist", 12),
    Column("Wiedervorlage", 14), Column("Verantwortlich", 36), Column("Gruppe", 36),
    Column("Aus", 24), Column("Sichtbarkeit", 14), Column("Erledigt am", 12),
    Column("Was getan wurde", 60), Column("Adresse", 60),
)  # fmt: skip


@get("/aufgaben/liste.csv", name="boards:mine:csv")
async def own_csv(request: AnyRequest, actor: CurrentActor) -> Stream:
    scope = Scope(actor)
    return csv_download(_name(), COLUMNS, _cells(scope, await _filter(request, scope)))


@get("/aufgaben/liste.xlsx", name="boards:mine:xlsx")
async def own_xlsx(request: AnyRequest, actor: CurrentActor) -> Response[bytes]:
    scope = Scope(actor)
    return await xlsx_download(_name(), COLUMNS, _cells(scope, await _filter(request, scope)))


@get("/gruppen/{group_id:uuid}/aufgaben/liste.csv", name="boards:group:csv")
async def group_csv(request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]) -> Stream:
    scope = await scope_of(actor, group_id)
    return csv_download(_name(), COLUMNS, _cells(scope, await _filter(request, scope)))


@get("/gruppen/{group_id:uuid}/aufgaben/liste.xlsx", name="boards:group:xlsx")
async def group_xlsx(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[bytes]:
    scope = await scope_of(actor, group_id)
    return await xlsx_download(_name(), COLUMNS, _cells(scope, await _filter(request, scope)))


async def _filter(request: AnyRequest, scope: Scope) -> FindForm:
    if scope.group:
        return find_form(request, Offered(of_group=True, people=await people_of(scope.group)))
    counts = await own_counts(scope)
    return find_form(request, Offered(of_group=False, groups=counts.groups))


def _name() -> str:
    return f"Aufgaben {clock.today():%Y-%m-%d}"


async def _cells(scope: Scope, find: FindForm) -> Rows:
    async for rows in all_entries(scope, find.wanted):
        yield [_cells_of(row) for row in rows]


def _cells_of(row: Entry) -> list[Cell]:
    return [
        row.title, row.status.label, row.priority.label, row.due_on, row.starts_on, row.responsible,
        row.group_name, row.origin, row.visibility.label,
        clock.berlin(row.done_at).date() if row.done_at else None, row.done_note,
        f"{settings().base_url}/aufgaben/{row.id}",
    ]  # fmt: skip


ROUTES = [own_csv, own_xlsx, group_csv, group_xlsx]
