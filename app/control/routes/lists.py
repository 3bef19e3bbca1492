"""The Beschlusskontrolle as a page and as files."""

from collections.abc import AsyncIterator, Sequence

from litestar import Response, get
from litestar.params import FromQuery
from litestar.response import Stream

from app.control.forms import ControlForm
from app.control.queries import control
from app.control.queries.sheets import COLUMNS, cells_of, sheet_of
from app.control.rules.days import Shown
from app.core.actor import Actor
from app.core.errors import existing
from app.core.paging import page_number
from app.mandates.lights import LIGHTS
from app.web.downloads import download
from app.web.sessions import AnyRequest, CurrentActor
from app.web.tables_out import Cell, csv_download, xlsx_download
from app.web.templates import page
from app.web.typeset import typeset

PATH = "/beschlusskontrolle"
PDF = "application/pdf"


@get(PATH, name="control:list")
async def show_list(
    request: AnyRequest, actor: CurrentActor, seite: FromQuery[str] = "1"
) -> Response[str]:
    form = ControlForm(request.query_params)
    number, shown = page_number(seite), form.shown()
    found = control.NOTHING
    if shown:
        found = await control.control(actor, shown, form.wanted())
        form.check_first(shown, found.first)
    form.offer(found.offered)
    return page(
        request, "control/list.html", area="beschlusskontrolle", control=found, filter=form,
        number=number, shown=shown, meanings=[(light, words) for _, light, _, words in LIGHTS],
    )  # fmt: skip


async def _whole(request: AnyRequest, actor: Actor) -> tuple[Shown, ControlForm, control.Control]:
    """All pages of what the filter shows; a day that cannot be shown has no file."""
    form = ControlForm(request.query_params)
    shown = existing(form.shown())
    found = await control.control(actor, shown, form.wanted())
    form.offer(found.offered)
    return shown, form, found


@get(f"{PATH}/liste.csv", name="control:list:csv")
async def as_csv(request: AnyRequest, actor: CurrentActor) -> Stream:
    shown, _, found = await _whole(request, actor)
    return csv_download(_name(shown), COLUMNS, _rows(found))


@get(f"{PATH}/liste.xlsx", name="control:list:xlsx")
async def as_xlsx(request: AnyRequest, actor: CurrentActor) -> Response[bytes]:
    shown, _, found = await _whole(request, actor)
    return await xlsx_download(_name(shown), COLUMNS, _rows(found))


@get(f"{PATH}/liste.pdf", name="control:list:pdf")
async def as_pdf(request: AnyRequest, actor: CurrentActor) -> Response[bytes]:
    shown, form, found = await _whole(request, actor)
    content = sheet_of(actor, shown, found, form.in_words())
    return download(
        await typeset("control/beschlusskontrolle.typ", content), f"{_name(shown)}.pdf", PDF
    )


def _name(shown: Shown) -> str:
    return f"Beschlusskontrolle {shown.on:%Y-%m-%d}"


async def _rows(found: control.Control) -> AsyncIterator[Sequence[Sequence[Cell]]]:
    yield [cells_of(entry) for entry in found.entries]


ROUTES = [show_list, as_csv, as_xlsx, as_pdf]
