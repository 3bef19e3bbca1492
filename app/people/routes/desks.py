"""Back to a list of the body that a page was about."""

from typing import Any

from litestar import Response

from app.core.actor import Actor
from app.people.access import kept_in_address
from app.web.sessions import AnyRequest
from app.web.templates import address_of, go_to_path


def go_to_list(
    request: AnyRequest, actor: Actor, route: str, body_id: Any, message: str
) -> Response[Any]:
    path = address_of(request.app, route) + kept_in_address(actor, body_id)
    return go_to_path(request, path, message=message)
