from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.actor import Actor
from app.core.errors import RuleViolation
from app.core.settings import settings
from app.people.access import person_to_read
from app.people.queries.bodies import body_of
from app.people.rules import full_name
from app.people.tables import Person
from app.privacy import access
from app.privacy.erasing import erase
from app.privacy.forms import ErasureForm
from app.privacy.operations import exporting
from app.privacy.queries.preview import preview_of
from app.privacy.rules.erasing import CONFIRMATION
from app.privacy.rules.names import pseudonym
from app.privacy.rules.terms import TERMS, kept_for
from app.privacy.rules.texts import KEPT_BYTES
from app.web.downloads import download
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

ZIP = "application/zip"


@get("/personen/{person_id:uuid}/auskunft", name="privacy:export")
async def export_page(
    request: AnyRequest, actor: CurrentActor, person_id: FromPath[UUID]
) -> Response[str]:
    person = await person_to_read(actor, person_id)
    return await _export_page(request, actor, person, own=False)


@post("/personen/{person_id:uuid}/auskunft", name="privacy:export:download", status_code=200)
async def export_for_office(
    request: AnyRequest, actor: CurrentActor, person_id: FromPath[UUID]
) -> Response[Any]:
    person = await person_to_read(actor, person_id)
    try:
        export = await exporting.export_for_office(actor, person_id, now=clock.now())
    except RuleViolation as refusal:
        return await _export_page(request, actor, person, own=False, refusal=str(refusal))
    return download(export.content, export.name, ZIP)


@get("/einstellungen/auskunft", name="privacy:own")
async def own_page(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    return await _export_page(request, actor, await access.own_entry(actor), own=True)


@post("/einstellungen/auskunft", name="privacy:own:download", status_code=200)
async def export_own(request: AnyRequest, actor: CurrentActor) -> Response[Any]:
    try:
        export = await exporting.export_own(actor, now=clock.now())
    except RuleViolation as refusal:
        person = await access.own_entry(actor)
        return await _export_page(request, actor, person, own=True, refusal=str(refusal))
    return download(export.content, export.name, ZIP)


async def _export_page(
    request: AnyRequest, actor: Actor, person: Person, *, own: bool, refusal: str = ""
) -> Response[str]:
    keep = settings().keep
    return page(
        request,
        "privacy/export.html",
        status=422 if refusal else 200,
        area="einstellungen" if own else "personen",
        body_name=(await body_of(person.body)).name,
        person=person,
        name=full_name(person.title, person.given_name, person.family_name),
        own=own,
        refusal=refusal,
        fresh=await access.is_fresh(actor, clock.now()),
        terms=[(term, kept_for(term, keep)) for term in TERMS],
    )


@get("/personen/{person_id:uuid}/loeschen", name="privacy:erase")
async def erase_page(
    request: AnyRequest, actor: CurrentActor, person_id: FromPath[UUID]
) -> Response[str]:
    person = await person_to_read(actor, person_id)
    return await _erase_page(request, actor, person, ErasureForm())


@post("/personen/{person_id:uuid}/loeschen", name="privacy:erase:now")
async def erase_now(
    request: AnyRequest, actor: CurrentActor, person_id: FromPath[UUID]
) -> Response[Any]:
    person = await person_to_read(actor, person_id)
    form = ErasureForm(await form_data(request))
    if form.validate():
        try:
            number = await _erase(actor, person_id, clock.now())
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
        else:
            name = pseudonym(number)
            return go_to(
                request, "people:list", message=f"Die Person ist gelöscht und heißt jetzt {name}."
            )
    return await _erase_page(request, actor, person, form)


async def _erase(actor: Actor, person_id: UUID, now: datetime) -> int:
    await access.check_fresh(actor, now)
    return await erase(actor, person_id, now=now)


async def _erase_page(
    request: AnyRequest, actor: Actor, person: Person, form: ErasureForm
) -> Response[str]:
    return page(
        request,
        "privacy/erase.html",
        status=422 if form.errors else 200,
        area="personen",
        body_name=(await body_of(person.body)).name,
        person=person,
        preview=await preview_of(person),
        kept=KEPT_BYTES,
        form=form,
        word=CONFIRMATION,
        fresh=await access.is_fresh(actor, clock.now()),
    )


ROUTES = [export_page, export_for_office, own_page, export_own, erase_page, erase_now]
