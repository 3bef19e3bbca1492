"""Own keys for programs."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.api import operations
from app.api.forms import KeyForm
from app.api.queries.keys import keys_of
from app.core import clock
from app.core.errors import RuleViolation
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

AREA = "einstellungen"


@get("/einstellungen/schluessel", name="api:keys")
async def show_all(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    keys = await keys_of(actor)
    return page(request, "api/keys.html", area=AREA, keys=keys, form=KeyForm.fresh())


@post("/einstellungen/schluessel", name="api:keys:create")
async def create(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    """The key stands in this answer and nowhere else: no redirect could carry it."""
    form = KeyForm(await form_data(request))
    if form.validate():
        try:
            token = await operations.create_key(actor, form.cleaned(), now=clock.now())
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
        else:
            return page(request, "api/created.html", area=AREA, token=token, key=form.cleaned())
    keys = await keys_of(actor)
    return page(request, "api/keys.html", status=422, area=AREA, keys=keys, form=form)


@post("/einstellungen/schluessel/{key_id:uuid}/ende", name="api:keys:end")
async def end(request: AnyRequest, actor: CurrentActor, key_id: FromPath[UUID]) -> Response[Any]:
    await operations.end_key(actor, key_id, now=clock.now())
    return go_to(request, "api:keys", message="Der Schlüssel ist gesperrt.")


ROUTES = [show_all, create, end]
