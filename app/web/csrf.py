"""Every unsafe request carries a token bound to this browser and this login (docs/adr/0015).

The token is HMAC(csrf cookie, session cookie): a token of another session, or of the time
before the login, is worth nothing. Sec-Fetch-Site or Origin must not speak of another site.
"""

import hmac
import secrets
from urllib.parse import urlsplit

from litestar.datastructures import Cookie

from app.core.errors import Forbidden
from app.core.settings import settings
from app.web.cookies import cookie_name, own_cookie
from app.web.posted import posted
from app.web.sessions import AnyRequest

FIELD = "_csrf_token"
HEADER = "x-csrftoken"
SAFE = {"GET", "HEAD", "OPTIONS"}


def browser_secret(request: AnyRequest) -> str:
    """The cookie's value; a new one, kept for this request, where there is none."""
    state = request.scope["state"]
    if "csrf" not in state:
        state["csrf"] = request.cookies.get(cookie_name("csrf")) or secrets.token_urlsafe(24)
    return str(state["csrf"])


def token_for(request: AnyRequest) -> str:
    bound_to = f"{browser_secret(request)}|{request.cookies.get(cookie_name('sid'), '')}"
    return hmac.digest(settings().key("csrf"), bound_to.encode(), "sha256").hex()


def new_cookie(request: AnyRequest) -> Cookie | None:
    if request.cookies.get(cookie_name("csrf")):
        return None
    return own_cookie("csrf", browser_secret(request))


async def check_csrf(request: AnyRequest) -> None:
    """before_request of the whole app; a handler with no_csrf=True has a token of its own."""
    if request.method in SAFE or request.route_handler.opt.get("no_csrf"):
        return
    if not _same_site(request):
        raise Forbidden("Die Anfrage kam von einer fremden Seite und wurde nicht ausgeführt.")
    given = request.headers.get(HEADER) or (await posted(request)).get(FIELD, "")
    if not hmac.compare_digest(str(given).encode(), token_for(request).encode()):
        raise Forbidden(
            "Ihre Seite war zu lange offen oder Sie haben sich inzwischen neu angemeldet. "
            "Bitte gehen Sie zurück, laden Sie die Seite neu und senden Sie noch einmal."
        )


def _same_site(request: AnyRequest) -> bool:
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")
