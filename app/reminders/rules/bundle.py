"""All that one mail a day tells one person; no database, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from app.notifications.rules import Line

LONGEST = timedelta(days=180)  # older minutes are a matter for a talk
FRESH = timedelta(days=2)  # who was invited just now is not reminded


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
    """A meeting to remember; `key` keeps it from being said twice. Times are UTC."""

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


@dataclass(frozen=True, kw_only=True)
class TaskItem:
    """title: empty where it stays behind the login; responsible: names, for who leads."""

    key: str
    task_id: UUID
    group_name: str
    title: str
    words: str  # heute fällig
    due_on: date | None
    by_link: bool  # may report without login
    responsible: str = ""


@dataclass(frozen=True, kw_only=True)
class Told:
    """A mail that the person gets collected: its subject, and what it says."""

    id: UUID
    title: str
    paragraphs: tuple[tuple[Line, ...], ...]


@dataclass(kw_only=True)
class Bundle:
    """All that one person is reminded of on one day, and told because nothing else came before."""

    person_id: UUID
    name: str
    address: str
    body_id: UUID
    answers: list[Item] = field(default_factory=list)
    meetings: list[Item] = field(default_factory=list)
    minutes: list[Item] = field(default_factory=list)
    tasks: list[TaskItem] = field(default_factory=list)
    late: list[TaskItem] = field(default_factory=list)  # of groups that the person leads
    told: list[Told] = field(default_factory=list)

    @property
    def sittings(self) -> list[Item]:
        return [*self.answers, *self.meetings, *self.minutes]

    @property
    def keys(self) -> list[str]:
        items: list[Item | TaskItem] = [*self.sittings, *self.tasks, *self.late]
        return [item.key for item in items]

    @property
    def is_empty(self) -> bool:
        return not self.keys and not self.told

    def without(self, known: Iterable[str]) -> "Bundle":
        """What has not been said before."""
        said = set(known)
        return replace(
            self,
            answers=[item for item in self.answers if item.key not in said],
            meetings=[item for item in self.meetings if item.key not in said],
            minutes=[item for item in self.minutes if item.key not in said],
            tasks=[item for item in self.tasks if item.key not in said],
            late=[item for item in self.late if item.key not in said],
        )
