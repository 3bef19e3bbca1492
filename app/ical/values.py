import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.ical.recurrence import parsed
from app.ical.text import is_web_address

_UID = re.compile("[!-~]{1,70}")

Role = Literal["REQ-PARTICIPANT", "OPT-PARTICIPANT", "NON-PARTICIPANT"]
Partstat = Literal["NEEDS-ACTION", "ACCEPTED", "DECLINED", "TENTATIVE"]
Method = Literal["REQUEST", "CANCEL", "DECLINECOUNTER"]


def is_uid(text: str) -> bool:
    """Written unfolded, and no header or property can be smuggled in."""
    return _UID.fullmatch(text) is not None


@dataclass(frozen=True)
class Organizer:
    """The address is one of the application's own and the From of the mail (RFC 6047 §2.3)."""

    name: str
    address: str


@dataclass(frozen=True)
class Attendee:
    name: str
    address: str
    role: Role
    partstat: Partstat
    rsvp: bool


@dataclass(frozen=True)
class Event:
    """One meeting or the master of a series; times are aware, written as wall-clock time of `zone`.

    The only zone is Europe/Berlin. A start in the hour that October repeats is read by
    calendars as its first pass (RFC 5545 §3.3.5). `description` is plain text; the links
    are added to it. ValueError for what no caller may ask for: an end before the start,
    a naive time, a UID that would be folded, a page address that is no URI, a rule that
    `app.ical.recurrence` does not write.

    `rule` makes it the master of a series, which leaves out `exdates` (original starts).
    `recurrence_at` makes it one meeting of the series `uid`: the start that it had there at
    first. `sibling` is the UID of the series that this one goes on from.
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    zone: str
    summary: str
    description: str
    location: str
    url: str
    conference_url: str | None
    created_at: datetime
    modified_at: datetime
    cancelled: bool
    recurrence_at: datetime | None = None
    rule: str = ""
    exdates: tuple[datetime, ...] = ()
    sibling: str = ""

    def __post_init__(self) -> None:
        self._check_times()
        self._check_series()
        if self.sequence < 0:
            raise ValueError("SEQUENCE is negative")
        if not is_uid(self.uid):
            raise ValueError("the UID is not 1 to 70 printable ASCII characters")
        if not is_web_address(self.url):
            raise ValueError("the URL is no http(s) URI")

    def _check_times(self) -> None:
        times = (self.starts_at, self.ends_at, self.created_at, self.modified_at, *self.exdates)
        if any(time.tzinfo is None for time in times):
            raise ValueError("times need a time zone")
        if self.recurrence_at is not None and self.recurrence_at.tzinfo is None:
            raise ValueError("times need a time zone")
        if self.ends_at <= self.starts_at:
            raise ValueError("the end is not after the start")
        if self.zone != "Europe/Berlin":
            raise ValueError(f"no VTIMEZONE for {self.zone}")

    def _check_series(self) -> None:
        if self.rule:
            parsed(self.rule)
        elif self.exdates:
            raise ValueError("only a series leaves out meetings")
        if self.rule and self.recurrence_at is not None:
            raise ValueError("one meeting of a series has no rule of its own")
        if self.sibling and not is_uid(self.sibling):
            raise ValueError("the sibling is no UID")
