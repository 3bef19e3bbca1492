"""When a mail is tried again (calendar.md §4.4), and what a mail is before it is stored."""

import random
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal
from uuid import UUID

MINUTES = (1, 5, 15, 60)
GIVE_UP_AFTER = timedelta(hours=48)
LEASE = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class OutgoingPart:
    """A file that goes with the mail."""

    name: str
    media_type: str  # "application/pdf"
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """One rendered mail to one person; what a feature's mails.py returns."""

    kind: str  # a past fact: invitation_sent
    dedupe_key: str
    subject: str
    text: str
    html: str
    recipient_name: str
    recipient_address: str
    person_id: UUID | None = None
    body_id: UUID | None = None
    subject_id: UUID | None = None
    sender_name: str = "Spurwerk"
    sender_address: str | None = None  # None: the app's own address
    reply_to: tuple[str, str] | None = None
    message_id: str | None = None  # None: made from the row's id
    references: tuple[str, ...] = ()
    thread_key: str = ""
    list_unsubscribe: str | None = None
    calendar: bytes | None = None
    calendar_method: Literal["REQUEST", "CANCEL"] | None = None
    attachments: tuple[OutgoingPart, ...] = field(default=())


def delay_after(attempts: int) -> timedelta:
    """1, 5, 15, 60 minutes, then hourly; up to 10 % later, so that retries spread."""
    minutes = MINUTES[min(attempts, len(MINUTES)) - 1]
    return timedelta(minutes=minutes * random.uniform(1, 1.1))  # noqa: S311 - no secret


def is_permanent(code: int) -> bool:
    """5xx at RCPT or DATA: this address will not get better by waiting (RFC 5321 §4.2.1)."""
    return 500 <= code < 600
