"""Filters that a person keeps: one to be named, all of them, one taken away."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from app.boards.access import Scope, scope_of
from app.boards.forms.finding import Offered, sent_in
from app.boards.forms.keeping import KeepForm
from app.boards.operations import filters as operations
from app.boards.queries.counts import own_counts, people_of
from app.boards.queries.filters import all_filters
from app.core import clock
from app.core.actor import Actor
from app.core.errors import NotFound, RuleViolation
from app.web.forms import form_data, optional_uuid
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import address_of, go_to, go_to_path, page

AREA = "aufgaben"


@get("/aufgaben/filter", name="boards:filters")
async def show_all(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    return page(request, "boards/filters.html", area=AREA, filters=await all_filters(actor))


@get("/aufgaben/filter/neu", name="boards:filter:new")
async def new(
    request: AnyRequest, actor: CurrentActor, liste: FromQuery[str] = ""
) -> Response[str]:
    """The rest of the address is the filter, as it stands in that of the list."""
    scope = await _scope(actor, liste)
    chosen = urlencode(sent_in(request.query_params))
    form = KeepForm.fresh(liste=str(scope.group_id or ""), auswahl=chosen)
    return _form(request, scope, form)


async def _scope(actor: Actor, liste: Any) -> Scope:
    try:
        return await scope_of(actor, optional_uuid(liste))
    except ValueError:
        raise NotFound from None


def _form(request: AnyRequest, scope: Scope, form: KeepForm, status: int = 200) -> Response[str]:
    return page(
        request, "boards/filter_new.html", status=status, area=AREA, group=scope.group, form=form
    )


@post("/aufgaben/filter", name="boards:filter:keep")
async def keep(request: AnyRequest, actor: CurrentActor) -> Response[Any]:
    form = KeepForm(await form_data(request))
    scope = await _scope(actor, form.liste.data)
    if form.validate():
        try:
            data = form.cleaned(await _offered(scope))
            await operations.keep_filter(actor, data, now=clock.now())
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
        else:
            back = _list_of(request, scope) + f"?{data.query}"
            return go_to_path(request, back, message="Der Filter ist gemerkt.")
    return _form(request, scope, form, 422)


async def _offered(scope: Scope) -> Offered:
    if scope.group:
        return Offered(of_group=True, people=await people_of(scope.group))
    counts = await own_counts(scope)
    return Offered(of_group=False, groups=counts.groups)


def _list_of(request: AnyRequest, scope: Scope) -> str:
    if scope.group:
        return address_of(request.app, "tasks:group", group_id=scope.group.id)
    return address_of(request.app, "tasks:mine")


@post("/aufgaben/filter/{task_filter_id:uuid}/loeschen", name="boards:filter:remove")
async def remove(
    request: AnyRequest, actor: CurrentActor, task_filter_id: FromPath[UUID]
) -> Response[Any]:
    await operations.remove_filter(actor, task_filter_id)
    return go_to(request, "boards:filters", message="Der Filter ist gelöscht.")


ROUTES = [show_all, new, keep, remove]
