"""The page of one person, with whichever of its forms came back."""

from dataclasses import dataclass
from typing import Any

from litestar import Response

from app.core import clock
from app.core.actor import Actor
from app.people import access
from app.people.forms.addresses import AddressForm
from app.people.forms.affiliations import NewAffiliationForm
from app.people.forms.persons import PersonChangeForm
from app.people.queries.addresses import addresses_of
from app.people.queries.affiliations import affiliations_of
from app.people.queries.bodies import body_of
from app.people.queries.choices import traeger_choices
from app.people.tables import Person
from app.web.sessions import AnyRequest
from app.web.templates import page


@dataclass(frozen=True)
class Sent:
    """What somebody sent and did not get through with; conflict: why it is too late."""

    form: PersonChangeForm | None = None
    affiliation_form: NewAffiliationForm | None = None
    address_form: AddressForm | None = None
    conflict: str = ""

    @property
    def status(self) -> int:
        if self.conflict:
            return 409
        return 422 if self.form or self.affiliation_form or self.address_form else 200


NOTHING = Sent()


async def person_page(
    request: AnyRequest, actor: Actor, person: Person, sent: Sent = NOTHING
) -> Response[str]:
    stored = PersonChangeForm(obj=person)
    form = sent.form or stored
    affiliation_form: Any = sent.affiliation_form or NewAffiliationForm.fresh()
    affiliation_form.offer_traeger(await traeger_choices(person.body))
    body = await body_of(person.body)
    return page(
        request,
        "people/person.html",
        status=sent.status,
        area="personen",
        body_name=body.name,
        body_query=access.kept_in_address(actor, person.body),
        person=person,
        form=form,
        conflict=sent.conflict,
        theirs=form.beside(stored) if sent.conflict else [],
        affiliation_form=affiliation_form,
        address_form=sent.address_form or AddressForm.fresh(),
        affiliations=await affiliations_of(person.id),
        addresses=await addresses_of(person),
        on=clock.today(),
    )
