"""Stored files leave as attachments that no browser runs."""

from urllib.parse import quote

from litestar import Response

SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


def headers_of_download(name: str) -> dict[str, str]:
    """Name may hold umlauts: filename* of RFC 6266, in UTF-8 after RFC 8187."""
    return {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": SANDBOX,
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def download(content: bytes, name: str, media_type: str) -> Response[bytes]:
    return Response(content, media_type=media_type, headers=headers_of_download(name))
