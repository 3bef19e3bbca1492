from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from piccolo.columns import Or, Where
from piccolo.columns.combination import WhereRaw
from piccolo.querystring import QueryString

from app.core import clock
from app.core.actor import Actor
from app.core.errors import existing
from app.core.paging import PER_PAGE, pages_of
from app.groups import access as groups
from app.groups.rules.notice import Notice, notice_of
from app.groups.tables import Group
from app.meetings import rules
from app.meetings.tables import Meeting, MeetingStatus
from app.people.tables import Body


@dataclass(frozen=True)
class MeetingHead:
    """What every page and mail about a meeting begins with; times are UTC.

    group_name: as the group was called on that day.
    """

    id: UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    room: str
    video_url: str
    status: MeetingStatus
    cancel_reason: str
    group_id: UUID
    group_name: str
    body_id: UUID
    body_name: str
    series_id: UUID | None = None

    @property
    def where(self) -> str:
        """Place and room; "" where it is held by video only or nobody has said yet."""
        return rules.where_of(self)

    @property
    def hybrid(self) -> bool:
        return rules.is_hybrid(self)

    @property
    def over(self) -> bool:
        return self.status == MeetingStatus.HELD or self.ends_at < clock.now()

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)


GROUP: Any = Meeting.group  # Piccolo types a joined table's columns as one column
# As groups/queries/names.py, in Piccolo's words.
NAME_OF_ITS_DAY = QueryString(
    'coalesce((SELECT f.name FROM former_name f WHERE f."group" = {}'
    " AND f.until >= ({} AT TIME ZONE 'Europe/Berlin')::date ORDER BY f.until LIMIT 1), {})",
    Meeting.group, Meeting.starts_at, GROUP.name, alias="group_name",
)  # fmt: skip
HEAD = (
    Meeting.id, Meeting.title, Meeting.starts_at, Meeting.ends_at, Meeting.place,
    Meeting.room, Meeting.video_url, Meeting.series.as_alias("series_id"), Meeting.status, Meeting.cancel_reason,
    GROUP.as_alias("group_id"), NAME_OF_ITS_DAY,
    GROUP.body.as_alias("body_id"), GROUP.body.name.as_alias("body_name"),
)  # fmt: skip


def _head(row: dict[str, Any]) -> MeetingHead:
    return MeetingHead(**{**row, "status": MeetingStatus(row["status"])})


async def meeting_head(meeting_id: UUID) -> MeetingHead:
    """For callers whose access function found the meeting."""
    row = existing(await Meeting.select(*HEAD).where(Meeting.id == meeting_id).first())
    return _head(row)


def _visible(actor: Actor, also: Sequence[UUID]) -> Where | Or | WhereRaw:
    """`also`: meetings a guest is invited to."""
    allowed = groups.readable_by(actor, Meeting.group, Meeting.group.body)
    return Or(allowed, Meeting.id.is_in(list(also))) if also else allowed


async def coming_meetings(
    actor: Actor, limit: int, *, also: Sequence[UUID] = ()
) -> list[MeetingHead]:
    """Not over yet, the nearest first; cancelled ones too, so that nobody goes there."""
    rows = (
        await Meeting.select(*HEAD)
        .where(_visible(actor, also), Meeting.ends_at >= clock.now())
        .where(Meeting.status != MeetingStatus.HELD)
        .order_by(Meeting.starts_at)
        .limit(limit)
    )
    return [_head(row) for row in rows]


async def past_meetings(
    actor: Actor, page: int, *, also: Sequence[UUID] = ()
) -> tuple[list[MeetingHead], int]:
    """One page, the latest first, and how many pages there are."""
    over = (Meeting.ends_at < clock.now()) | (Meeting.status == MeetingStatus.HELD)
    count = await Meeting.count().where(_visible(actor, also), over)
    rows = (
        await Meeting.select(*HEAD)
        .where(_visible(actor, also), over)
        .order_by(Meeting.starts_at, ascending=False)
        .limit(PER_PAGE)
        .offset(PER_PAGE * (page - 1))
    )
    return [_head(row) for row in rows], pages_of(count)


async def meetings_between(
    actor: Actor, since: datetime, until: datetime, *, also: Sequence[UUID] = ()
) -> list[MeetingHead]:
    """All that begin in that time, `until` exclusive, cancelled ones too; in their order."""
    rows = (
        await Meeting.select(*HEAD)
        .where(_visible(actor, also), Meeting.starts_at >= since, Meeting.starts_at < until)
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return [_head(row) for row in rows]


def parted(meetings: Sequence[MeetingHead]) -> tuple[list[MeetingHead], list[MeetingHead]]:
    """Coming, the nearest first, and past, the latest first."""
    ordered = sorted(meetings, key=lambda meeting: meeting.starts_at)
    coming = [meeting for meeting in ordered if not meeting.over]
    return coming, [meeting for meeting in reversed(ordered) if meeting.over]


async def meetings_of_group(group_id: UUID) -> list[MeetingHead]:
    """All of them, the latest first."""
    rows = (
        await Meeting.select(*HEAD)
        .where(Meeting.group == group_id)
        .order_by(Meeting.starts_at, ascending=False)
    )
    return [_head(row) for row in rows]


@dataclass(frozen=True)
class Proposal:
    """What the form for a new meeting begins with."""

    title: str
    agenda: list[str]


async def proposal_for(group: Group) -> Proposal:
    held = Meeting.status != MeetingStatus.CANCELLED
    count = await Meeting.count().where(Meeting.group == group.id, held)
    previous = (
        await Meeting.select(Meeting.starts_at)
        .where(Meeting.group == group.id, held, Meeting.starts_at < clock.now())
        .order_by(Meeting.starts_at, ascending=False)
        .first()
    )
    previous_on: date | None = clock.berlin(previous["starts_at"]).date() if previous else None
    return Proposal(
        title=rules.proposed_title(count),
        agenda=rules.proposed_agenda(group.agenda_template, previous_on),
    )


async def notice_for(group: Group, meeting_on: date | None) -> Notice | None:
    """What the group's Ladungsfrist says about inviting today; None where it has none."""
    if group.notice_days is None:
        return None
    body = await Body.select(Body.land).where(Body.id == group.body).first()
    assert body is not None
    return notice_of(group.notice_days, meeting_on, clock.today(), body["land"])
