"""Sequences, stamps and identifiers of invitations (calendar.md §1.6); pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from app.core.tokens import derived_token
from app.invitations.tables import Answer

ANSWERS = {"ja": Answer.ACCEPTED, "vielleicht": Answer.TENTATIVE, "nein": Answer.DECLINED}
TEXTS = {"ja": "Ich komme", "vielleicht": "Ich komme unter Vorbehalt", "nein": "Ich komme nicht"}
LINK_OUTLIVES_MEETING = timedelta(days=1)
ANSWER_BEFORE = timedelta(days=5)
ID_LIMIT = 77  # a longer Message-ID does not fit a line of its own


def reply_token(invitation_id: UUID) -> str:
    """In the ORGANIZER address: tells whose reply it is, for the life of the UID."""
    return derived_token("reply", str(invitation_id))


def answer_token(invitation_id: UUID) -> str:
    """In the address /a/…"""
    return derived_token("answer", str(invitation_id))


def next_stamp(last: datetime | None, now: datetime) -> datetime:
    """DTSTAMP in whole seconds, strictly rising per invitation (RFC 5546 §2.1.5)."""
    current = now.replace(microsecond=0)
    return current if last is None else max(current, last + timedelta(seconds=1))


def sequence_to_send(meeting: int, sent: int | None, *, significant: bool) -> int:
    """SEQUENCE of the next mail to one person (RFC 5546 §2.1.4).

    Somebody uninvited and invited again has seen a higher number than the meeting's own.
    """
    if sent is None:
        return meeting
    return max(meeting, sent + 1 if significant else sent)


def is_stale(answered_sequence: int | None, sent_sequence: int | None) -> bool:
    """The answer was given to an earlier date or place."""
    return answered_sequence is not None and answered_sequence < (sent_sequence or 0)


@dataclass(frozen=True)
class Numbered:
    """What makes one mail of an invitation distinct."""

    invitation_id: UUID
    created_at: datetime
    sequence: int
    stamp: datetime


def message_id(mail: Numbered, domain: str) -> str:
    """The last number rises with the stamp; a long domain shortens the first part."""
    number = max(0, int((mail.stamp - mail.created_at).total_seconds()) + 1)
    rest = f".s{mail.sequence}.{number}@{domain}>"
    room = max(16, ID_LIMIT - len("<inv.") - len(rest))
    return f"<inv.{mail.invitation_id.hex[:room]}{rest}"
