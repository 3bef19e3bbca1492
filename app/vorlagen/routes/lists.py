from litestar import Response, get
from litestar.params import FromQuery
from litestar.response import Stream

from app.core import clock
from app.core.settings import settings
from app.vorlagen.forms.find import FindForm
from app.vorlagen.queries import choices, lists
from app.vorlagen.queries.head import VorlageHead
from app.vorlagen.rules.place import Place
from app.web.sessions import AnyRequest, CurrentActor
from app.web.tables_out import Cell, Column, Rows, csv_download, xlsx_download
from app.web.templates import page

COLUMNS = (
    Column("Nummer", 18), Column("Betreff", 70), Column("Art", 24), Column("Stand", 12),
    Column("Wer sie sieht", 16), Column("Datum", 12), Column("Federführung", 36),
    Column("Gremium", 30), Column("Körperschaft", 30), Column("Adresse", 60),
)  # fmt: skip


@get("/vorlagen", name="vorlagen:list")
async def show_list(
    request: AnyRequest, actor: CurrentActor, nach: FromQuery[str] = "", vor: FromQuery[str] = ""
) -> Response[str]:
    offered = await choices.offered(actor)
    form = FindForm(request.query_params, offered)
    found = await lists.vorlagen_page(
        actor, form.wanted(), after=Place.read(nach), before=Place.read(vor)
    )
    names = list(offered.bodies.values())
    query = form.query()
    return page(
        request, "vorlagen/list.html", block="liste", area="vorlagen",
        headers={"HX-Push-Url": f"/vorlagen?{query}" if query else "/vorlagen"},
        body_name=names[0] if len(names) == 1 else "", vorlagen=found, form=form,
        may_import=bool(actor.office_of),
    )  # fmt: skip


@get("/vorlagen/liste.csv", name="vorlagen:list:csv")
async def as_csv(request: AnyRequest, actor: CurrentActor) -> Stream:
    form = FindForm(request.query_params, await choices.offered(actor))
    return csv_download(_name(), COLUMNS, _cells(lists.all_rows(actor, form.wanted())))


@get("/vorlagen/liste.xlsx", name="vorlagen:list:xlsx")
async def as_xlsx(request: AnyRequest, actor: CurrentActor) -> Response[bytes]:
    form = FindForm(request.query_params, await choices.offered(actor))
    return await xlsx_download(_name(), COLUMNS, _cells(lists.all_rows(actor, form.wanted())))


def _name() -> str:
    return f"Vorlagen {clock.today():%Y-%m-%d}"


async def _cells(found: lists.Rows) -> Rows:
    async for rows in found:
        yield [_cells_of(row) for row in rows]


def _cells_of(row: VorlageHead) -> list[Cell]:
    return [
        row.reference, row.title, row.paper_type, row.status.label, row.visibility.label,
        row.dated_on, row.lead_unit, row.committee_name, row.body_name,
        f"{settings().base_url}/vorlagen/{row.id}",
    ]  # fmt: skip


ROUTES = [show_list, as_csv, as_xlsx]
