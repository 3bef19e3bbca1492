"""Whom one mail a day reminds, and of what; no database, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from app.core import clock

FROM_HOUR = 7  # Berlin
BEFORE_ANSWER = timedelta(days=5)  # to who has not answered
BEFORE_MEETING = timedelta(days=2)  # with the agenda
LONGEST = timedelta(days=180)  # older minutes are a matter for a talk
FRESH = timedelta(days=2)  # who was invited just now is not reminded


def has_begun(now: datetime) -> bool:
    """The day's run: at seven in Berlin or whenever the server is up again."""
    return clock.berlin(now).hour >= FROM_HOUR


def run_key(day: date) -> str:
    return f"reminders:{day.isoformat()}"


def person_key(person_id: UUID, day: date) -> str:
    """One mail per person and day, whatever it reminds of."""
    return f"reminders:{day.isoformat()}:{person_id}"


def week_after(held_on: date, day: date, days: int) -> int:
    """0 from the group's first day of reminding on (`days` after), 1 a week later; never before."""
    return ((day - held_on).days - days) // 7


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing to remember; `key` keeps it from being said twice. Times are UTC."""

    key: str
    meeting_id: UUID
    group_name: str
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    video_url: str = ""
    invitation_id: UUID | None = None
    member: bool = False  # may know that there are items that are not public


@dataclass(kw_only=True)
class Bundle:
    """All that one person is reminded of on one day."""

    person_id: UUID
    name: str
    address: str
    body_id: UUID
    answers: list[Item] = field(default_factory=list)
    meetings: list[Item] = field(default_factory=list)
    minutes: list[Item] = field(default_factory=list)

    @property
    def items(self) -> list[Item]:
        return [*self.answers, *self.meetings, *self.minutes]

    def without(self, known: Iterable[str]) -> "Bundle":
        """What has not been said before."""
        said = set(known)
        kinds = {
            name: [item for item in getattr(self, name) if item.key not in said]
            for name in ("answers", "meetings", "minutes")
        }
        return Bundle(
            person_id=self.person_id, name=self.name, address=self.address, body_id=self.body_id,
            **kinds,
        )  # fmt: skip
