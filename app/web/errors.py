"""Each refusal mapped once: a German page, or its block for htmx, with the request id."""

import errno
import logging
from typing import Any

import asyncpg
from litestar import Response
from litestar.exceptions import HTTPException
from litestar.types import ExceptionHandlersMap

from app.core.errors import Busy, Forbidden, Gone, NotFound, RuleViolation
from app.core.log import request_id
from app.web.sessions import AnyRequest, SignInNeeded
from app.web.templates import go_to_path, is_partial, page

log = logging.getLogger("spurwerk.web")


LEFT = "client disconnected prematurely"  # Litestar, where an upload breaks off; no bug
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
TITLES = {
    400: "Diese Anfrage ist unverständlich",
    403: "Das dürfen Sie hier nicht",
    404: "Diese Seite gibt es nicht",
    405: "So lässt sich diese Seite nicht aufrufen",
    409: "Das geht gerade nicht",
    410: "Dieser Link gilt nicht mehr",
    413: "Das ist zu groß",
    429: "Zu viele Versuche",
    500: "Da ist etwas schiefgegangen",
    507: "Auf dem Server ist kein Platz mehr",
    503: "Spurwerk ist gerade nicht erreichbar",
}
TEXTS = {
    400: "Ein Teil der Anfrage ließ sich nicht lesen. Bitte gehen Sie zurück und versuchen Sie es noch einmal.",
    403: "Ihnen fehlt das Recht dazu. Wenn Sie es brauchen, wenden Sie sich an die Koordination.",
    404: "Vielleicht ist die Adresse unvollständig, oder diese Seite sehen nur Mitglieder der Gruppe.",
    405: "Bitte öffnen Sie die Seite über das Menü.",
    409: "Der Vorgang passt nicht zum jetzigen Stand.",
    410: "Bitte fordern Sie einen neuen Link an.",
    413: "Die Datei oder der Text ist größer, als diese Seite annimmt. Bitte teilen oder kürzen Sie den Inhalt. Ihre Eingabe steht noch auf der vorigen Seite.",
    429: "Bitte warten Sie ein paar Minuten.",
    500: "Der Fehler ist vermerkt. Ihre Eingabe steht noch auf der vorigen Seite; bitte gehen Sie zurück und versuchen Sie es noch einmal.",
    507: "Nichts ist gespeichert; Ihre Eingabe steht noch auf der vorigen Seite. Bitte sagen Sie dem Betrieb Bescheid und versuchen Sie es später noch einmal.",
    503: "Die Datenbank antwortet nicht. Nichts ist gespeichert; Ihre Eingabe steht noch auf der vorigen Seite. Bitte versuchen Sie es in einer Minute noch einmal.",
}


def error_page(
    request: AnyRequest, status: int, text: str = "", *, title: str = ""
) -> Response[str]:
    known = status if status in TITLES else 400 if status < 500 else 500
    headers = {"HX-Retarget": "#meldungen", "HX-Reswap": "innerHTML"} if is_partial(request) else {}
    if known == 503:
        headers["Retry-After"] = "30"
    return page(
        request,
        "error.html",
        block="fehler",
        status=status,
        headers=headers,
        title=title or TITLES[known],
        text=text or TEXTS[known],
        request_id=request_id.get(),
    )


def not_found(request: AnyRequest, _error: Exception) -> Response[str]:
    return error_page(request, 404)


def forbidden(request: AnyRequest, error: Exception) -> Response[str]:
    return error_page(request, 403, str(error))


def rule_violation(request: AnyRequest, error: Exception) -> Response[str]:
    return error_page(request, 409, str(error))


def gone(request: AnyRequest, error: Exception) -> Response[str]:
    return error_page(request, 410, str(error))


def busy(request: AnyRequest, error: Exception) -> Response[str]:
    answer = error_page(request, 429, str(error), title="Einen Augenblick bitte")
    answer.headers["Retry-After"] = "5"
    return answer


def sign_in_needed(request: AnyRequest, _error: Exception) -> Response[Any]:
    back = request.url.path if request.method == "GET" else "/"
    return go_to_path(request, f"/anmelden?weiter={back}" if back != "/" else "/anmelden")


def http_error(request: AnyRequest, error: Exception) -> Response[str]:
    assert isinstance(error, HTTPException)
    if error.detail == LEFT:
        return error_page(request, 400)  # that nobody reads
    if error.status_code >= 500:
        return unexpected(request, error)
    return error_page(request, error.status_code)


def unreadable_value(request: AnyRequest, _error: Exception) -> Response[str]:
    """A value PostgreSQL cannot hold (NUL byte, number out of range)."""
    return error_page(request, 400)


def database_away(request: AnyRequest, error: Exception) -> Response[str]:
    log.error("database away: %s", type(error).__name__)
    request.scope["user"] = None
    return error_page(request, 503)


def system_error(request: AnyRequest, error: Exception) -> Response[str]:
    """A full disk is the operator's matter, not a bug."""
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        log.error("no room: %s", errno.errorcode[error.errno])
        return error_page(request, 507)
    return unexpected(request, error)


def unexpected(request: AnyRequest, error: Exception) -> Response[str]:
    log.error("unexpected error", exc_info=error)
    return error_page(request, 500)


EXCEPTION_HANDLERS: ExceptionHandlersMap = {
    NotFound: not_found,
    Forbidden: forbidden,
    RuleViolation: rule_violation,
    Gone: gone,
    Busy: busy,
    SignInNeeded: sign_in_needed,
    HTTPException: http_error,
    asyncpg.DataError: unreadable_value,
    asyncpg.InterfaceError: database_away,
    asyncpg.PostgresConnectionError: database_away,
    asyncpg.exceptions.CannotConnectNowError: database_away,
    asyncpg.exceptions.AdminShutdownError: database_away,
    asyncpg.exceptions.CrashShutdownError: database_away,
    asyncpg.exceptions.TooManyConnectionsError: database_away,
    ConnectionError: database_away,
    FileNotFoundError: database_away,  # the socket of a stopped server
    TimeoutError: database_away,
    OSError: system_error,
    Exception: unexpected,
}
