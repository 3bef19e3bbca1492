"""Signing (Standard Webhooks 1.0) and what an answer means; pure."""

import base64
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from app.core.errors import RuleViolation
from app.core.settings import settings
from app.webhooks.tables import CallState

MOST = 10
LOOK_BACK = timedelta(days=2)  # what happened before, or while an address was paused for longer
MARK_EVERY = timedelta(minutes=1)
STAY = timedelta(days=30)
LEASE = timedelta(minutes=2)
GONE = 410


def secret_of(webhook_id: UUID) -> str:
    """256 bit as the receiver's library takes them; derived from ours, so no table holds them."""
    return "whsec_" + base64.b64encode(settings().key(f"webhook:{webhook_id}")).decode()


def headers_of(webhook_id: UUID, call_id: UUID, content: bytes, now: datetime) -> dict[str, str]:
    """The id stays at each attempt, so that who hears twice can tell."""
    stamp = str(int(now.timestamp()))
    key = settings().key(f"webhook:{webhook_id}")
    return {
        "Content-Type": "application/json",
        "webhook-id": str(call_id),
        "webhook-timestamp": stamp,
        "webhook-signature": signature(key, str(call_id), stamp, content),
    }


def signature(key: bytes, call_id: str, stamp: str, content: bytes) -> str:
    """Of Standard Webhooks, version v1: HMAC-SHA256 over id, time and body."""
    signed = b".".join([call_id.encode(), stamp.encode(), content])
    return f"v1,{base64.b64encode(hmac.digest(key, signed, 'sha256')).decode()}"


@dataclass(frozen=True)
class Outcome:
    """status: of the answer; None where there was none, `words` then say why."""

    status: int | None
    words: str = ""

    @property
    def arrived(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_final(self) -> bool:
        """The other side wants nothing more (410)."""
        return self.status == GONE

    @property
    def said(self) -> str:
        return self.words if self.status is None else f"Antwort {self.status}"


def state_after(outcome: Outcome, *, gives_up: bool) -> CallState:
    if outcome.arrived:
        return CallState.SENT
    return CallState.FAILED if outcome.is_final or gives_up else CallState.WAITING


def check_room_for_another(active: int) -> None:
    if active >= MOST:
        raise RuleViolation(f"Es gibt schon {MOST} Adressen. Bitte entfernen Sie zuerst eine.")
