"""SPURWERK_IMAP_URL: the mailbox that replies and bounces may come through."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import SplitResult, unquote, urlsplit

NAME = "SPURWERK_IMAP_URL"


@dataclass(frozen=True, kw_only=True)
class Mailbox:
    """`tls` is False only on this machine."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str
    tls: bool

    @classmethod
    def from_env(cls, env: Mapping[str, str], problems: list[str]) -> "Mailbox | None":
        """User, password and folder percent-encoded. One German sentence per wrong value."""
        url = env.get(NAME, "")
        if not url:
            return None
        try:
            parts, port = urlsplit(url), urlsplit(url).port
        except ValueError:
            parts, port = urlsplit(""), None
        if sentence := _wrong(parts):
            problems.append(sentence)
            return None
        tls = parts.scheme == "imaps"
        return cls(
            host=str(parts.hostname),
            port=port or (993 if tls else 143),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            folder=unquote(parts.path.strip("/")) or "INBOX",
            tls=tls,
        )


def is_loopback(host: str) -> bool:
    """Only what can be told without asking a name server."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _wrong(parts: SplitResult) -> str:
    """The value itself is not repeated: it holds a password."""
    whole = parts.hostname and parts.username and parts.password
    if parts.scheme not in {"imap", "imaps"} or not whole:
        return f"{NAME} muss wie imaps://benutzer:passwort@server/INBOX aussehen."
    if parts.scheme == "imap" and not is_loopback(str(parts.hostname)):
        return f"{NAME} muss mit imaps:// beginnen (imap:// nur auf diesem Rechner)."
    return ""
