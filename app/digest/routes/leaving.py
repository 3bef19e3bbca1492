"""The link of a mail that ends a subscription."""

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.tokens import token_in
from app.digest.operations.choosing import unsubscribe as end_by_token
from app.web.sessions import AnyRequest
from app.web.templates import page


@get("/abmelden/{token:str}", name="digest:unsubscribe", public=True)
async def unsubscribe_page(request: AnyRequest, token: FromPath[str]) -> Response[str]:
    """Shows a button and nothing more: scanners open it too. An old link says so."""
    ended = token_in(token, clock.today()) is None
    return page(request, "digest/unsubscribe.html", token=token, done=False, ended=ended)


@post(
    "/abmelden/{token:str}",
    name="digest:unsubscribe:do",
    public=True,
    no_csrf=True,
    status_code=200,
)
async def unsubscribe(request: AnyRequest, token: FromPath[str]) -> Response[str]:
    """RFC 8058 §3.1: no cookie, no login, the same answer for a known and an unknown token."""
    known = token_in(token, clock.today())
    if known is not None:
        await end_by_token(known, now=clock.now())
    return page(
        request, "digest/unsubscribe.html", token=token, done=known is not None, ended=known is None
    )


ROUTES = [unsubscribe_page, unsubscribe]
