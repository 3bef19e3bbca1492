"""What a Terminabfrage allows when, and the secret of its links; pure."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from app.core import clock
from app.core.errors import Gone, RuleViolation
from app.core.tokens import derived_token
from app.polls.tables import Poll, PollStatus

MAX_DATES = 60
ANSWER_WITHIN = timedelta(days=7)
LINK_OUTLIVES_DEADLINE = timedelta(days=1)
REMINDERS_FROM = time(8)  # Berlin, on the day before the deadline


def vote_token(voter_id: UUID) -> str:
    """In the address /u/…"""
    return derived_token("poll", str(voter_id))


def end_of_day(day: date) -> datetime:
    """UTC of the day's last second in Berlin."""
    return clock.from_wall_clock(day, time(23, 59, 59))


def usual_deadline(today: date) -> date:
    return today + ANSWER_WITHIN


def is_open(poll: Poll, now: datetime) -> bool:
    """Answers count and may still change."""
    return bool(poll.status == PollStatus.OPEN and now <= poll.answers_until)


def check_open(poll: Poll, now: datetime) -> None:
    if poll.status == PollStatus.DECIDED:
        raise RuleViolation("Der Termin steht schon fest. Antworten lassen sich nicht mehr ändern.")
    if poll.status == PollStatus.CANCELLED:
        raise RuleViolation("Diese Terminabfrage wurde zurückgezogen.")
    if not is_open(poll, now):
        raise RuleViolation(
            "Die Terminabfrage ist beendet. Antworten lassen sich nicht mehr ändern."
        )


def check_running(poll: Poll) -> None:
    """Not decided and not withdrawn; a closed one may go on with a later deadline."""
    if poll.status == PollStatus.DECIDED:
        raise RuleViolation("Der Termin steht schon fest.")
    if poll.status == PollStatus.CANCELLED:
        raise RuleViolation("Diese Terminabfrage wurde zurückgezogen.")


def check_link(poll: Poll, now: datetime) -> None:
    """Raises Gone with a sentence for whoever opens an old link."""
    if poll.status == PollStatus.CANCELLED:
        raise Gone("Diese Terminabfrage wurde zurückgezogen. Eine Antwort ist nicht mehr nötig.")
    if now > poll.answers_until + LINK_OUTLIVES_DEADLINE:
        raise Gone("Diese Terminabfrage ist vorbei. Antworten lässt sich darauf nicht mehr.")


def check_deadline(until: date, first_date: date | None, today: date) -> None:
    """first_date: Berlin day of the earliest date still to come."""
    if until < today:
        raise RuleViolation("Die Frist liegt in der Vergangenheit.")
    if first_date and until > first_date:
        raise RuleViolation(
            f"Die Frist darf nicht nach dem ersten Termin am {first_date:%d.%m.%Y} liegen."
        )


def check_room_for(known: int, new: int) -> None:
    if known + new > MAX_DATES:
        raise RuleViolation(f"Eine Terminabfrage hat höchstens {MAX_DATES} Termine.")


def first_day(starts: Iterable[datetime], now: datetime) -> date | None:
    """Berlin day of the earliest instant still to come."""
    coming = [start for start in starts if start > now]
    return clock.berlin(min(coming)).date() if coming else None


def day_of_reminder(answers_until: datetime) -> datetime:
    """UTC of the morning before the deadline: from then on the app reminds once by itself."""
    day = clock.berlin(answers_until).date() - timedelta(days=1)
    return clock.from_wall_clock(day, REMINDERS_FROM)


def is_due(asked_at: datetime, reminded_at: datetime | None, since: datetime) -> bool:
    """Whether the reminder of the last day goes to somebody; since: day_of_reminder."""
    begin = clock.from_wall_clock(clock.berlin(since).date(), time(0))
    return asked_at < begin and (reminded_at is None or reminded_at < begin)
