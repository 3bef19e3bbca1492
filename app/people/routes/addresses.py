from typing import Any
from uuid import UUID

from litestar import Response, post
from litestar.params import FromPath

from app.people import access
from app.people.forms.addresses import AddressForm
from app.people.operations import addresses
from app.people.routes.person import Sent, person_page
from app.people.rules import EmailTaken
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to


@post("/personen/{person_id:uuid}/adressen", name="people:address:add")
async def add_address(
    request: AnyRequest, actor: CurrentActor, person_id: FromPath[UUID]
) -> Response[Any]:
    person = await access.person_to_read(actor, person_id)
    form = AddressForm(await form_data(request))
    if form.validate():
        try:
            await addresses.add_address(actor, person_id, form.new_id, form.cleaned())
        except EmailTaken as refusal:
            form.address.errors = [str(refusal)]
        else:
            return go_to(
                request, "people:show", person_id=person_id, message="Die Adresse ist eingetragen.",
                anchor="h-adressen",
            )  # fmt: skip
    return await person_page(request, actor, person, Sent(address_form=form))


@post("/personen/{person_id:uuid}/adressen/{address_id:uuid}/weg", name="people:address:remove")
async def remove_address(
    request: AnyRequest, actor: CurrentActor, person_id: FromPath[UUID], address_id: FromPath[UUID]
) -> Response[Any]:
    await addresses.remove_address(actor, person_id, address_id)
    return go_to(
        request, "people:show", person_id=person_id, message="Die Adresse ist gelöscht.",
        anchor="h-adressen",
    )  # fmt: skip


@post(
    "/personen/{person_id:uuid}/adressen/{address_id:uuid}/einladungen",
    name="people:address:prefer",
)
async def prefer_address(
    request: AnyRequest, actor: CurrentActor, person_id: FromPath[UUID], address_id: FromPath[UUID]
) -> Response[Any]:
    email = await addresses.prefer_address(actor, person_id, address_id)
    return go_to(
        request, "people:show", person_id=person_id,
        message=f"Neue Einladungen gehen an {email}.", anchor="h-adressen",
    )  # fmt: skip


ROUTES = [add_address, remove_address, prefer_address]
