"""The register of decisions: of one group, of all own groups, as a file, and one entry with its story."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Stream

from app.core import clock
from app.core.actor import Actor
from app.core.errors import NotFound, RuleViolation, StaleVersion
from app.core.paging import page_number, pages_of
from app.core.settings import settings
from app.groups import access as groups
from app.groups.tables import Group
from app.register import access, operations, queries
from app.register.forms import FindForm, StateForm
from app.register.queries import EntryRow
from app.web.forms import form_data, optional_uuid
from app.web.sessions import AnyRequest, CurrentActor
from app.web.tables_out import Cell, Column, Rows, csv_download, xlsx_download
from app.web.templates import go_to, page

NOTED = "Der Stand der Umsetzung ist eingetragen."
ENTRY = "/beschluesse/{register_entry_id:uuid}"
COLUMNS = (
    Column("Nummer", 10), Column("Gruppe", 36), Column("Sitzung", 24), Column("Datum", 12),
    Column("Tagesordnungspunkt", 40), Column("Wortlaut", 80), Column("Ergebnis", 14),
    Column("Stimmen", 30), Column("Umsetzung", 20), Column("Stand vom", 12),
    Column("Was geschehen ist", 60), Column("Vorlage", 20), Column("Adresse", 60),
)  # fmt: skip


@get("/beschluesse", name="register:list")
async def list_all(
    request: AnyRequest, actor: CurrentActor, seite: FromQuery[str] = "1"
) -> Response[str]:
    return await _list(request, actor, None, seite)


@get("/gruppen/{group_id:uuid}/beschluesse", name="register:group:list")
async def of_group(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID], seite: FromQuery[str] = "1"
) -> Response[str]:
    return await _list(request, actor, await groups.group_to_read(actor, group_id), seite)


async def _list(
    request: AnyRequest, actor: Actor, group: Group | None, seite: str
) -> Response[str]:
    number, group_id = page_number(seite), group.id if group else None
    form = FindForm(request.query_params, await queries.offered(actor, group_id), group_id)
    found = await queries.entries(actor, form.wanted(), number)
    return page(
        request, "register/list.html", block="liste", area="gruppen" if group else "beschluesse", group=group, form=form,
        rows=found.rows, count=found.count, number=number, pages=pages_of(found.count),
        files=form.query(**({"gruppe": str(group_id)} if group_id else {})),
    )  # fmt: skip


@get("/beschluesse/liste.csv", name="register:list:csv")
async def as_csv(request: AnyRequest, actor: CurrentActor) -> Stream:
    form = FindForm(request.query_params, await queries.offered(actor))
    return csv_download(_name(), COLUMNS, _cells(actor, form))


@get("/beschluesse/liste.xlsx", name="register:list:xlsx")
async def as_xlsx(request: AnyRequest, actor: CurrentActor) -> Response[bytes]:
    form = FindForm(request.query_params, await queries.offered(actor))
    return await xlsx_download(_name(), COLUMNS, _cells(actor, form))


def _name() -> str:
    return f"Beschlüsse {clock.today():%Y-%m-%d}"


async def _cells(actor: Actor, form: FindForm) -> Rows:
    async for rows in queries.all_entries(actor, form.wanted()):
        yield [_cells_of(row) for row in rows]


def _cells_of(row: EntryRow) -> list[Cell]:
    return [
        row.label, row.group_name, row.meeting_title, row.held_on, row.item_title, row.text,
        row.outcome.label if row.outcome else "entfallen", row.votes,
        row.implementation.label if row.is_to_implement else "", row.on_day, row.sentence,
        row.vorlage[0] if row.vorlage else "", f"{settings().base_url}/beschluesse/{row.id}",
    ]  # fmt: skip


@get("/beschluesse/dazu", name="register:about")
async def about(
    request: AnyRequest,
    actor: CurrentActor,
    vorlage: FromQuery[str] = "",
    auftrag: FromQuery[str] = "",
) -> Response[str]:
    """What was decided about a Vorlage or a mandate, as far as the reader may read the minutes; other
    pages load it.
    """
    try:
        wanted = optional_uuid(vorlage), optional_uuid(auftrag)
    except ValueError:
        raise NotFound from None
    found = await queries.entries_about(actor, *wanted)
    what = ("dieser Vorlage", "/vorlagen/") if wanted[0] else ("diesem Auftrag", "/auftraege/")
    return page(
        request, "register/about.html", block="liste", area="beschluesse", rows=found.rows,
        count=found.count, what=what[0], back=f"{what[1]}{wanted[0] or wanted[1]}" if any(wanted) else "/beschluesse",
    )  # fmt: skip


@get(ENTRY, name="register:entry")
async def show(
    request: AnyRequest, actor: CurrentActor, register_entry_id: FromPath[UUID]
) -> Response[str]:
    loaded = await access.entry_to_read(actor, register_entry_id)
    return await _entry(request, actor, loaded.group, register_entry_id)


async def _entry(
    request: AnyRequest,
    actor: Actor,
    group: Group,
    entry_id: UUID,
    form: StateForm | None = None,
    **context: Any,
) -> Response[str]:
    row = await queries.entry_row(actor, entry_id)
    context = {"theirs": "", **context}
    if form is None:
        form = StateForm.fresh(
            version=row.version, to_state=row.implementation, on_day=clock.today()
        )
    elif context["theirs"]:
        form.version.data = str(row.version)
    return page(
        request, "register/entry.html", block="formular", area="gruppen", row=row, form=form,
        steps=await queries.steps_of(entry_id),
        may_note=row.is_to_implement and not row.approves and groups.may_write_minutes(actor, group),
        **context,
    )  # fmt: skip


@post(f"{ENTRY}/umsetzung", name="register:state:note")
async def note_state(
    request: AnyRequest, actor: CurrentActor, register_entry_id: FromPath[UUID]
) -> Response[Any]:
    """After a conflict the reader has seen the other state: the next press may add to it."""
    loaded = await access.entry_to_note(actor, register_entry_id)
    form = StateForm(await form_data(request))
    answer: dict[str, Any] = {"status": 422}
    if form.validate():
        try:
            await operations.note_implementation(
                actor, register_entry_id, form.cleaned(), now=clock.now()
            )
            return go_to(
                request, "register:entry", register_entry_id=register_entry_id, message=NOTED
            )
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
            if isinstance(refusal, StaleVersion):
                answer = {"status": 409, "theirs": refusal.theirs}
    return await _entry(request, actor, loaded.group, register_entry_id, form, **answer)


ROUTES = [list_all, of_group, as_csv, as_xlsx, about, show, note_state]
