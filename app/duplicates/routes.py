"""Two entries of one human: found, compared, made one, taken apart again."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from app.core import clock
from app.core.actor import Actor, check_any_office
from app.core.errors import RuleViolation
from app.duplicates import access
from app.duplicates.forms import FieldsForm, PairForm
from app.duplicates.operations import merging, undoing
from app.duplicates.queries import entries
from app.duplicates.queries.clashes import clashes
from app.people.access import body_of_office, person_to_read
from app.people.queries.bodies import body_of
from app.people.rules import name_of
from app.people.tables import Person
from app.web.forms import form_data, uuid_of
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import address_of, go_to, page

PLACE = "Doppelte Einträge"
MERGED = (
    f"Die beiden Einträge sind einer. 30 Tage lang können Sie das unter „{PLACE}“ zurücknehmen."
)
NOBODY = "Unter dieser Adresse gibt es hier niemanden."
TWICE = "Das ist derselbe Eintrag. Bitte geben Sie die Adresse des anderen an."


@get("/personen/doppelte", name="duplicates:list")
async def list_duplicates(
    request: AnyRequest, actor: CurrentActor, behalten: FromQuery[str] = ""
) -> Response[str]:
    """Behalten: id of the entry that stays, from its page."""
    check_any_office(actor)
    kept = await person_to_read(actor, uuid_of(behalten)) if behalten else None
    form = PairForm(data={"kept": kept.email if kept else ""})
    return await _list_page(request, actor, form)


async def _list_page(request: AnyRequest, actor: Actor, form: PairForm) -> Response[str]:
    body = await body_of_office(actor)
    found, total = await entries.suggestions(actor)
    return page(
        request, "duplicates/list.html", status=422 if form.errors else 200, area="personen",
        body_name=body.name, form=form, suggestions=found, total=total,
        undoable=await entries.undoable(actor, now=clock.now()),
    )  # fmt: skip


@post("/personen/doppelte", name="duplicates:choose")
async def choose_pair(request: AnyRequest, actor: CurrentActor) -> Response[Any]:
    """Changes nothing; addresses do not belong into the address of a page."""
    check_any_office(actor)
    form = PairForm(await form_data(request))
    if form.validate():
        kept = await entries.person_at(actor, str(form.kept.data))
        other = await entries.person_at(actor, str(form.other.data))
        if kept and other and kept.id != other.id and kept.body == other.body:
            return go_to(request, "duplicates:show", keep_id=kept.id, other_id=other.id)
        form.kept.errors = [] if kept else [NOBODY]
        form.other.errors = [TWICE if kept and other and kept.id == other.id else NOBODY]
        if other and not kept:
            form.other.errors = []
    return await _list_page(request, actor, form)


@get("/personen/doppelte/{keep_id:uuid}/{other_id:uuid}", name="duplicates:show")
async def show_pair(
    request: AnyRequest, actor: CurrentActor, keep_id: FromPath[UUID], other_id: FromPath[UUID]
) -> Response[str]:
    kept, other = await access.pair_to_read(actor, keep_id, other_id)
    form = FieldsForm.proposed(kept, other)
    try:
        await access.check_may_merge(actor, kept, other)
    except RuleViolation as refusal:
        form.form_errors.append(str(refusal))
    return await _pair_page(request, kept, other, form)


async def _pair_page(
    request: AnyRequest, kept: Person, other: Person, form: FieldsForm, *, status: int = 200
) -> Response[str]:
    found = await clashes(kept.id, other.id, now=clock.now())
    body = await body_of(kept.body)
    return page(
        request, "duplicates/pair.html", status=status, area="personen", body_name=body.name,
        form=form, fields=form.differing(kept, other), kept=kept, other=other,
        kept_name=name_of(kept), other_name=name_of(other),
        refusals=[clash for clash in found if clash.refuses],
        settled=[clash for clash in found if not clash.refuses],
        holdings=await entries.holdings(kept.id, other.id),
    )  # fmt: skip


@post("/personen/doppelte/{keep_id:uuid}/{other_id:uuid}", name="duplicates:merge")
async def merge_pair(
    request: AnyRequest, actor: CurrentActor, keep_id: FromPath[UUID], other_id: FromPath[UUID]
) -> Response[Any]:
    data = await form_data(request)
    if not await _is_merged(actor, keep_id, other_id):
        kept, other = await access.pair_to_read(actor, keep_id, other_id)
        form = FieldsForm(data).offer(kept, other)
        if not form.validate():
            return await _pair_page(request, kept, other, form, status=422)
        try:
            await merging.merge_persons(actor, keep_id, other_id, form.cleaned(), now=clock.now())
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
            return await _pair_page(request, kept, other, form, status=422)
    undo = address_of(request.app, "duplicates:list"), PLACE
    return go_to(request, "people:show", person_id=keep_id, message=MERGED, link=undo)


async def _is_merged(actor: Actor, keep_id: UUID, other_id: UUID) -> bool:
    """The button was pressed twice."""
    known = await access.merge_of(keep_id, other_id)
    if known is not None:
        await person_to_read(actor, keep_id)
    return known is not None


@post("/personen/zusammenfuehrungen/{merge_id:uuid}/zuruecknehmen", name="duplicates:undo")
async def undo_merge(
    request: AnyRequest, actor: CurrentActor, merge_id: FromPath[UUID]
) -> Response[Any]:
    try:
        restored = await undoing.undo_merge(actor, merge_id, now=clock.now())
    except RuleViolation as refusal:
        return go_to(request, "duplicates:list", message=str(refusal), kind="danger")
    return go_to(
        request, "people:show", person_id=restored,
        message="Es sind wieder zwei Einträge. Dies ist der, der aufgelöst war.",
    )  # fmt: skip


ROUTES = [list_duplicates, choose_pair, show_pair, merge_pair, undo_merge]
