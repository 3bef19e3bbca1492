"""SPURWERK_FILES_URL: an S3 bucket that the files lie in, instead of the data folder."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from app.core.mailbox import is_loopback

NAME = "SPURWERK_FILES_URL"


@dataclass(frozen=True, kw_only=True)
class Bucket:
    """`endpoint` is http only on this machine; `folder` may be empty."""

    endpoint: str
    name: str
    folder: str
    region: str
    key: str
    secret: str = field(repr=False)

    @classmethod
    def from_env(cls, env: Mapping[str, str], problems: list[str]) -> "Bucket | None":
        """s3://KEY:SECRET@host:port/bucket/folder?region=… One German sentence per wrong value."""
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
        name, _, folder = parts.path.strip("/").partition("/")
        scheme = "https" if parts.scheme == "s3" else "http"
        host = f"[{parts.hostname}]" if ":" in str(parts.hostname) else str(parts.hostname)
        return cls(
            endpoint=f"{scheme}://{host}{f':{port}' if port else ''}",
            name=unquote(name),
            folder=unquote(folder),
            region=parse_qs(parts.query).get("region", ["us-east-1"])[0],
            key=unquote(parts.username or ""),
            secret=unquote(parts.password or ""),
        )


def _wrong(parts: SplitResult) -> str:
    """The value itself is not repeated: it holds a password."""
    whole = parts.hostname and parts.username and parts.password and parts.path.strip("/")
    if parts.scheme not in {"s3", "s3+http"} or not whole:
        return f"{NAME} muss wie s3://KENNUNG:SCHLUESSEL@server/eimer/ordner?region=… aussehen."
    if parts.scheme == "s3+http" and not is_loopback(str(parts.hostname)):
        return f"{NAME} muss mit s3:// beginnen (s3+http:// nur auf diesem Rechner)."
    return ""
