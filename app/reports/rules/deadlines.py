"""Until when a report has to be with the committee's office, and who is reminded when; pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from app.core import clock
from app.groups.rules.notice import latest_hand_in

USUAL = 14  # working days before the session
LONGEST = 60
REMIND_BEFORE = timedelta(days=7)  # of the day it is due
AHEAD = timedelta(days=120)  # later sessions are nobody's concern yet
FROM_HOUR = 7  # Berlin


@dataclass(frozen=True, kw_only=True)
class Duty:
    """A coming session of a committee that a report is owed to."""

    committee_id: UUID
    committee: str
    body_id: UUID
    land: str
    session_on: date
    days: int

    @property
    def due_on(self) -> date:
        return due_on(self.session_on, self.days, self.land)

    @property
    def key(self) -> str:
        return f"report_due:{self.committee_id}:{self.session_on.isoformat()}"

    def is_pressing(self, today: date) -> bool:
        return self.due_on - REMIND_BEFORE <= today < self.session_on


def due_on(session_on: date, days: int, land: str) -> date:
    """The last working day that leaves so many whole ones of the Land before the session."""
    return latest_hand_in(session_on, days, land)


def has_begun(now: datetime) -> bool:
    return clock.berlin(now).hour >= FROM_HOUR


def run_key(day: date) -> str:
    return f"report_due:{day.isoformat()}"
