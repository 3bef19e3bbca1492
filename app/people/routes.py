from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery

from app.core import clock
from app.core.actor import Actor
from app.core.errors import RuleViolation
from app.core.paging import page_number
from app.people import access, queries
from app.people.forms import (
    AffiliationForm,
    NewPersonForm,
    NewTraegerForm,
    PersonForm,
    RegionForm,
    SearchForm,
    TraegerForm,
)
from app.people.operations import persons
from app.people.operations import traeger as traeger_operations
from app.people.rules import EmailTaken
from app.people.tables import Person
from app.web.forms import form_data
from app.web.sessions import CurrentActor
from app.web.templates import go_to, page

AnyRequest = Request[Any, Any, Any]


@get("/personen", name="people:list")
async def list_people(
    request: AnyRequest, actor: CurrentActor, q: FromQuery[str] = "", seite: FromQuery[str] = "1"
) -> Response[str]:
    body = await access.body_of_office(actor)
    words = q.replace("\x00", "").strip()[:200]
    return page(
        request,
        "people/list.html",
        area="personen",
        body_name=body.name,
        people=await queries.people_page(actor, words, page_number(seite), today=clock.today()),
        search=SearchForm(data={"q": words}),
        q=words,
    )


@get("/personen/neu", name="people:new")
async def new_person(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    body = await access.body_of_office(actor)
    return await _new_person_page(request, body.id, NewPersonForm.fresh(), status=200)


async def _new_person_page(
    request: AnyRequest, body_id: UUID, form: Any, *, status: int
) -> Response[str]:
    form.offer_traeger(await queries.traeger_choices(body_id))
    body = await queries.body_of(body_id)
    return page(
        request, "people/new.html", block="formular", status=status, area="personen",
        body_name=body.name, form=form,
    )  # fmt: skip


@post("/personen/neu", name="people:create")
async def create_person(request: AnyRequest, actor: CurrentActor) -> Response[Any]:
    body = await access.body_of_office(actor)
    form = NewPersonForm(await form_data(request))
    form.offer_traeger(await queries.traeger_choices(body.id))
    if form.validate():
        try:
            person = await persons.create_person(
                actor, form.new_id, body.id, form.cleaned(), form.affiliation(), now=clock.now()
            )
        except EmailTaken as refusal:
            form.email.errors = [str(refusal)]
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
        else:
            return go_to(
                request, "people:show", person_id=person.id, message="Die Person ist eingetragen."
            )
    return await _new_person_page(request, body.id, form, status=422)


@get("/personen/{person_id:uuid}", name="people:show")
async def show_person(
    request: AnyRequest, actor: CurrentActor, person_id: FromPath[UUID]
) -> Response[str]:
    person = await access.person_to_read(actor, person_id)
    return await _person_page(request, person)


async def _person_page(
    request: AnyRequest,
    person: Person,
    *,
    form: PersonForm | None = None,
    affiliation_form: Any = None,
) -> Response[str]:
    affiliation_form = affiliation_form or AffiliationForm.fresh()
    affiliation_form.offer_traeger(await queries.traeger_choices(person.body))
    body = await queries.body_of(person.body)
    return page(
        request,
        "people/person.html",
        status=422 if form or affiliation_form.errors else 200,
        area="personen",
        body_name=body.name,
        person=person,
        form=form or PersonForm(obj=person),
        affiliation_form=affiliation_form,
        affiliations=await queries.affiliations_of(person.id),
    )


@post("/personen/{person_id:uuid}", name="people:change")
async def change_person(
    request: AnyRequest, actor: CurrentActor, person_id: FromPath[UUID]
) -> Response[Any]:
    person = await access.person_to_read(actor, person_id)
    form = PersonForm(await form_data(request))
    if form.validate():
        try:
            await persons.change_person(actor, person_id, form.cleaned())
        except EmailTaken as refusal:
            form.email.errors = [str(refusal)]
        else:
            return go_to(
                request, "people:show", person_id=person_id, message="Die Angaben sind gespeichert."
            )
    return await _person_page(request, person, form=form)


@post("/personen/{person_id:uuid}/traeger", name="people:affiliation:add")
async def add_affiliation(
    request: AnyRequest, actor: CurrentActor, person_id: FromPath[UUID]
) -> Response[Any]:
    person = await access.person_to_read(actor, person_id)
    form = AffiliationForm(await form_data(request))
    form.offer_traeger(await queries.traeger_choices(person.body))
    if form.validate():
        await persons.add_affiliation(actor, person_id, form.cleaned())
        return go_to(
            request, "people:show", person_id=person_id, message="Der Träger ist eingetragen."
        )
    return await _person_page(request, person, affiliation_form=form)


@post(
    "/personen/{person_id:uuid}/traeger/{affiliation_id:uuid}/ende", name="people:affiliation:end"
)
async def end_affiliation(
    request: AnyRequest,
    actor: CurrentActor,
    person_id: FromPath[UUID],
    affiliation_id: FromPath[UUID],
) -> Response[Any]:
    last_day = await persons.end_affiliation(actor, person_id, affiliation_id, now=clock.now())
    return go_to(
        request,
        "people:show",
        person_id=person_id,
        message=f"Die Zugehörigkeit endet am {last_day:%d.%m.%Y}.",
    )


@get("/traeger", name="traeger:list")
async def list_traeger(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    body = await access.body_of_office(actor)
    return await _traeger_page(request, actor, body.name, RegionForm.fresh())


async def _traeger_page(
    request: AnyRequest, actor: Actor, body_name: str, form: Any
) -> Response[str]:
    return page(
        request,
        "people/traeger_list.html",
        status=422 if form.errors else 200,
        area="traeger",
        body_name=body_name,
        by_side=await queries.traeger_by_side(actor),
        regions=await queries.regions(actor),
        form=form,
    )


@post("/traeger/regionen", name="traeger:region:add")
async def add_region(request: AnyRequest, actor: CurrentActor) -> Response[Any]:
    body = await access.body_of_office(actor)
    form = RegionForm(await form_data(request))
    if form.validate():
        await traeger_operations.create_region(actor, body.id, form.cleaned())
        return go_to(request, "traeger:list", message="Die Region ist eingetragen.")
    return await _traeger_page(request, actor, body.name, form)


@get("/traeger/neu", name="traeger:new")
async def new_traeger(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    body = await access.body_of_office(actor)
    form: Any = NewTraegerForm.fresh()
    form.offer_regions(await queries.region_choices(body.id))
    return page(
        request, "people/traeger.html", area="traeger", body_name=body.name, form=form, traeger=None
    )


@post("/traeger/neu", name="traeger:create")
async def create_traeger(request: AnyRequest, actor: CurrentActor) -> Response[Any]:
    body = await access.body_of_office(actor)
    form = NewTraegerForm(await form_data(request))
    form.offer_regions(await queries.region_choices(body.id))
    if form.validate():
        await traeger_operations.create_traeger(
            actor, form.new_id, body.id, form.cleaned(), now=clock.now()
        )
        return go_to(request, "traeger:list", message="Der Träger ist eingetragen.")
    return page(
        request, "people/traeger.html", block="formular", status=422, area="traeger",
        body_name=body.name, form=form, traeger=None,
    )  # fmt: skip


@get("/traeger/{traeger_id:uuid}", name="traeger:show")
async def show_traeger(
    request: AnyRequest, actor: CurrentActor, traeger_id: FromPath[UUID]
) -> Response[str]:
    traeger = await access.traeger_to_read(actor, traeger_id)
    form = TraegerForm(
        data={"name": traeger.name, "side": traeger.side, "region_id": str(traeger.region or "")}
    )
    form.offer_regions(await queries.region_choices(traeger.body))
    body = await queries.body_of(traeger.body)
    return page(
        request,
        "people/traeger.html",
        area="traeger",
        body_name=body.name,
        form=form,
        traeger=traeger,
    )


@post("/traeger/{traeger_id:uuid}", name="traeger:change")
async def change_traeger(
    request: AnyRequest, actor: CurrentActor, traeger_id: FromPath[UUID]
) -> Response[Any]:
    traeger = await access.traeger_to_read(actor, traeger_id)
    form = TraegerForm(await form_data(request))
    form.offer_regions(await queries.region_choices(traeger.body))
    if form.validate():
        await traeger_operations.change_traeger(actor, traeger_id, form.cleaned())
        return go_to(request, "traeger:list", message="Die Angaben sind gespeichert.")
    body = await queries.body_of(traeger.body)
    return page(
        request, "people/traeger.html", block="formular", status=422, area="traeger",
        body_name=body.name, form=form, traeger=traeger,
    )  # fmt: skip


ROUTES = [
    list_people, new_person, create_person, show_person, change_person, add_affiliation,
    end_affiliation, list_traeger, add_region, new_traeger, create_traeger, show_traeger,
    change_traeger,
]  # fmt: skip
