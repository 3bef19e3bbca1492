"""The dates of a series as its mails list them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.core.clock import berlin
from app.meetings.rules import where_of
from app.meetings.tables import Meeting, MeetingSeries, MeetingStatus
from app.series.rules import original_start
from app.web.filters import tag, von_bis


@dataclass(frozen=True)
class DateLine:
    """One meeting of the series: when, and what is special about it."""

    when: str
    note: str


def date_lines(
    series: MeetingSeries, meetings: Sequence[Meeting], now: datetime
) -> Iterator[tuple[datetime, DateLine]]:
    """Of those that are not over, with the original start of each."""
    for meeting in meetings:
        if meeting.ends_at > now:
            yield original_start(meeting), _line(series, meeting)


def _line(series: MeetingSeries, meeting: Meeting) -> DateLine:
    original = original_start(meeting)
    when = f"{tag(meeting.starts_at)}, {von_bis(meeting.starts_at, meeting.ends_at)}"
    if meeting.status == MeetingStatus.CANCELLED and series.cancelled_at is None:
        return DateLine(when, "fällt aus")
    notes = []
    if meeting.starts_at != original:
        notes.append(f"statt {tag(original)}, {berlin(original):%H:%M} Uhr")
    if where_of(meeting) != where_of(series):
        notes.append(where_of(meeting) or "ohne Ort")
    if meeting.title != series.title:
        notes.append(meeting.title)
    return DateLine(when, "; ".join(notes))
