"""MIME parts as bytes (RFC 2045, RFC 2046): header lines, an empty line, 7-bit content."""

import base64
import binascii
from collections.abc import Mapping, Sequence

from app.ical.headers import with_parameters
from app.ical.text import text_value

Headers = Mapping[str, str]  # values folded as they are written


def lines(headers: Headers) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode("ascii")


def part(headers: Headers, content: bytes) -> bytes:
    return lines(headers) + b"\r\n" + content


def text_part(subtype: str, text: str) -> bytes:
    """Quoted-printable; line breaks of any kind become CRLF."""
    encoded = binascii.b2a_qp(text_value(text).encode(errors="replace"), istext=True)
    headers = {
        "Content-Type": with_parameters(f"text/{subtype}", charset="utf-8"),
        "Content-Transfer-Encoding": "quoted-printable",
    }
    return part(headers, encoded.replace(b"\n", b"\r\n"))


def in_base64(content: bytes) -> bytes:
    return base64.encodebytes(content).replace(b"\n", b"\r\n")


def base64_part(headers: Headers, encoded: bytes) -> bytes:
    """`encoded`: as `in_base64` has it."""
    return part({**headers, "Content-Transfer-Encoding": "base64"}, encoded)


def multipart(
    subtype: str, boundary: str, parts: Sequence[bytes], headers: Headers | None = None
) -> bytes:
    """`boundary` has a "=_", which occurs in neither of our encodings."""
    mark = f"--{boundary}".encode("ascii")
    inside = b"".join(mark + b"\r\n" + each + b"\r\n" for each in parts)
    content_type = with_parameters(f"multipart/{subtype}", boundary=boundary)
    return part({**(headers or {}), "Content-Type": content_type}, inside + mark + b"--\r\n")
