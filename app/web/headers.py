"""Security headers on every answer: pages, files, redirects, errors."""

from litestar.types import Message, Scope

from app.core.settings import settings

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; manifest-src 'self'"
)


def csp_with_styles(nonce: str) -> str:
    """For pages with an editor, which writes a style element of its own; scripts stay as strict."""
    return CSP.replace("style-src 'self'", f"style-src 'self' 'nonce-{nonce}'")


SECURITY_HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
}
ENCODED = tuple((name.lower().encode(), value.encode()) for name, value in SECURITY_HEADERS.items())
HTTPS_ONLY = (b"strict-transport-security", b"max-age=63072000; includeSubDomains")


async def security_headers(message: Message, scope: Scope) -> None:  # noqa: ARG001 - before_send
    """before_send and not response_headers: those are missing on 404 and 405."""
    if message["type"] != "http.response.start":
        return
    headers = message["headers"] = list(message.get("headers", ()))
    given = {name.lower() for name, _ in headers}
    wanted = (*ENCODED, HTTPS_ONLY) if settings().https else ENCODED
    headers.extend(header for header in wanted if header[0] not in given)
