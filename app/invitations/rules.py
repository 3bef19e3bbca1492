"""Sequences, stamps and identifiers of invitations (RFC 5546 §2.1, §3.2); pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from app.core import clock
from app.core.errors import Gone, RuleViolation
from app.core.tokens import derived_token
from app.invitations.tables import Answer
from app.meetings.forms.meetings import MeetingData
from app.meetings.rules import COMING
from app.meetings.tables import Meeting, MeetingSeries, MeetingStatus

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


def thread_key(uid: str, owner: UUID) -> str:
    """Mails of one thread leave in order, and a newer one drops those that still wait."""
    return f"{uid}:{owner}"


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
    made_at = mail.created_at.replace(microsecond=0)
    number = int((mail.stamp - made_at).total_seconds()) + 1
    rest = f".s{mail.sequence}.{number}@{domain}>"
    room = max(16, ID_LIMIT - len("<inv.") - len(rest))
    return f"<inv.{mail.invitation_id.hex[:room]}{rest}"


def zone_word(instant: datetime) -> str:
    """German name of the time in force: MEZ or MESZ."""
    return "MESZ" if clock.berlin(instant).dst() else "MEZ"


def answer_until(starts_at: datetime, now: datetime) -> datetime | None:
    """What the mail asks for; nothing when the meeting is too near for a date."""
    until = starts_at - ANSWER_BEFORE
    return until if until > now + timedelta(days=1) else None


def is_significant(meeting: Meeting, data: MeetingData) -> bool:
    """Time or place differ: answers given before count no longer (RFC 5546 §2.1.4)."""
    return (
        meeting.starts_at != data.starts_at
        or meeting.ends_at != data.ends_at
        or meeting.place != data.place
        or meeting.room != data.room
        or meeting.video_url != data.video_url
    )


def is_same(meeting: Meeting, data: MeetingData) -> bool:
    return meeting.title == data.title and not is_significant(meeting, data)


def check_can_invite(meeting: Meeting, now: datetime) -> None:
    if meeting.status == MeetingStatus.CANCELLED:
        raise RuleViolation("Die Sitzung ist abgesagt. Dazu lässt sich niemand mehr einladen.")
    if meeting.status == MeetingStatus.HELD or meeting.ends_at <= now:
        raise RuleViolation("Die Sitzung ist vorbei. Dazu lässt sich niemand mehr einladen.")


def check_can_answer(meeting: Meeting, now: datetime) -> None:
    """Raises Gone with a sentence for whoever opens an old link."""
    if meeting.status == MeetingStatus.CANCELLED:
        raise Gone("Die Sitzung ist abgesagt. Eine Antwort ist nicht mehr nötig.")
    if meeting.ends_at + LINK_OUTLIVES_MEETING < now:
        raise Gone("Die Sitzung ist vorbei. Antworten lässt sich darauf nicht mehr.")


def coming_of(meetings: Iterable[Meeting], now: datetime) -> list[Meeting]:
    """Of a series, what can still be invited to."""
    return [each for each in meetings if each.status in COMING and each.ends_at > now]


def check_can_invite_to_series(series: MeetingSeries, coming: Sequence[Meeting]) -> None:
    if series.cancelled_at is not None:
        raise RuleViolation("Die Reihe ist abgesagt. Dazu lässt sich niemand mehr einladen.")
    if not coming:
        raise RuleViolation("Die Reihe hat keinen künftigen Termin mehr.")


def is_open(meeting: Meeting, now: datetime) -> bool:
    """Minds may change until the meeting is over; its link shows the answer for a day longer."""
    return meeting.status != MeetingStatus.CANCELLED and meeting.ends_at > now


def check_still_open(meeting: Meeting, now: datetime) -> None:
    """Before an answer is stored. Raises Gone."""
    check_can_answer(meeting, now)
    if not is_open(meeting, now):
        raise Gone("Die Sitzung ist vorbei. Ihre Antwort bleibt, wie sie war.")
