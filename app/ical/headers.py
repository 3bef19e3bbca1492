"""Header values as they go over the wire: ASCII, in lines of at most 76 where they may be folded.

`email.policy` parses and refolds each header of each mail, which costs more than all the rest of
a mail. It also turns a long link into encoded-words (python/cpython#85725), drops the quotes
around a comma when it folds a long name, and splits umlauts that stand in brackets.
"""

import re
from email.header import Header
from functools import lru_cache
from urllib.parse import quote

from app.ical.address import wire_address
from app.ical.text import one_line

_PLAIN = re.compile(r"[ -~]*")
_TOKEN = re.compile(r"[A-Za-z0-9!#$&+.^_`|{}~-]+")
_WORD_LIMIT = 75  # RFC 2047 §2
_LINE_LIMIT = 76
_PIECE = 40  # octets of a parameter in one line, before percent-encoding


def subject(text: str) -> str:
    """An encoded-word typed by hand stays what it looks like."""
    value = one_line(text)
    if _is_plain(value) and len("Subject: ") + len(value) <= _LINE_LIMIT:
        return value
    return _encoded("Subject", value)


def mailbox(header: str, name: str, address: str) -> str:
    """The address is never folded or encoded; it gets a line of its own where it is long.

    ValueError with a German sentence for an address that is none.
    """
    address, name = wire_address(address), one_line(name)
    if not name:
        return f"<{address}>"
    phrase = _phrase(header, name)
    used = len(phrase.rpartition("\r\n")[2]) + (0 if "\r\n" in phrase else len(header) + 2)
    space = " " if used + len(address) + 3 <= _LINE_LIMIT else "\r\n "
    return f"{phrase}{space}<{address}>"


def with_parameters(value: str, **parameters: str) -> str:
    """Each parameter on a line of its own; long ones and umlauts in pieces (RFC 2231 §3, §4)."""
    return ";\r\n ".join([value, *(_parameter(*each) for each in parameters.items())])


def _parameter(name: str, text: str) -> str:
    value = one_line(text)
    if _TOKEN.fullmatch(value) and len(value) <= _PIECE:
        return f"{name}={value}"
    if _PLAIN.fullmatch(value) and not {'"', "\\"} & set(value) and len(value) <= _PIECE:
        return f'{name}="{value}"'
    octets, room = value.encode(), _PIECE // 2
    pieces = [quote(octets[at : at + room], safe="") for at in range(0, len(octets), room)]
    marked = [f"utf-8''{pieces[0]}", *pieces[1:]] if pieces else ["utf-8''"]
    return ";\r\n ".join(f"{name}*{number}*={piece}" for number, piece in enumerate(marked))


def _is_plain(text: str) -> bool:
    return _PLAIN.fullmatch(text) is not None and "=?" not in text


def _phrase(header: str, name: str) -> str:
    """A quoted-string (RFC 5322 §3.2.4) or, with umlauts or beyond a line, encoded-words."""
    if _is_plain(name):
        quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
        if len(header) + 2 + len(quoted) <= _LINE_LIMIT:
            return quoted
    return _encoded(header, name)


@lru_cache(maxsize=1000)  # the same people get mail again and again
def _encoded(header: str, text: str) -> str:
    folded = Header(text, "utf-8", maxlinelen=_WORD_LIMIT, header_name=header)
    return folded.encode(linesep="\r\n").strip("\r\n")
