"""Which of two answers counts (RFC 5546 §2.1.5); pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.invitations.tables import Answer
from app.meetings.tables import MeetingStatus
from app.replies.tables import Outcome

ANSWERS = {
    "ACCEPTED": Answer.ACCEPTED,
    "TENTATIVE": Answer.TENTATIVE,
    "DECLINED": Answer.DECLINED,
    "DELEGATED": Answer.DECLINED,
}
FUTURE = timedelta(hours=1)  # by how much a stranger's clock may be fast
PAST = timedelta(days=400)
OLD = "Die Antwort bezieht sich auf einen früheren Stand der Einladung."
OVERTAKEN = "Eine neuere Antwort liegt schon vor."


def said_at(stamp: datetime | None, date: datetime | None, now: datetime) -> datetime:
    """When the person answered: DTSTAMP if sane, else the Date header, else now."""
    for each in (stamp, date):
        if each is not None and now - PAST <= each <= now + FUTURE:
            return min(each, now)
    return now


@dataclass(frozen=True)
class Given:
    """The answer that stands now, and what it would be to. `sent`: SEQUENCE of the last mail."""

    answer: Answer
    answered_at: datetime | None
    answered_sequence: int | None
    sent: int
    status: MeetingStatus
    ends_at: datetime
    revoked: bool
    may: bool

    @property
    def stale(self) -> bool:
        return self.answered_sequence is not None and self.answered_sequence < self.sent

    @property
    def counts(self) -> bool:
        """A person has answered, and to what is planned now."""
        return self.answer != Answer.OPEN and not self.stale


def fate(
    given: Given, sequence: int | None, answered_at: datetime, now: datetime
) -> tuple[Outcome, str]:
    """What a proven answer does, with a sentence where it does nothing."""
    if closed := closed_by(given, now):
        return Outcome.IGNORED, closed
    if sequence is not None and sequence < given.sent:
        return Outcome.OLD, OLD
    if not given.stale and given.answered_at is not None and answered_at < given.answered_at:
        return Outcome.OLD, OVERTAKEN
    return Outcome.APPLIED, ""


def closed_by(given: Given, now: datetime) -> str:
    """Why no answer can be given any more; empty while it can."""
    if given.revoked:
        return "Die Person ist nicht mehr eingeladen."
    if given.status == MeetingStatus.CANCELLED:
        return "Die Sitzung ist abgesagt."
    if given.ends_at <= now or given.status == MeetingStatus.HELD:
        return "Die Sitzung ist vorbei."
    return "" if given.may else "Die Person gehört der Gruppe nicht mehr an."


def keeps_old(given: Given, sequence: int, answered_at: datetime) -> bool:
    """An answer to an earlier state is shown as such where nothing better is known."""
    if given.counts or (given.answered_sequence or 0) > sequence:
        return False
    return given.answered_at is None or given.answered_at <= answered_at
