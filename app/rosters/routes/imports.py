"""One file: its columns, its preview, its end."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from app.core import clock
from app.core.errors import RuleViolation
from app.core.paging import page_number
from app.rosters import access
from app.rosters.forms.cells import cells_form, cells_of, column_of, mapping_form, mapping_of
from app.rosters.forms.upload import SheetForm
from app.rosters.operations import imports, runs
from app.rosters.queries.imports import File, file_of, outcome_of, preview, scope_of
from app.rosters.routes.places import place_of
from app.rosters.tables import RosterImport, RosterState
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import address_of, go_to, go_to_path, page

PATH = "/personen/einlesen/{import_id:uuid}"


@get(f"{PATH}/spalten", name="rosters:columns")
async def show_columns(
    request: AnyRequest, actor: CurrentActor, import_id: FromPath[UUID]
) -> Response[Any]:
    roster = await access.roster_to_read(actor, import_id)
    file = file_of(roster)
    if roster.state in {RosterState.DONE, RosterState.RUNNING} or not (file.cells or file.sheets):
        return go_to(request, "rosters:show", import_id=import_id)
    if file.sheets:
        return await _sheets_page(request, roster, file)
    form = mapping_form(file, of_one_group=roster.group is not None)
    return await _columns_page(request, roster, file, form)


async def _sheets_page(request: AnyRequest, roster: RosterImport, file: File) -> Response[str]:
    place = await place_of(roster)
    form = SheetForm(data={"sheet": file.sheets[0]})
    form.sheet.choices = {name: name for name in file.sheets}
    return page(
        request, "rosters/sheets.html", area=place.area, body_name=place.body_name, place=place,
        roster=roster, form=form,
    )  # fmt: skip


async def _columns_page(
    request: AnyRequest, roster: RosterImport, file: File, form: Any
) -> Response[str]:
    place = await place_of(roster)
    return page(
        request, "rosters/columns.html", status=422 if form.errors else 200, area=place.area,
        body_name=place.body_name, place=place, roster=roster, file=file, form=form,
    )  # fmt: skip


@post(f"{PATH}/blatt", name="rosters:sheet")
async def choose_sheet(
    request: AnyRequest, actor: CurrentActor, import_id: FromPath[UUID]
) -> Response[Any]:
    sent = await form_data(request)
    try:
        await imports.choose_sheet(actor, import_id, str(sent.get("sheet", "")))
    except RuleViolation as refusal:
        return go_to(
            request, "rosters:columns", import_id=import_id, message=str(refusal), kind="warning"
        )
    return go_to(request, "rosters:show", import_id=import_id)


@post(f"{PATH}/spalten", name="rosters:map")
async def map_columns(
    request: AnyRequest, actor: CurrentActor, import_id: FromPath[UUID]
) -> Response[Any]:
    roster = await access.roster_to_read(actor, import_id)
    file = file_of(roster)
    form = mapping_form(file, await form_data(request), of_one_group=roster.group is not None)
    mapping = mapping_of(form) if form.validate() else None
    if mapping is None:
        return await _columns_page(request, roster, file, form)
    try:
        await imports.map_columns(actor, import_id, mapping)
    except RuleViolation as refusal:
        form.form_errors.append(str(refusal))
        return await _columns_page(request, roster, file, form)
    return go_to(request, "rosters:show", import_id=import_id)


@get(PATH, name="rosters:show")
async def show(
    request: AnyRequest,
    actor: CurrentActor,
    import_id: FromPath[UUID],
    fehler: FromQuery[str] = "",
    seite: FromQuery[str] = "1",
) -> Response[Any]:
    """The preview, the progress or the result, by the state."""
    roster = await access.roster_to_read(actor, import_id)
    file = file_of(roster)
    if roster.state == RosterState.MAPPING:
        return go_to(request, "rosters:columns", import_id=import_id)
    if roster.state in {RosterState.RUNNING, RosterState.DONE} or not file.cells:
        return await _state_page(request, roster)
    scope = scope_of(roster, is_office=roster.body in actor.office_of, today=clock.today())
    found = await preview(file, scope, page_number(seite), only_wrong=bool(fehler))
    place = await place_of(roster)
    return page(
        request, "rosters/preview.html", area=place.area, body_name=place.body_name, place=place,
        roster=roster, preview=found, form=cells_form(file, found.steps),
        column_of=lambda which: column_of(file, which),
    )  # fmt: skip


async def _state_page(
    request: AnyRequest, roster: RosterImport, *, block: str | None = None
) -> Response[str]:
    place = await place_of(roster)
    return page(
        request, "rosters/state.html", block=block, area=place.area, body_name=place.body_name,
        place=place, roster=roster, state=RosterState(roster.state), outcome=outcome_of(roster),
    )  # fmt: skip


@get(f"{PATH}/fortgang", name="rosters:progress")
async def show_progress(
    request: AnyRequest, actor: CurrentActor, import_id: FromPath[UUID]
) -> Response[str]:
    """Asked again every two seconds while it runs."""
    return await _state_page(
        request, await access.roster_to_read(actor, import_id), block="fortgang"
    )


@post(f"{PATH}/zellen", name="rosters:correct")
async def correct(
    request: AnyRequest, actor: CurrentActor, import_id: FromPath[UUID]
) -> Response[Any]:
    sent = await form_data(request)
    await imports.correct(actor, import_id, cells_of(dict(sent.items())))
    number, only = (
        page_number(str(sent.get("seite", ""))),
        "&fehler=1" if sent.get("fehler") else "",
    )
    here = address_of(request.app, "rosters:show", import_id=import_id)
    return go_to_path(
        request, f"{here}?seite={number}{only}", message="Die Berichtigungen sind geprüft."
    )


@post(f"{PATH}/uebernehmen", name="rosters:take")
async def take_over(
    request: AnyRequest, actor: CurrentActor, import_id: FromPath[UUID]
) -> Response[Any]:
    await access.roster_to_read(actor, import_id)  # a refusal leads back to its page
    try:
        await runs.take_over(actor, import_id, now=clock.now())
    except RuleViolation as refusal:
        return go_to(
            request, "rosters:show", import_id=import_id, message=str(refusal), kind="warning"
        )
    return go_to(request, "rosters:show", import_id=import_id)


@post(f"{PATH}/verwerfen", name="rosters:discard")
async def discard(
    request: AnyRequest, actor: CurrentActor, import_id: FromPath[UUID]
) -> Response[Any]:
    place = await place_of(await access.roster_to_read(actor, import_id))
    await imports.discard(actor, import_id)
    message = "Die Liste ist verworfen. Nichts davon ist gespeichert."
    if place.group_id:
        return go_to(request, "rosters:members", group_id=place.group_id, message=message)
    return go_to(request, "rosters:people", message=message)


ROUTES = [
    show_columns, choose_sheet, map_columns, show, show_progress, correct, take_over, discard,
]  # fmt: skip
