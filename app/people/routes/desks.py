"""What every page says about the body it works for."""

from typing import Any

from litestar import Request, Response

from app.core.actor import Actor
from app.people.access import Desk, kept_in_address
from app.people.forms.bodies import body_choice
from app.web.templates import address_of, go_to_path


def at(actor: Actor, desk: Desk) -> dict[str, Any]:
    """body_choice: the form on top of the page, None for who has no choice."""
    return {
        "body_name": desk.body.name,
        "kept": kept_in_address(actor, desk.body.id),
        "body_choice": body_choice(desk) if len(desk.bodies) > 1 else None,
    }


def go_to_list(
    request: Request[Any, Any, Any], actor: Actor, route: str, body_id: Any, message: str
) -> Response[Any]:
    path = address_of(request, route) + kept_in_address(actor, body_id)
    return go_to_path(request, path, message=message)
