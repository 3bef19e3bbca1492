"""Bytes or text to text: byte order marks, declared and usual character sets, limits."""

import re

from app.reading.result import Unreadable

MAX_CHARACTERS = 5_000_000
_CHARSET = re.compile(rb"""charset\s{0,5}=\s{0,5}["']?([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

_TOO_LARGE = (
    "Die Eingabe ist zu groß. Bitte fügen Sie nur den Text einer Vorlage ein"
    " (höchstens fünf Millionen Zeichen)."
)
_NO_TEXT = (
    "Die Datei enthält keinen lesbaren Text."
    " Bitte wählen Sie eine Textdatei oder fügen Sie den Text der Vorlage ein."
)
_PDF = (
    "Die Datei ist ein PDF und noch kein Text."
    " Bitte kopieren Sie den Text aus dem PDF und fügen Sie ihn ein."
)


def decode(source: str | bytes) -> str:
    """Raises `Unreadable` for binary data and input above the limit."""
    if len(source) > MAX_CHARACTERS:
        raise Unreadable(_TOO_LARGE)
    text = source if isinstance(source, str) else _from_bytes(source)
    if "\0" in text or len(_CONTROL.findall(text)) > len(text) // 100:
        raise Unreadable(_NO_TEXT)
    return _LONE_SURROGATE.sub("\ufffd", text)


def _from_bytes(source: bytes) -> str:
    if source.startswith(b"%PDF-"):
        raise Unreadable(_PDF)
    for mark, charset in _MARKS:
        if source.startswith(mark):
            return _strictly(source, charset)
    if b"\0" in source:
        raise Unreadable(_NO_TEXT)
    for charset in ("utf-8", _declared(source)):
        try:
            return source.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
    return _strictly(source, "cp1252")


def _strictly(source: bytes, charset: str) -> str:
    try:
        return source.decode(charset)
    except UnicodeDecodeError:
        raise Unreadable(_NO_TEXT) from None


def _declared(source: bytes) -> str:
    found = _CHARSET.search(source[:4096])
    charset = found.group(1).decode("ascii") if found else "cp1252"
    # Browsers, too, read Latin-1 as cp1252 (WHATWG Encoding Standard, section 4.2).
    return "cp1252" if charset.lower() in {"iso-8859-1", "latin1"} else charset
