from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from piccolo.columns import Or, Where
from piccolo.columns.combination import WhereRaw

from app.core import clock
from app.core.actor import Actor
from app.core.words import Visibility
from app.groups import access as groups
from app.meetings import rules
from app.meetings.tables import AgendaItem, Meeting, MeetingStatus

PER_PAGE = 50


@dataclass(frozen=True)
class MeetingHead:
    """What every page and mail about a meeting begins with; times are UTC."""

    id: UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    video_url: str
    status: MeetingStatus
    cancel_reason: str
    group_id: UUID
    group_name: str
    body_id: UUID
    body_name: str

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)


@dataclass(frozen=True)
class AgendaRow:
    id: UUID
    number: int
    title: str
    minutes: int | None
    presenter: str
    visibility: Visibility
    note: str
    vorlage_id: UUID | None
    vorlage_label: str  # "2024/012", or its title where it has no number
    starts_at: datetime | None  # running clock time, UTC

    @property
    def confidential(self) -> bool:
        return self.visibility == Visibility.CONFIDENTIAL


HEAD = (
    Meeting.id, Meeting.title, Meeting.starts_at, Meeting.ends_at, Meeting.place,
    Meeting.video_url, Meeting.status, Meeting.cancel_reason,
    Meeting.group.as_alias("group_id"), Meeting.group.name.as_alias("group_name"),
    Meeting.group.body.as_alias("body_id"), Meeting.group.body.name.as_alias("body_name"),
)  # fmt: skip


def _head(row: dict[str, object]) -> MeetingHead:
    return MeetingHead(**{**row, "status": MeetingStatus(row["status"])})  # type: ignore[arg-type]


async def meeting_head(meeting_id: UUID) -> MeetingHead:
    """For callers whose access function found the meeting."""
    return _head(await Meeting.select(*HEAD).where(Meeting.id == meeting_id).first())


async def agenda_of(meeting_id: UUID, *, confidential: bool = True) -> list[AgendaRow]:
    """In order; guests get it without confidential items, numbers and times stay the same."""
    rows = (
        await AgendaItem.select(
            AgendaItem.id, AgendaItem.title, AgendaItem.minutes, AgendaItem.presenter,
            AgendaItem.visibility, AgendaItem.note, AgendaItem.vorlage.as_alias("vorlage_id"),
            AgendaItem.vorlage.reference.as_alias("reference"),
            AgendaItem.vorlage.title.as_alias("vorlage_title"),
            AgendaItem.meeting.starts_at.as_alias("begins_at"),
        )
        .where(AgendaItem.meeting == meeting_id)
        .order_by(AgendaItem.position, AgendaItem.id)
    )  # fmt: skip
    times = rules.running_times(rows[0]["begins_at"], [r["minutes"] for r in rows]) if rows else []
    agenda = [
        AgendaRow(
            id=row["id"], number=number, title=row["title"], minutes=row["minutes"],
            presenter=row["presenter"], visibility=Visibility(row["visibility"]),
            note=row["note"], vorlage_id=row["vorlage_id"],
            vorlage_label=row["reference"] or row["vorlage_title"] or "", starts_at=starts_at,
        )
        for number, (row, starts_at) in enumerate(zip(rows, times, strict=True), start=1)
    ]  # fmt: skip
    return [row for row in agenda if confidential or not row.confidential]


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
    return [_head(row) for row in rows], max(1, -(-count // PER_PAGE))


async def meetings_of_group(group_id: UUID) -> list[MeetingHead]:
    """All of them, the latest first."""
    rows = (
        await Meeting.select(*HEAD)
        .where(Meeting.group == group_id)
        .order_by(Meeting.starts_at, ascending=False)
    )
    return [_head(row) for row in rows]
