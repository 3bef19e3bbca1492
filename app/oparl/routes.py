"""The interface OParl 1.1: reading only, without login or cookie, open to scripts of other sites."""

from typing import Any
from uuid import UUID

from litestar import MediaType, Response, Router, route
from litestar.enums import HttpMethod
from litestar.exceptions import HTTPException
from litestar.params import FromPath
from litestar.types import ExceptionHandlersMap

from app.core.errors import Gone, NotFound
from app.core.log import request_id
from app.oparl.queries import answers, contents
from app.oparl.rules import addresses
from app.oparl.rules.asked import Unreadable, asked
from app.oparl.rules.papers import DOWNLOAD_PART
from app.oparl.rules.shapes import Json, failure
from app.oparl.tables import Kind
from app.web.downloads import SANDBOX, download
from app.web.sessions import AnyRequest

METHODS = [HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS]
ALLOWED = ", ".join(method.value for method in METHODS)
OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}  # 2.6
SHOWN = {"text/plain", "text/csv", "application/pdf", "image/png", "image/jpeg", "image/webp"}
PREFLIGHT = {
    **OPEN,
    "Access-Control-Allow-Methods": ALLOWED,
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
    "Allow": ALLOWED,
}


def _json(content: Json, status: int = 200) -> Response[Any]:
    return Response(content, status_code=status, media_type=MediaType.JSON, headers=OPEN)


def _preflight() -> Response[Any]:
    return Response(None, status_code=204, headers=PREFLIGHT)


def _kind(word: str) -> Kind:
    try:
        return Kind(word)
    except ValueError:
        raise NotFound from None


def _uuid(text: str) -> UUID:
    """In the one canonical spelling (2.3)."""
    try:
        found = UUID(text)
    except ValueError:
        raise NotFound from None
    if str(found) != text:
        raise NotFound
    return found


@route("/", http_method=METHODS, name="oparl:root", status_code=200)
async def root(request: AnyRequest) -> Response[Any]:
    """To the one address of the System."""
    if request.method == "OPTIONS":
        return _preflight()
    return Response(b"", status_code=301, headers={**OPEN, "Location": addresses.system()})


@route("/{kind:str}", http_method=METHODS, name="oparl:entry", status_code=200)
async def entry(request: AnyRequest, kind: FromPath[str]) -> Response[Any]:
    """The System, and the list of all bodies."""
    if request.method == "OPTIONS":
        return _preflight()
    if kind == "system":
        return _json(await answers.system())
    if kind != Kind.BODY:
        raise NotFound
    wanted = asked(dict(request.query_params.items()))
    return _json(await answers.listed(addresses.bodies(), Kind.BODY, wanted))


@route("/{kind:str}/{object_id:str}", http_method=METHODS, name="oparl:object", status_code=200)
async def show(request: AnyRequest, kind: FromPath[str], object_id: FromPath[str]) -> Response[Any]:
    if request.method == "OPTIONS":
        return _preflight()
    return _json(await answers.answer(_kind(kind), _uuid(object_id)))


@route(
    "/{kind:str}/{object_id:str}/{part:str}", http_method=METHODS, name="oparl:part",
    status_code=200,
)  # fmt: skip
async def show_part(
    request: AnyRequest, kind: FromPath[str], object_id: FromPath[str], part: FromPath[str]
) -> Response[Any]:
    """A list of a body or committee, or what is in a file."""
    if request.method == "OPTIONS":
        return _preflight()
    known, found = _kind(kind), _uuid(object_id)
    if known is Kind.FILE:
        return await _file(found, part)
    wanted = asked(dict(request.query_params.items()))
    return _json(await answers.part(known, found, part, wanted))


async def _file(file_id: UUID, part: str) -> Response[Any]:
    """To read (2.7: never as attachment; no browser runs it) or to save."""
    found = await contents.content_of(file_id)
    if part == DOWNLOAD_PART:
        answer = download(found.content, found.name, found.media_type)
    elif part == found.part:
        headers = {"Content-Security-Policy": SANDBOX}
        shown = found.media_type if found.media_type in SHOWN else "application/octet-stream"
        answer = Response(found.content, media_type=shown, headers=headers)
    else:
        raise NotFound
    answer.headers.update(OPEN)
    return answer


def _missing(_request: AnyRequest, _error: Exception) -> Response[Any]:
    return _json(
        failure("Dieses Objekt gibt es nicht, oder es ist nicht öffentlich.", _debug()), 404
    )


def _gone(_request: AnyRequest, _error: Exception) -> Response[Any]:
    return _json(failure("Diese Datei ist nicht mehr öffentlich.", _debug()), 410)


def _unreadable(_request: AnyRequest, error: Exception) -> Response[Any]:
    return _json(failure(str(error), _debug()), 400)


def _refused(_request: AnyRequest, error: Exception) -> Response[Any]:
    assert isinstance(error, HTTPException)
    return _json(failure("Diese Anfrage ist unverständlich.", _debug()), error.status_code)


def _debug() -> str:
    return f"Anfrage {request_id.get()}"


ERRORS: ExceptionHandlersMap = {
    NotFound: _missing,
    Gone: _gone,
    Unreadable: _unreadable,
    HTTPException: _refused,
}
ROUTES = [
    Router(
        addresses.PATH,
        route_handlers=[root, entry, show, show_part],
        exception_handlers=ERRORS,
        opt={"public": True},
    )
]
