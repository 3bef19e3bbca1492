"""How far a change of one meeting of a series reaches; pure."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from app.core import clock
from app.core.errors import RuleViolation
from app.core.words import Word
from app.ical.recurrence import WEEKDAYS, Rule, in_words, parsed, rule_text
from app.meetings.forms.meetings import MeetingData
from app.meetings.rules import COMING, where_of
from app.meetings.tables import Meeting, MeetingSeries
from app.series.rules import (
    ZONE,
    SeriesData,
    has_begun,
    is_timed_otherwise,
    original_start,
    rest_of,
)
from app.web.filters import tag, von_bis


class Scope(Word):
    ONE = "one", "Nur dieser Termin"
    FROM_HERE = "from_here", "Dieser und alle späteren Termine"
    ALL = "all", "Die ganze Reihe"


@dataclass(frozen=True)
class Plan:
    """since: original start from which it goes on as a series of its own; None: all of it.

    changes: sentences of what is new, for the mail and the page before it.
    """

    data: SeriesData
    since: datetime | None
    significant: bool
    changes: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """One meeting as it is and as it was typed, in its series."""

    series: MeetingSeries
    meetings: Sequence[Meeting]
    meeting: Meeting
    data: MeetingData

    @property
    def is_timed_otherwise(self) -> bool:
        new, old = self.data, self.meeting
        return (new.starts_at, new.ends_at) != (old.starts_at, old.ends_at)


@dataclass(frozen=True)
class Typed:
    """What came back from the form of one meeting, and how far it is to reach."""

    meeting_id: UUID
    version: int
    data: MeetingData
    scope: Scope


def planned(change: Change, scope: Scope, now: datetime) -> Plan:
    """RuleViolation with a German sentence where no series comes out."""
    since = original_start(change.meeting) if scope == Scope.FROM_HERE else None
    begun = any(has_begun(each, now) for each in change.meetings)
    if since is not None and since == original_start(change.meetings[0]):
        since = None
    if since is None and begun and change.is_timed_otherwise:
        since = next_start(change.meetings, now)
    try:
        base = SeriesData.of(change.series) if since is None else rest_of(change.series, since)
        data = _applied(base, change)
        if is_timed_otherwise(change.series, data):
            data.starts()
    except ValueError as refusal:
        raise RuleViolation(str(refusal)) from None
    return Plan(data, since, _is_significant(base, data) or since is not None, told(base, data))


def next_start(meetings: Sequence[Meeting], now: datetime) -> datetime:
    """Original start of the first meeting that has not begun."""
    for meeting in meetings:
        if meeting.status in COMING and not has_begun(meeting, now):
            return original_start(meeting)
    raise RuleViolation("Die Reihe hat keinen künftigen Termin mehr.")


def _applied(base: SeriesData, change: Change) -> SeriesData:
    """Only what was typed anew: the rest of a meeting may differ from its series for good."""
    old, new = change.meeting, change.data
    names = ("title", "place", "room", "video_url")
    texts = {name: getattr(new, name) for name in names if getattr(new, name) != getattr(old, name)}
    data = replace(base, **texts)
    if not change.is_timed_otherwise:
        return data
    before, after = clock.berlin(old.starts_at).date(), clock.berlin(new.starts_at).date()
    rule = parsed(base.rule)
    first = _first_day(rule, clock.berlin(base.starts_at).date(), before, after)
    starts_at = clock.from_wall_clock(first, clock.berlin(new.starts_at).time())
    moved = _moved_rule(rule, before, after) if before != after else rule
    return replace(
        data,
        starts_at=starts_at,
        ends_at=starts_at + (new.ends_at - new.starts_at),
        rule=rule_text(moved, starts_at, ZONE),
    )


def _first_day(rule: Rule, first: date, before: date, after: date) -> date:
    """The first meeting moves as the one before us does: by days, or to its day of the month."""
    if before == after:
        return first
    if rule.freq != "MONTHLY":
        return first + (after - before)
    months = first.month - 1 + (after.year - before.year) * 12 + after.month - before.month
    year, month = first.year + months // 12, months % 12 + 1
    if rule.nth is None:
        return date(year, month, min(after.day, monthrange(year, month)[1]))
    return _nth(year, month, after.weekday(), _place(rule, after))


def _moved_rule(rule: Rule, before: date, after: date) -> Rule:
    days = (after - before).days
    moved = replace(rule, until=rule.until and rule.until + (after - before))
    if rule.freq == "WEEKLY":
        turned = {WEEKDAYS[(WEEKDAYS.index(each) + days) % 7] for each in rule.weekdays}
        return replace(moved, weekdays=tuple(each for each in WEEKDAYS if each in turned))
    if rule.nth is not None:
        return replace(moved, weekdays=(WEEKDAYS[after.weekday()],), nth=_place(rule, after))
    return replace(moved, monthday=after.day) if rule.monthday else moved


def _place(rule: Rule, day: date) -> int:
    """Which of its weekday in the month; the last one stays the last."""
    place = (day.day - 1) // 7 + 1
    last = day.day + 7 > monthrange(day.year, day.month)[1]
    return -1 if place > 4 or (rule.nth == -1 and last) else place


def _nth(year: int, month: int, weekday: int, place: int) -> date:
    length = monthrange(year, month)[1]
    days = [day for day in range(1, length + 1) if date(year, month, day).weekday() == weekday]
    return date(year, month, days[place if place < 0 else place - 1])


def _is_significant(base: SeriesData, data: SeriesData) -> bool:
    return replace(data, title=base.title) != base


def told(base: SeriesData, data: SeriesData) -> tuple[str, ...]:
    """For instance: Neu: jeden Donnerstag, 6-mal, 14:00–16:00 Uhr (bisher …)."""
    pairs = [
        ("Bezeichnung", base.title, data.title),
        ("Termine", _when(base), _when(data)),
        ("Ort", where_of(base), where_of(data)),
        ("Videokonferenz", base.video_url, data.video_url),
    ]
    return tuple(
        f"{name}: {new or 'keine'} (bisher: {old or 'keine'})" if name == "Videokonferenz"
        else f"{name}: {new or 'keiner'} (bisher: {old or 'keiner'})"
        for name, old, new in pairs
        if old != new
    )  # fmt: skip


def _when(data: SeriesData) -> str:
    start = data.starts_at
    return f"{in_words(parsed(data.rule))}, {von_bis(start, data.ends_at)}, ab {tag(start)}"
