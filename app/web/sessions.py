"""Who is asking: the session cookie becomes the Actor, once per request."""

import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency
from litestar.enums import ScopeType
from litestar.handlers.base import BaseRouteHandler
from litestar.types import ASGIApp, Receive, Scope, Send

from app.core.actor import Actor
from app.core.log import request_id
from app.web.cookies import cookie_name

CurrentActor = NamedDependency[Actor]  # in a handler: actor: CurrentActor
LookUp = Callable[[str], Awaitable[Actor | None]]


class SignInNeeded(Exception):
    """An anonymous visitor opened a page behind the login."""


def session_middleware(look_up: LookUp) -> Callable[[ASGIApp], ASGIApp]:
    """Main passes the look-up in, so that web need not know accounts."""

    def wrap(app: ASGIApp) -> ASGIApp:
        async def with_actor(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == ScopeType.HTTP:
                request_id.set(secrets.token_hex(6))
                token = Request[Any, Any, Any](scope).cookies.get(cookie_name("sid"), "")
                static = scope["path"].startswith("/static/")
                scope["user"] = await look_up(token) if token and not static else None
            await app(scope, receive, send)

        return with_actor

    return wrap


def signed_in(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Guard of the whole app; a handler opts out with public=True."""
    if not handler.opt.get("public") and connection.scope.get("user") is None:
        raise SignInNeeded


def provide_actor(request: Request[Any, Any, Any]) -> Actor:
    actor = request.scope.get("user")
    if not isinstance(actor, Actor):
        raise SignInNeeded
    return actor
