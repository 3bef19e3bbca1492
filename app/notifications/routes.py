"""Own settings of the mails in between, and the way out of a kind of mail (RFC 8058)."""

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.tokens import token_in
from app.notifications import operations, queries
from app.notifications.forms import NotificationForm
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

AREA = "einstellungen"


@get("/einstellungen/benachrichtigungen", name="notifications:show")
async def show(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    form = NotificationForm.of(await queries.choices_of(actor.person_id))
    return page(request, "notifications/own.html", area=AREA, form=form)


@post("/einstellungen/benachrichtigungen", name="notifications:choose")
async def choose(request: AnyRequest, actor: CurrentActor) -> Response[Any]:
    form = NotificationForm(await form_data(request))
    if not form.validate():
        return page(request, "notifications/own.html", status=422, area=AREA, form=form)
    await operations.choose(actor, form.cleaned(), now=clock.now())
    return go_to(request, "notifications:show", message="Ihre Wahl ist gespeichert.")


@get("/benachrichtigungen/{token:str}", name="notifications:unsubscribe", public=True)
async def unsubscribe_page(request: AnyRequest, token: FromPath[str]) -> Response[str]:
    """Shows a button and nothing more: scanners open it too. An old link says so."""
    ended = token_in(token, clock.today()) is None
    return page(request, "notifications/unsubscribe.html", token=token, done=False, ended=ended)


@post(
    "/benachrichtigungen/{token:str}",
    name="notifications:unsubscribe:do",
    public=True,
    no_csrf=True,
    status_code=200,
)
async def unsubscribe(request: AnyRequest, token: FromPath[str]) -> Response[str]:
    """RFC 8058 §3.1: no cookie, no login, the same answer for a known and an unknown token."""
    known = token_in(token, clock.today())
    if known is not None:
        await operations.unsubscribe(known, now=clock.now())
    return page(
        request,
        "notifications/unsubscribe.html",
        token=token,
        done=known is not None,
        ended=known is None,
    )


ROUTES = [show, choose, unsubscribe_page, unsubscribe]
