"""Whole days and tasks of a subscription: they name no time zone and block no time."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

import icalendar

from app.ical.text import Text, is_web_address, text_value
from app.ical.values import is_uid
from app.ical.vevent import written

TaskState = Literal["NEEDS-ACTION", "IN-PROCESS", "COMPLETED"]


@dataclass(frozen=True)
class WholeDay:
    """Something of one day or with a day by which it is due. Times are aware.

    ValueError for a naive time, a UID that would be folded and a page address that is no URI.
    """

    uid: str
    sequence: int
    day: date | None
    summary: str
    description: str
    url: str
    created_at: datetime
    modified_at: datetime

    def __post_init__(self) -> None:
        if self.created_at.tzinfo is None or self.modified_at.tzinfo is None:
            raise ValueError("times need a time zone")
        if not is_uid(self.uid):
            raise ValueError("the UID is not 1 to 70 printable ASCII characters")
        if not is_web_address(self.url):
            raise ValueError("the URL is no http(s) URI")


def whole_day(day: WholeDay) -> bytes:
    """A VEVENT of one day, its end exclusive (RFC 5545 §3.6.1)."""
    if day.day is None:
        raise ValueError("an event needs its day")
    result = icalendar.Event()
    _add_common(result, day)
    result.add("dtstart", day.day)
    result.add("dtend", day.day + timedelta(days=1))
    result.add("status", "CONFIRMED")
    result.add("transp", "TRANSPARENT")
    result.add("x-microsoft-cdo-alldayevent", "TRUE")
    return written(result)


def todo(task: WholeDay, state: TaskState, done_at: datetime | None = None) -> bytes:
    """A VTODO, due at its day (RFC 5545 §3.6.2). COMPLETED only with its STATUS, in UTC."""
    if done_at is not None and done_at.tzinfo is None:
        raise ValueError("times need a time zone")
    result = icalendar.Todo()
    _add_common(result, task)
    if task.day is not None:
        result.add("due", task.day)
    result.add("status", state)
    if state == "COMPLETED":
        result.add("percent-complete", 100)
        if done_at is not None:
            result.add("completed", done_at)
    return written(result)


def task_as_day(task: WholeDay, day: date) -> bytes:
    """For programs that ignore VTODO in subscriptions; another UID, because it is another thing."""
    own, at, domain = task.uid.rpartition("@")
    return whole_day(replace(task, uid=f"{own}-termin{at}{domain}", day=day))


def _add_common(target: icalendar.Component, day: WholeDay) -> None:
    target.add("uid", day.uid)
    target.add("dtstamp", day.modified_at)
    target.add("created", day.created_at)
    target.add("last-modified", day.modified_at)
    target.add("sequence", day.sequence)
    target.add("summary", Text(text_value(day.summary)))
    if description := text_value(day.description):
        target.add("description", Text(description))
    target.add("class", "PUBLIC")
    target.add("url", day.url)
