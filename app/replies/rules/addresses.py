"""Addresses and texts in the headers of strangers; never an exception."""

import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import getaddresses
from urllib.parse import unquote

from app.ical.text import one_line

_ADDRESS = re.compile(r"[^\s<>()\[\]\\,;:@\"\x00-\x20\x7f]+@[^\s<>()\[\]\\,;:@\"\x00-\x20\x7f]+")
_LONGEST = 254
_MAILTO = re.compile(r"^\s*mailto:", re.IGNORECASE)


def exact(raw: str) -> str:
    """One address and nothing else, lower case, its domain in punycode; else empty."""
    value = raw.strip()
    if len(value) > _LONGEST or not _ADDRESS.fullmatch(value):
        return ""
    local, _, domain = value.lower().partition("@")
    if local.isascii() and not value.partition("@")[0].isascii():
        return ""  # the Kelvin sign is no k
    try:
        return f"{local}@{domain if domain.isascii() else domain.encode('idna').decode()}"
    except UnicodeError:
        return ""


def of_uri(raw: str) -> str:
    """The value of ATTENDEE: with `mailto:` in any case, or without; else empty."""
    value = _MAILTO.sub("", raw.strip().strip('"'), count=1)
    return exact(unquote(value) if "%" in value else value)


def mailboxes(headers: list[str]) -> list[tuple[str, str]]:
    """Decoded name and exact address of each; an address that is none counts, as an empty one.

    Read before encoded-words are decoded: a name may hide no address.
    """
    found = []
    for name, address in getaddresses(headers):
        found.append((header_text(name, 250), exact(address)))
    return found or [("", "") for _ in headers]


def header_text(value: object, length: int) -> str:
    """Encoded-words decoded as far as they can be, on one line."""
    raw = str(value)
    try:
        pieces = [
            piece if isinstance(piece, str) else _decoded(piece, charset)
            for piece, charset in decode_header(raw)
        ]
    except (HeaderParseError, ValueError, LookupError):
        pieces = [raw]
    return one_line("".join(pieces))[:length]


def _decoded(piece: bytes, charset: str | None) -> str:
    for name in (charset, "utf-8"):
        try:
            if name:
                return piece.decode(name)
        except (LookupError, UnicodeError):
            continue
    return piece.decode("cp1252", "replace")


def domain_of(address: str) -> str:
    return address.rpartition("@")[2]
