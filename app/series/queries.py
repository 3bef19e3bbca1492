from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.groups.access import may_lead
from app.groups.tables import Group
from app.ical.recurrence import in_words, parsed
from app.meetings.clashes import Asked, Slot, warnings_for
from app.meetings.rules import where_of
from app.meetings.tables import Meeting, MeetingSeries, MeetingStatus
from app.people.tables import Body
from app.series import shift
from app.series.access import WholeSeries

JULY = 7


@dataclass(frozen=True)
class DateRow:
    """One date of a preview; `warnings` never forbid it."""

    starts_at: datetime
    ends_at: datetime
    warnings: list[str]
    left_out: bool


async def preview(
    actor: Actor,
    group: Group,
    slots: Sequence[Slot],
    asked: Asked,
    *,
    left_out: Collection[datetime] = (),
) -> list[DateRow]:
    warnings = await warnings_for(actor, group, slots, asked)
    return [
        DateRow(slot.starts_at, slot.ends_at, warnings[slot], slot.starts_at in left_out)
        for slot in slots
    ]


@dataclass(frozen=True)
class SeriesMeeting:
    id: UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    where: str
    status: MeetingStatus
    moved_from: datetime | None  # its original start, if it is on another day or at another time


@dataclass(frozen=True)
class SeriesPage:
    """What the page of a series shows to this reader; times are UTC."""

    id: UUID
    title: str
    group_id: UUID
    group_name: str
    body_name: str
    words: str  # "jeden zweiten Dienstag im Monat, 12-mal"
    starts_at: datetime
    ends_at: datetime
    where: str
    video_url: str
    cancelled: bool
    follows: UUID | None
    goes_on: UUID | None
    meetings: list[SeriesMeeting]
    may_lead: bool

    @property
    def coming(self) -> bool:
        """Something is still to be invited to, changed or called off."""
        now = clock.now()
        open_ = {MeetingStatus.PLANNED, MeetingStatus.INVITED}
        return any(each.status in open_ and each.ends_at > now for each in self.meetings)


async def series_page(actor: Actor, whole: WholeSeries) -> SeriesPage:
    series, group = whole.series, whole.group
    body = await Body.select(Body.name).where(Body.id == group.body).first()
    sibling = (
        await MeetingSeries.select(MeetingSeries.id)
        .where(MeetingSeries.follows == series.id)
        .order_by(MeetingSeries.starts_at)
        .first()
    )
    return SeriesPage(
        id=series.id, title=series.title, group_id=group.id, group_name=group.name,
        body_name=body["name"] if body else "", words=in_words(parsed(series.rule)),
        starts_at=series.starts_at, ends_at=series.ends_at, where=where_of(series),
        video_url=series.video_url, cancelled=series.cancelled_at is not None,
        follows=series.follows, goes_on=sibling["id"] if sibling else None,
        meetings=[_meeting(each) for each in whole.meetings],
        may_lead=may_lead(actor, group),
    )  # fmt: skip


def _meeting(meeting: Meeting) -> SeriesMeeting:
    moved = meeting.recurrence_at if meeting.recurrence_at != meeting.starts_at else None
    return SeriesMeeting(
        id=meeting.id, title=meeting.title, starts_at=meeting.starts_at, ends_at=meeting.ends_at,
        where=where_of(meeting), status=MeetingStatus(meeting.status), moved_from=moved,
    )  # fmt: skip


@dataclass(frozen=True)
class LastYear:
    """What the group did in one year, as a proposal for a later one."""

    year: int  # of the meetings
    target: int  # for which they are proposed
    lines: list[str]  # as shift.dated reads them
    title: str
    place: str
    room: str
    video_url: str
    series: list[tuple[UUID, str]]  # its series of that year: title and rule in words


async def last_year(group_id: UUID) -> LastYear | None:
    """None for a group that has never met. Same weekdays of the same months; cancelled ones not.

    From July on this year stands for the next, before that the last year for this one.
    """
    meetings = (
        await Meeting.objects()
        .where(Meeting.group == group_id, Meeting.status != MeetingStatus.CANCELLED)
        .order_by(Meeting.starts_at, ascending=False)
        .limit(200)
    )
    if not meetings:
        return None
    year = _year(meetings)
    target = max(year + 1, clock.today().year)
    of_year = [each for each in reversed(meetings) if clock.berlin(each.starts_at).year == year]
    latest = of_year[-1]
    return LastYear(
        year=year, target=target, lines=_lines(of_year, target - year), title=latest.title,
        place=latest.place, room=latest.room, video_url=latest.video_url,
        series=await _series({each.series for each in of_year if each.series}),
    )  # fmt: skip


def _year(meetings: Sequence[Meeting]) -> int:
    years = {clock.berlin(each.starts_at).year for each in meetings}
    today = clock.today()
    near = (today.year, today.year - 1)
    wanted = near if today.month >= JULY else near[::-1]
    return next((year for year in wanted if year in years), max(years))


def _lines(meetings: Sequence[Meeting], years: int) -> list[str]:
    return [
        shift.line_of(
            each.starts_at,
            each.ends_at,
            shift.shifted(clock.berlin(each.starts_at).date(), years),
        )
        for each in meetings[: shift.MOST_DATES]
    ]


async def _series(ids: Collection[Any]) -> list[tuple[UUID, str]]:
    if not ids:
        return []
    rows = (
        await MeetingSeries.objects()
        .where(MeetingSeries.id.is_in(list(ids)))
        .order_by(MeetingSeries.starts_at)
    )
    return [(row.id, f"{row.title}: {in_words(parsed(row.rule))}") for row in rows]
