import re
from email.header import Header
from email.headerregistry import Address, BaseHeader, HeaderRegistry
from email.policy import SMTP, EmailPolicy
from functools import lru_cache
from typing import Any

from app.ical.text import one_line

_LITERAL = frozenset(
    {"message-id", "in-reply-to", "references", "list-unsubscribe", "list-unsubscribe-post"}
)
_ADDRESSES = frozenset({"from", "to", "reply-to"})
_PLAIN = re.compile(r"[ -~]*")
_WORD_LIMIT = 75  # RFC 2047 §2
_LINE_LIMIT = 76
_wide = SMTP.clone(max_line_length=998)


class KnownHeaders(HeaderRegistry):
    """The standard library makes a new class for each header of each mail."""

    @lru_cache(maxsize=64)  # noqa: B019 - there is one registry, as long as the process lives
    def __getitem__(self, name: str) -> type[BaseHeader]:
        return super().__getitem__(name)


class MailPolicy(EmailPolicy):
    """Lines of 76 with CRLF, 7-bit, except headers that hold a link or message-ids.

    The standard library would turn such a header into encoded-words when it is long
    (python/cpython#85725), and when it folds a long name it drops the quotes around a
    comma and splits umlauts that stand in brackets: subject and addresses are folded here.
    """

    linesep = "\r\n"
    max_line_length = _LINE_LIMIT
    cte_type = "7bit"

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        """The subject stays as given: parsing would decode an encoded-word typed by hand."""
        if name.lower() == "subject":
            return name, one_line(value)
        return super().header_store_parse(name, value)

    def fold(self, name: str, value: Any) -> str:
        field = name.lower()
        if field in _LITERAL:
            wide: str = _wide.fold(name, value)
            return wide
        if field == "subject":
            return _folded_subject(name, value)
        if field in _ADDRESSES:
            return _folded_addresses(name, value.addresses)
        folded: str = super().fold(name, value)
        return folded

    def fold_binary(self, name: str, value: Any) -> bytes:
        return self.fold(name, value).encode("ascii")


def _folded_subject(name: str, value: str) -> str:
    if _PLAIN.fullmatch(value) and "=?" not in value and len(name) + 2 + len(value) <= _LINE_LIMIT:
        return f"{name}: {value}\r\n"
    return f"{name}: {_encoded(name, value)}\r\n"


def _folded_addresses(name: str, addresses: tuple[Address, ...]) -> str:
    return f"{name}: " + ",\r\n ".join(_mailbox(name, each) for each in addresses) + "\r\n"


def _mailbox(name: str, address: Address) -> str:
    """The address is never folded or encoded; it gets a line of its own where it is long."""
    if not address.display_name:
        return f"<{address.addr_spec}>"
    phrase = _phrase(name, address.display_name)
    used = len(phrase.rpartition("\r\n")[2]) + (0 if "\r\n" in phrase else len(name) + 2)
    space = " " if used + len(address.addr_spec) + 3 <= _LINE_LIMIT else "\r\n "
    return f"{phrase}{space}<{address.addr_spec}>"


def _phrase(name: str, display: str) -> str:
    """A quoted-string (RFC 5322 §3.2.4) or, with umlauts or beyond a line, encoded-words."""
    if _PLAIN.fullmatch(display) and "=?" not in display:
        quoted = '"' + display.replace("\\", "\\\\").replace('"', '\\"') + '"'
        if len(name) + 2 + len(quoted) <= _LINE_LIMIT:
            return quoted
    return _encoded(name, display)


def _encoded(name: str, text: str) -> str:
    header = Header(text, "utf-8", maxlinelen=_WORD_LIMIT, header_name=name)
    return header.encode(linesep="\r\n").strip("\r\n")
