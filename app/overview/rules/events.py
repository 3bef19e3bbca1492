"""What happened to a Vorlage and what is planned, as dated events."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class Sort(StrEnum):
    VERSION = "version"
    CONSULTATION = "consultation"
    FOUNDING = "founding"
    MEETING = "meeting"
    RECOMMENDATION = "recommendation"
    REPORT = "report"


PLURALS = {
    Sort.VERSION: "Fassungen",
    Sort.CONSULTATION: "Beratungen",
    Sort.FOUNDING: "Gruppen",
    Sort.MEETING: "Sitzungen",
    Sort.RECOMMENDATION: "Empfehlungen",
    Sort.REPORT: "Berichte",
}
ORDER = list(Sort)


@dataclass(frozen=True)
class Event:
    """`text` for the list, `label` for the picture; `group` is the key of a GroupLife or empty.

    `number` stands inside the mark of a meeting.
    """

    on: date
    sort: Sort
    text: str
    label: str
    href: str | None = None
    group: str = ""
    number: str = ""


@dataclass(frozen=True)
class GroupLife:
    """`ends_on` None: still at work."""

    key: str
    name: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class Life:
    """Everything that the timeline of one Vorlage tells, in the order of time."""

    name: str  # 2024/012
    events: Sequence[Event]
    groups: Sequence[GroupLife]
    today: date

    def is_planned(self, event: Event) -> bool:
        return event.on > self.today

    @property
    def sentence(self) -> str:
        """Start, latest and next, for whoever does not see the picture."""
        if not self.events:
            return "Noch ist kein Datum bekannt."
        past = [event for event in self.events if not self.is_planned(event)]
        coming = [event for event in self.events if self.is_planned(event)]
        parts = [f"Beginn: {_dated(past[0])}." if past else ""]
        parts += [f"Zuletzt: {_dated(past[-1])}." if len(past) > 1 else ""]
        parts += [f"Als Nächstes: {_dated(coming[0])}." if coming else ""]
        return " ".join(part for part in parts if part)


def _dated(event: Event) -> str:
    return f"{event.on:%d.%m.%Y} {event.text}"


def in_order(name: str, events: Sequence[Event], groups: Sequence[GroupLife], today: date) -> Life:
    """Meetings without a number of their own are counted within their group."""
    counted: dict[str, int] = {}
    ordered: list[Event] = []
    for event in sorted(events, key=lambda e: (e.on, ORDER.index(e.sort), e.text)):
        numbered = event
        if event.sort == Sort.MEETING:
            counted[event.group] = counted.get(event.group, 0) + 1
            numbered = replace(event, number=event.number or str(counted[event.group]))
        ordered.append(numbered)
    return Life(name, ordered, sorted(groups, key=lambda g: (g.starts_on, g.name)), today)
