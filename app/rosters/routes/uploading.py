"""A file comes in: for the people of a body or for the members of one group."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.actor import Actor, check_any_office
from app.core.errors import RuleViolation
from app.people.access import body_of_office, check_office
from app.rosters.forms.upload import UploadForm, uploaded
from app.rosters.operations import imports
from app.rosters.operations.imports import NewImport
from app.rosters.queries.imports import last_imports
from app.rosters.routes.places import Place, place_of_group
from app.vorlagen.queries.bodies import offices_of
from app.web.downloads import download
from app.web.forms import form_data, uuid_of
from app.web.sessions import AnyRequest, CurrentActor
from app.web.tables_out import BOM, CSV
from app.web.templates import TEMPLATES, go_to, page

GROUP = "/gruppen/{group_id:uuid}/mitglieder/einlesen"


@get("/personen/einlesen", name="rosters:people")
async def ask_for_people(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    body = await body_of_office(actor)
    return await _ask(request, actor, Place(body.id, body.name), UploadForm.fresh())


@post("/personen/einlesen", name="rosters:people:upload")
async def upload_people(request: AnyRequest, actor: CurrentActor) -> Response[Any]:
    check_any_office(actor)
    body = await body_of_office(actor)
    form = UploadForm(await form_data(request, "file"))
    body_id = uuid_of(form.body.data) if form.body.data else UUID(str(body.id))
    check_office(actor, body_id)
    return await _start(request, actor, Place(body_id, body.name), form)


@get(GROUP, name="rosters:members")
async def ask_for_members(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[str]:
    place = await place_of_group(actor, group_id)
    return await _ask(request, actor, place, UploadForm.fresh())


@post(GROUP, name="rosters:members:upload")
async def upload_members(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[Any]:
    place = await place_of_group(actor, group_id)
    form = UploadForm(await form_data(request, "file"))
    return await _start(request, actor, place, form)


async def _start(
    request: AnyRequest, actor: Actor, place: Place, form: UploadForm
) -> Response[Any]:
    upload = await uploaded(form) if form.validate() else None
    if upload is None:
        return await _ask(request, actor, place, form, status=422)
    new = NewImport(form.new_id, place.body_id, place.group_id, upload.name, upload.sheets)
    try:
        await imports.start(actor, new, now=clock.now())
    except RuleViolation as refusal:
        form.file.errors = [str(refusal)]
        return await _ask(request, actor, place, form, status=422)
    return go_to(request, "rosters:show", import_id=form.new_id, message=upload.note, kind="info")


async def _ask(
    request: AnyRequest, actor: Actor, place: Place, form: UploadForm, *, status: int = 200
) -> Response[str]:
    form.body.choices = {} if place.group_id else await offices_of(actor)
    return page(
        request, "rosters/upload.html", block="formular", status=status, area=place.area,
        body_name=place.body_name, place=place, form=form,
        past=await last_imports(place.body_id, place.group_id),
    )  # fmt: skip


@get("/personen/einlesen/beispiel.csv", name="rosters:example")
async def example(actor: CurrentActor) -> Response[bytes]:  # noqa: ARG001 - for who is signed in
    """Invented people; the headings are those that are always recognised."""
    text = (TEMPLATES / "rosters" / "beispiel.csv").read_text(encoding="utf-8")
    return download((BOM + text).encode(), "Beispiel Mitgliederliste.csv", CSV)


ROUTES = [ask_for_people, upload_people, ask_for_members, upload_members, example]
