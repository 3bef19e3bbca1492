"""What a subscription shows and for how long (docs/adr/0024)."""

from datetime import timedelta
from uuid import UUID

from app.core.errors import RuleViolation
from app.core.settings import settings
from app.core.tokens import derived_secret
from app.feeds.tables import FeedKind

PAST = timedelta(days=365)
CANCELLED_STAY = timedelta(days=30)
DONE_STAY = timedelta(days=30)
UNUSED = timedelta(days=90)
MOST_FEEDS = 20
NAME = "Sitzungen (Spurwerk)"
AS_DAYS = "aufgaben=termin"
_UID_LENGTH = 63  # of 70: the variant of a task has a suffix


def token_of(feed_id: UUID) -> str:
    return derived_secret(f"feed:{feed_id}")


def address_of(token: str, *, as_days: bool = False) -> str:
    address = f"{settings().base_url}/kalender/{token}.ics"
    return f"{address}?{AS_DAYS}" if as_days else address


def webcal(address: str) -> str:
    """The same address as calendar programs like to open it."""
    return "webcal://" + address.partition("://")[2]


def name_of(kind: FeedKind, group_name: str) -> str:
    return NAME if kind == FeedKind.PERSONAL else f"{group_name} (Spurwerk)"


def uid_of(row_id: UUID) -> str:
    """Of what has no UID of its own: tasks and sessions of a committee."""
    return f"{row_id}@{settings().mail_domain}"[:_UID_LENGTH]


def chosen(value: str) -> tuple[FeedKind, UUID | None]:
    """What a choice of `queries.own.choices_for` means: "group:…" or "personal"."""
    kind, _, group = value.partition(":")
    return FeedKind(kind), UUID(group) if group else None


def check_room_for_another(active: int) -> None:
    if active >= MOST_FEEDS:
        raise RuleViolation(
            f"Sie haben schon {MOST_FEEDS} Adressen. Bitte schalten Sie zuerst eine ab, die Sie nicht mehr brauchen."
        )
