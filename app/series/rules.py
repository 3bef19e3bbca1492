"""Series: which dates, which meeting stands where after a change, what differs; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from app.core import clock
from app.core.errors import RuleViolation
from app.ical.recurrence import occurrences, parsed, rule_text
from app.ical.values import Event
from app.meetings.rules import COMING, event_of, where_of
from app.meetings.tables import Meeting, MeetingSeries, MeetingStatus

ZONE = "Europe/Berlin"
LEFT_OUT = "Dieser Termin der Reihe fällt aus."
DROPPED = "Dieser Termin ist entfallen, weil sich die Reihe geändert hat."


@dataclass(frozen=True)
class SeriesData:
    """starts_at and ends_at are those of the first meeting, UTC; rule: an RRULE with its end."""

    title: str
    rule: str
    starts_at: datetime
    ends_at: datetime
    place: str
    room: str
    video_url: str

    @classmethod
    def of(cls, series: MeetingSeries) -> "SeriesData":
        return cls(**{name: getattr(series, name) for name in cls.__dataclass_fields__})

    @property
    def length(self) -> timedelta:
        """The same for each meeting, also across a change of the clock (RFC 5545 §3.8.5.3)."""
        return self.ends_at - self.starts_at

    def starts(self) -> list[datetime]:
        """All of them, UTC; ValueError with a German sentence for a rule that gives none."""
        return occurrences(parsed(self.rule), self.starts_at, ZONE)


def meeting_id(series_id: UUID, starts_at: datetime) -> UUID:
    """The same form sent twice makes the same meetings."""
    return uuid5(series_id, f"{starts_at:%Y%m%dT%H%M%SZ}")


def is_timed_otherwise(series: MeetingSeries, data: SeriesData) -> bool:
    """Another rule, start or end: all meetings find a new place."""
    return (series.rule, series.starts_at, series.ends_at) != (
        data.rule, data.starts_at, data.ends_at,
    )  # fmt: skip


def has_begun(meeting: Meeting, now: datetime) -> bool:
    return meeting.status not in {*COMING, MeetingStatus.CANCELLED} or meeting.starts_at <= now


def check_can_be_timed_otherwise(meetings: Iterable[Meeting], now: datetime) -> None:
    """What has been stays as it was: then the change goes from the next meeting on."""
    if any(has_begun(meeting, now) for meeting in meetings):
        raise RuleViolation(
            "Eine Sitzung der Reihe hat schon begonnen. Ändern Sie die Reihe ab der nächsten Sitzung."
        )


@dataclass(frozen=True)
class Fit:
    """Where the meetings of a series stand after its rule has changed."""

    kept: list[tuple[Meeting, datetime]]  # with their new original start
    new: list[datetime]  # starts that have no meeting yet
    over: list[Meeting]  # have no place any more


def fitted(meetings: Sequence[Meeting], starts: Sequence[datetime]) -> Fit:
    """By their Berlin day first; whoever then has none by their order, cancelled ones not."""
    free = {clock.berlin(start).date(): start for start in starts}
    kept, waiting = [], []
    for meeting in sorted(meetings, key=original_start):
        start = free.pop(clock.berlin(original_start(meeting)).date(), None)
        if start is None:
            waiting.append(meeting)
        else:
            kept.append((meeting, start))
    moving = [meeting for meeting in waiting if meeting.status != MeetingStatus.CANCELLED]
    left = list(free.values())
    kept += list(zip(moving, left, strict=False))
    over = [each for each in waiting if each not in moving[: len(left)]]
    return Fit(kept=kept, new=left[len(moving) :], over=over)


def original_start(meeting: Meeting) -> datetime:
    """UTC; also of a meeting that was moved by itself."""
    return meeting.recurrence_at or meeting.starts_at


def follow(meeting: Meeting, before: SeriesData, after: SeriesData, start: datetime) -> None:
    """What stood at the meeting as in the series follows it; what was changed at it alone stays.

    `start` is its new original start, UTC.
    """
    own_time = (
        meeting.starts_at != original_start(meeting)
        or meeting.ends_at != meeting.starts_at + before.length
    )
    if not own_time:
        meeting.starts_at, meeting.ends_at = start, start + after.length
    meeting.recurrence_at = start
    for name in ("title", "place", "room", "video_url"):
        if getattr(meeting, name) == getattr(before, name):
            setattr(meeting, name, getattr(after, name))


def ended_before(series: MeetingSeries, recurrence_at: datetime) -> str:
    """The rule with an UNTIL just before that meeting (docs/adr/0026).

    ValueError when it is the first: then the whole series is meant.
    """
    data = SeriesData.of(series)
    before = [start for start in data.starts() if start < recurrence_at]
    if not before:
        raise ValueError("nothing of the series would be left")
    until = clock.berlin(before[-1]).date()
    rule = replace(parsed(series.rule), count=None, until=until)
    return rule_text(rule, series.starts_at, series.zone)


def rest_of(series: MeetingSeries, recurrence_at: datetime) -> SeriesData:
    """What goes on from that meeting, by the same rule: fewer times, or until the same day."""
    data, rule = SeriesData.of(series), parsed(series.rule)
    count = sum(start >= recurrence_at for start in data.starts()) if rule.count else None
    return replace(
        data,
        rule=rule_text(replace(rule, count=count), recurrence_at, series.zone),
        starts_at=recurrence_at,
        ends_at=recurrence_at + data.length,
    )


def is_single(series: MeetingSeries, meeting: Meeting) -> bool:
    """It takes place otherwise than the series says: calendars need an override for it."""
    length = series.ends_at - series.starts_at
    return (
        meeting.starts_at != meeting.recurrence_at
        or meeting.ends_at != meeting.starts_at + length
        or any(
            getattr(meeting, name) != getattr(series, name)
            for name in ("title", "place", "room", "video_url")
        )
    )


def left_out(series: MeetingSeries, meetings: Iterable[Meeting]) -> tuple[datetime, ...]:
    """EXDATE: the cancelled, as far as the rule has them still."""
    starts = set(SeriesData.of(series).starts())
    return tuple(
        sorted(
            original_start(meeting)
            for meeting in meetings
            if meeting.status == MeetingStatus.CANCELLED and original_start(meeting) in starts
        )
    )


def series_address(series_id: UUID, base_url: str) -> str:
    return f"{base_url}/serien/{series_id}"


def master_event(
    series: MeetingSeries,
    meetings: Iterable[Meeting],
    group_name: str,
    *,
    base_url: str,
    sequence: int | None = None,
    sibling: str = "",
) -> Event:
    """The series itself. `sibling`: UID of the one it follows (RELATED-TO)."""
    return Event(
        uid=series.uid,
        sequence=series.sequence if sequence is None else sequence,
        starts_at=series.starts_at,
        ends_at=series.ends_at,
        zone=series.zone,
        summary=f"{group_name}: {series.title}",
        description="",
        location=where_of(series),
        url=series_address(series.id, base_url),
        conference_url=series.video_url or None,
        created_at=series.created_at,
        modified_at=series.updated_at,
        cancelled=series.cancelled_at is not None,
        rule=series.rule,
        exdates=left_out(series, meetings),
        sibling=sibling,
    )


def single_event(
    series: MeetingSeries,
    meeting: Meeting,
    group_name: str,
    agenda: Iterable[str],
    *,
    base_url: str,
    sequence: int | None = None,
) -> Event:
    """One meeting of it as override (RFC 5545 §3.8.4.4): the UID of the series, its original start."""
    number = max(series.sequence, meeting.sequence) if sequence is None else sequence
    own = event_of(meeting, group_name, agenda, base_url=base_url, sequence=number)
    return replace(own, uid=series.uid, recurrence_at=original_start(meeting))


def sittings(count: int) -> str:
    return "einer Sitzung" if count == 1 else f"{count} Sitzungen"
