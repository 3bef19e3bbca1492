"""OParl sources of a body: add, compare, take papers over."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from app.core import clock
from app.core.actor import Actor, check_any_office
from app.core.errors import RuleViolation
from app.core.paging import page_number
from app.importers import access, queries
from app.importers.forms import ChosenForm, SourceForm
from app.importers.operations import choosing, sources
from app.importers.operations.sources import NewSource
from app.importers.outside import recognise_address
from app.importers.rules.progress import Listed
from app.people.access import check_office
from app.vorlagen.forms.unattended import unchanged
from app.vorlagen.operations.imports import import_vorlage
from app.vorlagen.queries import bodies, steps
from app.vorlagen.rules.drafts import source_of_draft
from app.web.flash import Kind
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

AREA = "vorlagen"


@get("/vorlagen/oparl", name="importers:list")
async def show_sources(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    check_any_office(actor)
    return await _sources(request, actor, SourceForm.fresh())


@post("/vorlagen/oparl", name="importers:add")
async def add(request: AnyRequest, actor: CurrentActor) -> Response[Any]:
    check_any_office(actor)
    form = SourceForm(await form_data(request))
    form.body.choices = await bodies.offices_of(actor)
    if not form.validate():
        return await _sources(request, actor, form, status=422)
    body_id, address = UUID(form.body.data), form.address.data or ""
    check_office(actor, body_id)
    try:
        new = NewSource(form.new_id, body_id, address, await recognise_address(address))
        source_id = await sources.add_source(actor, new, now=clock.now())
    except RuleViolation as refusal:
        form.address.errors = [str(refusal)]
        return await _sources(request, actor, form, status=422)
    return go_to(
        request, "importers:show", source_id=source_id,
        message="Die Schnittstelle ist angebunden. Der erste Abgleich beginnt gleich.",
    )  # fmt: skip


async def _sources(
    request: AnyRequest, actor: Actor, form: SourceForm, *, status: int = 200
) -> Response[str]:
    form.body.choices = await bodies.offices_of(actor)
    return page(
        request,
        "importers/list.html",
        block="formular" if status == 422 else None,
        status=status,
        area=AREA,
        body_name=await bodies.body_name(actor, list(actor.office_of)),
        sources=await queries.sources_of(actor),
        form=form,
    )


@get("/vorlagen/oparl/{source_id:uuid}", name="importers:show")
async def show(
    request: AnyRequest,
    actor: CurrentActor,
    source_id: FromPath[UUID],
    stand: FromQuery[str] = "",
    seite: FromQuery[str] = "1",
) -> Response[str]:
    await access.source_to_read(actor, source_id)
    listed = Listed(stand) if stand in list(Listed) else Listed.WAITING
    source = await queries.source_row(source_id)
    return page(
        request,
        "importers/show.html",
        area=AREA,
        body_name=source.body_name,
        source=source,
        papers=await queries.papers_page(source_id, listed, page_number(seite)),
        states=list(Listed),
        form=ChosenForm(),
    )


@get("/vorlagen/oparl/{source_id:uuid}/lauf", name="importers:run")
async def show_run(
    request: AnyRequest, actor: CurrentActor, source_id: FromPath[UUID]
) -> Response[str]:
    """Asked again every two seconds while it runs."""
    await access.source_to_read(actor, source_id)
    source = await queries.source_row(source_id)
    return page(
        request, "importers/run.html", block="lauf", area=AREA, body_name=source.body_name,
        source=source,
    )  # fmt: skip


@post("/vorlagen/oparl/{source_id:uuid}/abgleich", name="importers:start")
async def start(
    request: AnyRequest, actor: CurrentActor, source_id: FromPath[UUID]
) -> Response[Any]:
    await access.source_to_read(actor, source_id)
    await sources.start_run(actor, source_id, now=clock.now())
    return go_to(request, "importers:show", source_id=source_id)


@post("/vorlagen/oparl/{source_id:uuid}/auswahl", name="importers:choose")
async def choose(
    request: AnyRequest, actor: CurrentActor, source_id: FromPath[UUID]
) -> Response[Any]:
    await access.source_to_read(actor, source_id)
    sent = await form_data(request)
    chosen = ChosenForm(sent).chosen()
    message, kind = await _do(actor, source_id, str(sent.get("do", "")), chosen)
    return go_to(request, "importers:show", source_id=source_id, message=message, kind=kind)


async def _do(actor: Actor, source_id: UUID, verb: str, chosen: list[UUID]) -> tuple[str, Kind]:
    if not chosen:
        return "Es ist keine Vorlage angekreuzt.", "warning"
    if verb == "dismiss":
        return _counted(await choosing.put_aside(actor, source_id, chosen), "weggelegt"), "success"
    if verb == "reopen":
        return _counted(await choosing.bring_back(actor, source_id, chosen), "wieder da"), "success"
    taken, left = await _take_over(actor, source_id, chosen)
    told = _counted(taken, "übernommen")
    if left:
        told += f" Bei {left} ist noch etwas zu klären; bitte prüfen Sie diese einzeln."
    return told, "warning" if left else "success"


async def _take_over(actor: Actor, source_id: UUID, chosen: list[UUID]) -> tuple[int, int]:
    """Each in its own transaction; where a person has to decide, the paper stays in the list."""
    taken = left = 0
    for draft in await queries.untouched_drafts(source_id, chosen):
        source, committees = source_of_draft(draft), await steps.committees_of(draft.body)
        try:
            given = unchanged(source, committees, body_id=draft.body, file=draft.origin)
            given = replace(given, vorlage_id=draft.id)  # a second press has no second effect
            await import_vorlage(actor, given, source, now=clock.now())
            taken += 1
        except RuleViolation:
            left += 1
    return taken, left


def _counted(count: int, done: str) -> str:
    words = {0: "Keine Vorlage ist", 1: "Eine Vorlage ist"}
    return f"{words.get(count, f'{count} Vorlagen sind')} {done}."


@get("/vorlagen/oparl/{source_id:uuid}/ende", name="importers:remove:ask")
async def ask_to_remove(
    request: AnyRequest, actor: CurrentActor, source_id: FromPath[UUID]
) -> Response[str]:
    await access.source_to_read(actor, source_id)
    source = await queries.source_row(source_id)
    return page(
        request, "importers/remove.html", area=AREA, body_name=source.body_name, source=source
    )


@post("/vorlagen/oparl/{source_id:uuid}/ende", name="importers:remove")
async def remove(
    request: AnyRequest, actor: CurrentActor, source_id: FromPath[UUID]
) -> Response[Any]:
    await sources.remove_source(actor, source_id)
    return go_to(request, "importers:list", message="Die Schnittstelle ist nicht mehr angebunden.")


ROUTES = [show_sources, add, show, show_run, start, choose, ask_to_remove, remove]
