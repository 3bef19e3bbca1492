"""When a digest is due. Wall-clock times are those of Berlin, instants UTC."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from app.core.clock import BERLIN, berlin
from app.digest.tables import Rhythm

BEFORE_MEETING = timedelta(days=7)
MORNING = time(7)
AGAIN = timedelta(hours=1)  # sessions are planned and moved at any time
MAILS_A_MINUTE = 100
WEEKDAYS = ("montags", "dienstags", "mittwochs", "donnerstags", "freitags", "samstags", "sonntags")


@dataclass(frozen=True)
class Chosen:
    """A rhythm that holds since an instant. Rhythm.COMMITTEE has been looked up."""

    rhythm: Rhythm
    weekday: int
    since: datetime


def words_for(rhythm: Rhythm, weekday: int) -> str:
    """wöchentlich, donnerstags"""
    return f"{rhythm.label}, {WEEKDAYS[weekday]}" if rhythm == Rhythm.WEEKLY else rhythm.label


def occasion(chosen: Chosen, now: datetime, session_at: datetime | None) -> str | None:
    """The key of the occasion that is due, or None; one digest per key and subscription.

    A server that was off for days finds the same key later: one digest, no storm. A session that is
    moved within its day keeps its key. A week or month that had begun before the choice counts for
    the rhythm before it.
    """
    if chosen.rhythm == Rhythm.BEFORE_MEETING:
        due = session_at is not None and session_at - BEFORE_MEETING <= now < session_at
        return f"session:{berlin(session_at):%Y-%m-%d}" if due and session_at else None
    began = _began(chosen, now)
    if began <= chosen.since:
        return None
    week = berlin(began).isocalendar()
    monthly = chosen.rhythm == Rhythm.MONTHLY
    return f"month:{berlin(began):%Y-%m}" if monthly else f"week:{week.year}-{week.week:02d}"


def _began(chosen: Chosen, now: datetime) -> datetime:
    """The morning at which the current week or month began."""
    local = berlin(now)
    day = local.date()
    if chosen.rhythm == Rhythm.MONTHLY:
        day = day.replace(day=1)
        if local < datetime.combine(day, MORNING, BERLIN):
            day = (day - timedelta(days=1)).replace(day=1)
    else:
        day -= timedelta(days=(day.weekday() - chosen.weekday) % 7)
        if local < datetime.combine(day, MORNING, BERLIN):
            day -= timedelta(days=7)
    return datetime.combine(day, MORNING, BERLIN).astimezone(now.tzinfo)


def look_again(chosen: Chosen, now: datetime) -> datetime:
    """The next instant at which another occasion may be due."""
    if chosen.rhythm == Rhythm.BEFORE_MEETING:
        return now + AGAIN
    began = berlin(_began(chosen, now)).date()
    if chosen.rhythm == Rhythm.MONTHLY:
        day = (began + timedelta(days=31)).replace(day=1)
    else:
        day = began + timedelta(days=7)
    return datetime.combine(day, MORNING, BERLIN).astimezone(now.tzinfo)


def keeps_waiting(rhythm: Rhythm) -> bool:
    """Before a session the first news may come after the first look; a week without any is over."""
    return rhythm == Rhythm.BEFORE_MEETING


def not_before(subscription_id: UUID, now: datetime, people: int, most: timedelta) -> datetime:
    """When the mail may leave: the same place in the window each time, whoever else gets one.

    The window is as long as `people` need, at most `most`.
    """
    window = min(most, timedelta(minutes=people // MAILS_A_MINUTE))
    return now + window * (subscription_id.int / 2**128)
