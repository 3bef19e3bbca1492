"""All settings, read once from the environment; every variable is described in docs/betrieb.md."""

import hashlib
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from app.core.bucket import Bucket
from app.core.mailbox import Mailbox
from app.core.terms import Terms

_ORIGIN = re.compile(
    r"(?P<scheme>https?)://(?P<host>[\w.-]+|\[[\da-f:.]+\])(:(?P<port>\d{1,5}))?/?"
)


class BadSettings(Exception):
    """One German sentence per wrong or missing variable."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    database_url: str | None  # None: the embedded server in data_dir
    data_dir: Path
    base_url: str  # no slash at the end
    secret: str
    # smtp://user:password@host:port, smtps://…; None: mail stays in the Postausgang
    smtp_url: str | None
    mail_domain: str
    mail_sender: str
    imap: Mailbox | None  # None: replies come by a pipe, by LMTP or not at all
    recipient_headers: tuple[str, ...]  # in which our own mail server notes whom a mail was for
    lmtp_anywhere: bool  # not on this machine only
    authserv_id: str  # our own mail server in Authentication-Results; empty: none is believed
    host: str
    port: int
    workers: int
    pool_size: int
    oparl_pages: int  # of one list, in one run
    outgoing_hosts: frozenset[str]  # the only names to fetch from; empty: every public one
    outgoing_intranet: frozenset[str]  # origins for which http and private addresses are allowed
    bucket: Bucket | None = None  # None: files lie in data_dir
    file_megabytes: int = 20  # of one attachment
    digest_minutes: int = 60  # at most, over which the mails of one run are spread
    crash_at: str = ""  # for tests of this machine, see core/crash.py
    keep: Terms = field(default_factory=Terms)

    @property
    def https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def file_bytes(self) -> int:
        return self.file_megabytes * 1_000_000

    def key(self, purpose: str) -> bytes:
        """A key of 32 bytes for one purpose, derived from the one secret."""
        return _key(self.secret, purpose)

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        problems: list[str] = []
        data_dir = Path(env.get("SPURWERK_DATA_DIR", "var")).absolute()
        database_url = env.get("SPURWERK_DATABASE_URL") or None
        port = _number(env, "SPURWERK_PORT", 8000, problems, most=65535)
        base_url = env.get("SPURWERK_BASE_URL", f"http://127.0.0.1:{port}").rstrip("/")
        problems += _check_base_url(base_url)
        secret = env.get("SPURWERK_SECRET", "")
        if not secret and base_url.startswith("https://"):
            problems.append("SPURWERK_SECRET fehlt: Bitte mindestens 32 zufällige Zeichen angeben.")
        elif secret and len(secret) < 32:
            problems.append("SPURWERK_SECRET ist zu kurz: Bitte mindestens 32 Zeichen angeben.")
        crash_at = env.get("SPURWERK_CRASH_AT", "")
        if crash_at and base_url.startswith("https://"):
            problems.append("SPURWERK_CRASH_AT ist nur für Tests und gilt nicht unter https.")
        domain = env.get("SPURWERK_MAIL_DOMAIN") or urlsplit(base_url).hostname or "localhost"
        settings = cls(
            database_url=database_url,
            data_dir=data_dir,
            base_url=base_url,
            secret=secret,
            smtp_url=env.get("SPURWERK_SMTP_URL") or None,
            mail_domain="spurwerk.example.org" if domain == "127.0.0.1" else domain,
            mail_sender=env.get("SPURWERK_MAIL_SENDER", ""),
            imap=Mailbox.from_env(env, problems),
            recipient_headers=tuple(
                env.get("SPURWERK_RECIPIENT_HEADER", "Delivered-To X-Original-To").split()
            ),
            lmtp_anywhere=_yes(env, "SPURWERK_LMTP_ANYWHERE", problems),
            authserv_id=env.get("SPURWERK_AUTHSERV_ID", "").strip(),
            host=env.get("SPURWERK_HOST", "127.0.0.1"),
            port=port,
            workers=_number(env, "SPURWERK_WORKERS", 1, problems),
            pool_size=_number(env, "SPURWERK_POOL_SIZE", 12, problems),
            oparl_pages=_number(env, "SPURWERK_OPARL_PAGES", 500, problems),
            outgoing_hosts=_words(env, "SPURWERK_OUTGOING_HOSTS"),
            outgoing_intranet=_origins(env, "SPURWERK_OUTGOING_INTRANET", problems),
            bucket=Bucket.from_env(env, problems),
            file_megabytes=_number(env, "SPURWERK_FILE_MEGABYTES", 20, problems, most=55),
            digest_minutes=_number(env, "SPURWERK_DIGEST_MINUTES", 60, problems, most=720),
            crash_at=crash_at,
            keep=Terms.from_env(env, problems),
        )
        if problems:
            raise BadSettings("\n".join(problems))
        return settings if secret else _with_local_secret(settings)


def _number(
    env: Mapping[str, str], name: str, default: int, problems: list[str], most: int | None = None
) -> int:
    raw = env.get(name, str(default))
    if raw.isascii() and raw.isdigit() and 0 < int(raw) <= (most or int(raw)):
        return int(raw)
    limit = f" bis {most}" if most else ""
    problems.append(f"{name} muss eine positive Zahl{limit} sein, nicht „{raw}“.")
    return default


def _yes(env: Mapping[str, str], name: str, problems: list[str]) -> bool:
    word = env.get(name, "nein")
    if word not in {"ja", "nein"}:
        problems.append(f"{name} muss „ja“ oder „nein“ sein, nicht „{word}“.")
    return word == "ja"


def _words(env: Mapping[str, str], name: str) -> frozenset[str]:
    return frozenset(env.get(name, "").replace(",", " ").lower().split())


def _origins(env: Mapping[str, str], name: str, problems: list[str]) -> frozenset[str]:
    """Each with its port: `http://ris.intern` means `http://ris.intern:80`."""
    origins = set()
    for word in _words(env, name):
        hit = _ORIGIN.fullmatch(word)
        if hit:
            port = hit["port"] or {"http": "80", "https": "443"}[hit["scheme"]]
            origins.add(f"{hit['scheme']}://{hit['host']}:{port}")
        else:
            problems.append(f"{name} nennt Server wie http://ris.intern:8080, nicht „{word}“.")
    return frozenset(origins)


def _check_base_url(base_url: str) -> list[str]:
    address = urlsplit(base_url)
    if address.scheme == "https" and address.hostname:
        return []
    if address.scheme == "http" and address.hostname in {"127.0.0.1", "localhost", "::1"}:
        return []
    return [
        f"SPURWERK_BASE_URL muss mit https:// beginnen (http:// nur auf diesem Rechner): {base_url}"
    ]


def _with_local_secret(settings: Settings) -> Settings:
    """On this machine only (http on loopback): a secret made once and kept beside the data."""
    path = settings.data_dir / "secret"
    if not path.exists():
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return Settings(**{**settings.__dict__, "secret": path.read_text().strip()})


@lru_cache(maxsize=32)
def _key(secret: str, purpose: str) -> bytes:
    return hashlib.blake2b(purpose.encode(), key=secret.encode()[:64], digest_size=32).digest()


@lru_cache(maxsize=1)
def settings() -> Settings:
    return Settings.from_env(os.environ)
