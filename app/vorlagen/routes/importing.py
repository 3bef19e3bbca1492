"""Text in, preview, confirmed paper in the database; between the steps the form holds everything."""

import asyncio
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post

from app.core import clock
from app.core.actor import Actor
from app.core.errors import RuleViolation
from app.people.access import check_any_office, check_office
from app.reading.result import Unreadable
from app.vorlagen.forms.confirm import ConfirmForm, prefilled
from app.vorlagen.forms.read import ReadForm, read, source_of
from app.vorlagen.operations import imports
from app.vorlagen.queries import bodies, steps
from app.vorlagen.rules.committees import Committee, doubts
from app.vorlagen.rules.source import Source
from app.web.forms import form_data
from app.web.sessions import CurrentActor
from app.web.templates import go_to, page

AnyRequest = Request[Any, Any, Any]
AREA = "vorlagen"


@get("/vorlagen/einlesen", name="vorlagen:import")
async def show_import(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    check_any_office(actor)
    return await _ask_for_text(request, actor, ReadForm())


@post("/vorlagen/einlesen", name="vorlagen:import:read", status_code=200)
async def read_text(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    check_any_office(actor)
    form = ReadForm(await form_data(request, "file"))
    form.body.choices = await bodies.offices_of(actor)
    found = await read(form) if form.validate() else None
    if found is None:
        return await _ask_for_text(request, actor, form, status=422)
    body_id = UUID(form.body.data)
    committees = await steps.committees_of(body_id)
    confirm = prefilled(found.source, committees, body_id=body_id, file=found.file)
    return _preview(request, confirm, found.source, committees)


@post("/vorlagen/einlesen/uebernahme", name="vorlagen:import:store")
async def store(request: AnyRequest, actor: CurrentActor) -> Response[Any]:
    check_any_office(actor)
    form = ConfirmForm(await form_data(request))
    try:
        source = await asyncio.to_thread(
            source_of, form.source.data or "", file=form.file.data or ""
        )
        body_id = UUID(str(form.body.data))
    except (Unreadable, ValueError) as refusal:
        again = ReadForm(data={"text": form.source.data})
        again.text.errors = [str(refusal)]
        return await _ask_for_text(request, actor, again, status=422)
    check_office(actor, body_id)
    committees = await steps.committees_of(body_id)
    form.offer(source, committees)
    return await _store(request, actor, form, source, committees)


async def _store(
    request: AnyRequest,
    actor: Actor,
    form: ConfirmForm,
    source: Source,
    committees: list[Committee],
) -> Response[Any]:
    existing = None
    if form.validate():
        given = form.cleaned(source.result.paper)
        try:
            vorlage_id = await imports.import_vorlage(actor, given, source, now=clock.now())
            return go_to(
                request,
                "vorlagen:show",
                vorlage_id=vorlage_id,
                message="Die Vorlage ist übernommen.",
            )
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
            existing = getattr(refusal, "vorlage_id", None)
    return _preview(request, form, source, committees, status=422, existing=existing)


async def _ask_for_text(
    request: AnyRequest, actor: Actor, form: ReadForm, *, status: int = 200
) -> Response[str]:
    form.body.choices = await bodies.offices_of(actor)
    return page(
        request,
        "vorlagen/import.html",
        block="formular",
        status=status,
        area=AREA,
        body_name=await bodies.body_name(actor, list(actor.office_of)),
        form=form,
    )


def _preview(
    request: AnyRequest,
    form: ConfirmForm,
    source: Source,
    committees: list[Committee],
    *,
    status: int = 200,
    existing: UUID | None = None,
) -> Response[str]:
    paper = source.result.paper
    return page(
        request,
        "vorlagen/preview.html",
        status=status,
        area=AREA,
        form=form,
        source=source,
        paper=paper,
        doubts=doubts([step["committee"] for step in paper["consultations"]], committees),
        existing=existing,
    )


ROUTES = [show_import, read_text, store]
