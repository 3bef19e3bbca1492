"""What a subscription shows and for how long (calendar.md §5)."""

import base64
from datetime import datetime, timedelta
from uuid import UUID

from app.core.errors import RuleViolation
from app.core.settings import settings

PAST = timedelta(days=365)
CANCELLED_STAY = timedelta(days=30)
NOTE_USE_EVERY = timedelta(hours=1)
SHOWN_AGAIN = timedelta(minutes=2)  # a double click must not swallow the address
MOST_FEEDS = 20
NAME = "Sitzungen (Spurwerk)"


def token_of(feed_id: UUID) -> str:
    """256 bit, derived from the secret: the same for a form that is sent twice."""
    return base64.urlsafe_b64encode(settings().key(f"feed:{feed_id}")).decode().rstrip("=")


def address_of(token: str) -> str:
    return f"{settings().base_url}/kalender/{token}.ics"


def webcal(address: str) -> str:
    """The same address as calendar programs like to open it."""
    return "webcal://" + address.partition("://")[2]


def is_use_to_note(last_used_at: datetime | None, now: datetime) -> bool:
    """At most one write an hour: calendars ask all day."""
    return last_used_at is None or last_used_at < now - NOTE_USE_EVERY


def check_room_for_another(active: int) -> None:
    if active >= MOST_FEEDS:
        raise RuleViolation(
            f"Sie haben schon {MOST_FEEDS} Adressen. Bitte schalten Sie zuerst eine ab, die Sie nicht mehr brauchen."
        )
