"""JSON for programs: reading only, with a key (Authorization: Bearer) or the login of a browser."""

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec
from litestar import MediaType, Response, Router, get
from litestar.exceptions import HTTPException
from litestar.params import FromQuery
from litestar.types import ExceptionHandlersMap

from app.api.forms import DaysForm
from app.api.queries import data
from app.api.rules.description import MANDATES, PROBLEMS, ROOT, document
from app.api.rules.keys import AskedTooOften
from app.api.rules.shapes import Problem
from app.boards.rules import OWN as TASKS
from app.core.errors import NotFound, RuleViolation
from app.core.log import request_id
from app.core.paging import page_number
from app.web.sessions import AnyRequest, CurrentActor, SignInNeeded

T = TypeVar("T")
PROBLEM = "application/problem+json"


def _json(content: Any) -> Response[bytes]:
    return Response(msgspec.json.encode(content), media_type=MediaType.JSON)


def _chosen(asked: str, offered: Mapping[str, T]) -> T:
    """Raises RuleViolation for a word that the description does not have."""
    if asked not in offered:
        raise RuleViolation(f"stand: Bitte {' oder '.join(offered)} angeben.")
    return offered[asked]


@get("/openapi.json", name="api:description", public=True)
async def description() -> Response[bytes]:
    return _json(document())


@get("/aufgaben", name="api:tasks")
async def tasks(
    actor: CurrentActor, stand: FromQuery[str] = "offen", seite: FromQuery[str] = "1"
) -> Response[bytes]:
    states = _chosen(stand, TASKS)
    return _json(await data.own_tasks(actor, states, page_number(seite)))


@get("/sitzungen", name="api:meetings")
async def meetings(request: AnyRequest, actor: CurrentActor) -> Response[bytes]:
    form = DaysForm(request.query_params)
    if not form.validate():
        raise RuleViolation(" ".join(f"{field.name}: {why}" for field, why in form.problems()))
    return _json(await data.own_meetings(actor, *form.between()))


@get("/auftraege", name="api:mandates")
async def mandates(
    actor: CurrentActor, stand: FromQuery[str] = "laufend", seite: FromQuery[str] = "1"
) -> Response[bytes]:
    states = _chosen(stand, MANDATES)
    return _json(await data.own_mandates(actor, states, page_number(seite)))


def _problem(status: int, said: str, **headers: str) -> Response[bytes]:
    content = Problem(
        title=PROBLEMS.get(status, said), status=status, detail=said, request_id=request_id.get()
    )
    return Response(
        msgspec.json.encode(content), status_code=status, media_type=PROBLEM, headers=headers
    )


def _unknown(_request: AnyRequest, _error: Exception) -> Response[bytes]:
    return _problem(401, PROBLEMS[401], **{"WWW-Authenticate": 'Bearer realm="Spurwerk"'})


def _missing(_request: AnyRequest, _error: Exception) -> Response[bytes]:
    return _problem(404, PROBLEMS[404])


def _unclear(_request: AnyRequest, error: Exception) -> Response[bytes]:
    return _problem(400, str(error))


def _too_often(_request: AnyRequest, error: Exception) -> Response[bytes]:
    assert isinstance(error, AskedTooOften)
    return _problem(429, str(error), **{"Retry-After": str(error.seconds)})


def _refused(_request: AnyRequest, error: Exception) -> Response[bytes]:
    assert isinstance(error, HTTPException)
    return _problem(error.status_code, "Diese Anfrage ist unverständlich.")


HANDLERS: ExceptionHandlersMap = {
    SignInNeeded: _unknown, NotFound: _missing, RuleViolation: _unclear, HTTPException: _refused,
    AskedTooOften: _too_often,
}  # fmt: skip
ROUTES = [
    Router(
        ROOT,
        route_handlers=[description, tasks, meetings, mandates],
        exception_handlers=HANDLERS,
    )
]
