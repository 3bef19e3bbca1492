from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.actor import Actor
from app.core.errors import RuleViolation
from app.people import access
from app.people.forms.affiliations import AffiliationForm, NewAffiliationForm
from app.people.operations import affiliations
from app.people.queries.bodies import body_of
from app.people.queries.choices import traeger_choices
from app.people.routes.person import Sent, person_page
from app.people.rules import OverlappingWork, full_name
from app.people.tables import Affiliation, Person
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page


@post("/personen/{person_id:uuid}/traeger", name="people:affiliation:add")
async def add_affiliation(
    request: AnyRequest, actor: CurrentActor, person_id: FromPath[UUID]
) -> Response[Any]:
    person = await access.person_to_read(actor, person_id)
    form = NewAffiliationForm(await form_data(request))
    form.offer_traeger(await traeger_choices(person.body))
    if form.validate():
        try:
            await affiliations.add_affiliation(actor, person_id, form.cleaned(form.new_id))
        except OverlappingWork as refusal:
            form.since.errors = [str(refusal)]
        except RuleViolation as refusal:
            form.traeger_id.errors = [str(refusal)]
        else:
            return go_to(
                request, "people:show", person_id=person_id, message="Der Träger ist eingetragen."
            )
    return await person_page(request, actor, person, Sent(affiliation_form=form))


@get("/personen/{person_id:uuid}/traeger/{affiliation_id:uuid}", name="people:affiliation:edit")
async def edit_affiliation(
    request: AnyRequest,
    actor: CurrentActor,
    person_id: FromPath[UUID],
    affiliation_id: FromPath[UUID],
) -> Response[str]:
    person = await access.person_to_read(actor, person_id)
    stored = await access.affiliation_of(person_id, affiliation_id)
    form = AffiliationForm(
        data={
            "traeger_id": str(stored.traeger), "function": stored.function,
            "since": stored.since, "until": stored.until,
        }
    )  # fmt: skip
    return await _edit_page(request, actor, person, stored, form, status=200)


async def _edit_page(
    request: AnyRequest,
    actor: Actor,
    person: Person,
    stored: Affiliation,
    form: AffiliationForm,
    *,
    status: int,
) -> Response[str]:
    form.offer_traeger(await traeger_choices(person.body, [stored.traeger]))
    body = await body_of(person.body)
    return page(
        request, "people/affiliation.html", block="formular", status=status, area="personen",
        body_name=body.name,
        body_query=access.kept_in_address(actor, person.body), person=person, affiliation=stored, form=form,
        name=full_name(person.title, person.given_name, person.family_name),
    )  # fmt: skip


@post("/personen/{person_id:uuid}/traeger/{affiliation_id:uuid}", name="people:affiliation:change")
async def change_affiliation(
    request: AnyRequest,
    actor: CurrentActor,
    person_id: FromPath[UUID],
    affiliation_id: FromPath[UUID],
) -> Response[Any]:
    person = await access.person_to_read(actor, person_id)
    stored = await access.affiliation_of(person_id, affiliation_id)
    form = AffiliationForm(await form_data(request))
    form.offer_traeger(await traeger_choices(person.body, [stored.traeger]))
    if form.validate():
        try:
            await affiliations.change_affiliation(
                actor, person_id, affiliation_id, form.cleaned(affiliation_id)
            )
        except OverlappingWork as refusal:
            form.since.errors = [str(refusal)]
        except RuleViolation as refusal:
            form.traeger_id.errors = [str(refusal)]
        else:
            return go_to(
                request, "people:show", person_id=person_id, message="Der Träger ist gespeichert."
            )
    return await _edit_page(request, actor, person, stored, form, status=422)


@post(
    "/personen/{person_id:uuid}/traeger/{affiliation_id:uuid}/ende", name="people:affiliation:end"
)
async def end_affiliation(
    request: AnyRequest,
    actor: CurrentActor,
    person_id: FromPath[UUID],
    affiliation_id: FromPath[UUID],
) -> Response[Any]:
    last_day = await affiliations.end_affiliation(actor, person_id, affiliation_id, now=clock.now())
    return go_to(
        request,
        "people:show",
        person_id=person_id,
        message=f"Die Zugehörigkeit endet am {last_day:%d.%m.%Y}.",
    )


ROUTES = [add_affiliation, edit_affiliation, change_affiliation, end_affiliation]
