"""Secrets in addresses: made or derived here, stored only as SHA-256."""

import base64
import hashlib
import hmac
import secrets
from datetime import date, datetime, timedelta
from hmac import compare_digest

from app.core.settings import settings

NOTE_USE_EVERY = timedelta(hours=1)
SHOWN_AGAIN = timedelta(minutes=2)  # a double click must not swallow what is shown once
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = [first + second for first in _LETTERS for second in _LETTERS]  # ten bits each
_SHIFTS = range(150, -1, -10)


def new_token() -> str:
    """256 bit, for an address or a cookie."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def derived_secret(purpose: str) -> str:
    """256 bit, the same for a form that is sent twice."""
    return base64.urlsafe_b64encode(settings().key(purpose)).decode().rstrip("=")


def is_use_to_note(last_used_at: datetime | None, now: datetime) -> bool:
    """At most one write an hour: calendars and programs ask all day."""
    return last_used_at is None or last_used_at < now - NOTE_USE_EVERY


def derived_token(purpose: str, subject: str) -> str:
    """160 bit in lower-case base32 (mail servers fold case), the same for as long as the secret.

    Purposes are not interchangeable: each has a key of its own.
    """
    digest = hmac.digest(settings().key(f"token:{purpose}"), subject.encode(), "sha256")
    number = int.from_bytes(digest[:20])
    return "".join([_PAIRS[number >> at & 1023] for at in _SHIFTS])


LINK_LIVES = timedelta(days=365)  # so that what unsubscribes works in old mails too
UNDATED_UNTIL = date(2027, 11, 30)  # mails of earlier versions said no day


def dated_token(token: str, day: date) -> str:
    """With the day of its mail, and the proof that nobody has changed it."""
    return f"{token}.{day:%Y%m%d}.{_proof(token, day)}"


def token_in(dated: str, today: date) -> str | None:
    """The token, while its link is good; None for one that is too old or no longer whole."""
    token, dot, rest = dated.partition(".")
    if not dot:
        return token if today <= UNDATED_UNTIL else None
    stamp, _, proof = rest.partition(".")
    try:
        day = datetime.strptime(stamp, "%Y%m%d").date()  # noqa: DTZ007 - a day alone
    except ValueError:
        return None
    good = compare_digest(proof.encode(), _proof(token, day).encode())
    return token if good and today <= day + LINK_LIVES else None


def _proof(token: str, day: date) -> str:
    return derived_token("dated", f"{token}:{day:%Y%m%d}")
