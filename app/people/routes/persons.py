from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from app.core import clock
from app.core.actor import Actor
from app.core.errors import RuleViolation, StaleVersion
from app.people import access
from app.people.forms.bodies import at_desk
from app.people.forms.find import FindForm
from app.people.forms.persons import NewPersonForm, PersonChangeForm
from app.people.operations import persons
from app.people.queries import choices, find
from app.people.routes.person import Sent, person_page
from app.people.rules import EmailTaken
from app.web.forms import form_data, uuid_of
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page


@get("/personen", name="people:list")
async def list_people(
    request: AnyRequest,
    actor: CurrentActor,
    koerperschaft: FromQuery[str] = "",
    nach: FromQuery[str] = "",
    vor: FromQuery[str] = "",
) -> Response[str]:
    """`nach` and `vor`: the person at whom the page before or behind ends."""
    desk = await access.desk_of(actor, koerperschaft)
    offered = await find.offered(desk.body.id)
    form = FindForm(request.query_params, offered.traeger, offered.regions)
    people = await find.people_page(
        form.wanted(desk.body.id),
        today=clock.today(),
        after=uuid_of(nach) if nach else None,
        before=uuid_of(vor) if vor else None,
    )
    query = form.query()
    return page(
        request, "people/list.html", block="liste", area="personen", people=people, form=form,
        headers={"HX-Push-Url": f"/personen?{query}" if query else "/personen"},
        **at_desk(actor, desk),
    )  # fmt: skip


@get("/personen/neu", name="people:new")
async def new_person(
    request: AnyRequest, actor: CurrentActor, koerperschaft: FromQuery[str] = ""
) -> Response[str]:
    desk = await access.desk_of(actor, koerperschaft)
    return await _new_person_page(request, actor, desk, NewPersonForm.fresh(), status=200)


async def _new_person_page(
    request: AnyRequest, actor: Actor, desk: access.Desk, form: Any, *, status: int
) -> Response[str]:
    form.offer_traeger(await choices.traeger_choices(desk.body.id))
    return page(
        request, "people/new.html", block="formular", status=status, area="personen", form=form,
        **at_desk(actor, desk),
    )  # fmt: skip


@post("/personen/neu", name="people:create")
async def create_person(
    request: AnyRequest, actor: CurrentActor, koerperschaft: FromQuery[str] = ""
) -> Response[Any]:
    desk = await access.desk_of(actor, koerperschaft)
    form = NewPersonForm(await form_data(request))
    form.offer_traeger(await choices.traeger_choices(desk.body.id))
    if form.validate():
        try:
            person = await persons.create_person(
                actor, form.new_id, desk.body.id, form.cleaned(), form.affiliation(),
                now=clock.now(),
            )  # fmt: skip
        except EmailTaken as refusal:
            form.email.errors = [str(refusal)]
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
        else:
            return go_to(
                request, "people:show", person_id=person.id, message="Die Person ist eingetragen."
            )
    return await _new_person_page(request, actor, desk, form, status=422)


@get("/personen/{person_id:uuid}", name="people:show")
async def show_person(
    request: AnyRequest, actor: CurrentActor, person_id: FromPath[UUID]
) -> Response[str]:
    person = await access.person_to_read(actor, person_id)
    return await person_page(request, actor, person)


@post("/personen/{person_id:uuid}", name="people:change")
async def change_person(
    request: AnyRequest, actor: CurrentActor, person_id: FromPath[UUID]
) -> Response[Any]:
    person = await access.person_to_read(actor, person_id)
    form = PersonChangeForm(await form_data(request))
    conflict = ""
    if form.validate():
        try:
            await persons.change_person(actor, person_id, form.cleaned(), version=form.seen_version)
        except EmailTaken as refusal:
            form.email.errors = [str(refusal)]
        except StaleVersion as stale:
            person, conflict = await access.person_to_read(actor, person_id), str(stale)
        else:
            return go_to(
                request, "people:show", person_id=person_id, message="Die Angaben sind gespeichert."
            )
    return await person_page(request, actor, person, Sent(form=form, conflict=conflict))


@post("/personen/{person_id:uuid}/sperre", name="people:block")
async def block_person(
    request: AnyRequest, actor: CurrentActor, person_id: FromPath[UUID]
) -> Response[Any]:
    """`gesperrt`: "ja" or "nein"."""
    await access.person_to_read(actor, person_id)
    wanted = (await form_data(request)).get("gesperrt")
    if wanted not in {"ja", "nein"}:
        return go_to(request, "people:show", person_id=person_id)
    try:
        await persons.block_person(actor, person_id, blocked=wanted == "ja")
    except RuleViolation as refusal:
        return go_to(
            request, "people:show", person_id=person_id, message=str(refusal), kind="warning"
        )
    said = "Der Zugang ist gesperrt." if wanted == "ja" else "Der Zugang ist wieder offen."
    return go_to(request, "people:show", person_id=person_id, message=said)


ROUTES = [list_people, new_person, create_person, show_person, change_person, block_person]
