"""Who is asking: the session cookie, or a program's key, becomes the Actor, once per request."""

import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Request
from litestar.di import NamedDependency
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from app.core.actor import Actor
from app.core.log import request_id
from app.web.cookies import cookie_name

# In a handler: request: AnyRequest, actor: CurrentActor
AnyRequest = Request[Any, Any, Any]
CurrentActor = NamedDependency[Actor]
LookUp = Callable[[str], Awaitable[Actor | None]]
FAILED = "failed_look_up"
WITHOUT_ACTOR = ("/static/", "/gesund")  # answered without the database
PROGRAMS = "/api/"  # where a key counts; no page takes one


class SignInNeeded(Exception):
    """An anonymous visitor opened a page behind the login."""


def around_the_router(app: ASGIApp, by_session: LookUp, by_key: LookUp) -> ASGIApp:
    """Sets request id and actor also for addresses that no route knows.

    Middleware of Litestar runs behind the router only, so the page for an unknown address would
    have no number and no menu. A failed look-up is kept for `signed_in`, which raises it where
    it is answered. Main passes the look-ups in, so that web need not know accounts.
    """

    def _shown(request: AnyRequest) -> tuple[str, LookUp]:
        """A key given wins over a cookie that the browser adds (RFC 6750 §2.1)."""
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        if key and scheme.lower() == "bearer" and request.scope["path"].startswith(PROGRAMS):
            return key.strip(), by_key
        return request.cookies.get(cookie_name("sid"), ""), by_session

    async def with_actor(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP:
            request_id.set(secrets.token_hex(6))
            token, look_up = _shown(Request(scope))
            scope["user"] = None
            if token and not scope["path"].startswith(WITHOUT_ACTOR):
                try:
                    scope["user"] = await look_up(token)
                except Exception as error:  # noqa: BLE001 - raised again behind the router
                    scope["state"][FAILED] = error
        await app(scope, receive, send)

    return with_actor


def signed_in(app: ASGIApp) -> ASGIApp:
    """Middleware of every handler; one opts out with public=True. For a guard Litestar would copy the
    handler at every request.
    """

    async def check(scope: Scope, receive: Receive, send: Send) -> None:
        if error := scope["state"].pop(FAILED, None):
            raise error
        if scope.get("user") is None and not scope["route_handler"].opt.get("public"):
            raise SignInNeeded
        await app(scope, receive, send)

    return check


def provide_actor(request: AnyRequest) -> Actor:
    actor = request.scope.get("user")
    if not isinstance(actor, Actor):
        raise SignInNeeded
    return actor
