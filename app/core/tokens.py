"""Secrets in addresses: made or derived here, stored only as SHA-256."""

import base64
import hashlib
import hmac
import secrets

from app.core.settings import settings


def new_token() -> str:
    """256 bit, for an address or a cookie."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def derived_token(purpose: str, subject: str) -> str:
    """160 bit in lower-case base32 (mail servers fold case), the same for as long as the secret.

    Purposes are not interchangeable: each has a key of its own.
    """
    digest = hmac.digest(settings().key(f"token:{purpose}"), subject.encode(), "sha256")
    return base64.b32encode(digest[:20]).decode().lower()
