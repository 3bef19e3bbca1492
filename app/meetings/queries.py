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
from app.core.errors import NotFound
from app.core.paging import PER_PAGE, pages_of
from app.core.words import Visibility
from app.groups import access as groups
from app.groups.rules.notice import Notice, notice_of
from app.groups.tables import Group
from app.meetings import rules
from app.meetings.tables import AgendaItem, Meeting, MeetingStatus
from app.people.tables import Body
from app.vorlagen import access as vorlagen
from app.vorlagen.tables import Vorlage


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
    vorlage_label: str  # "2024/012", or its title where it has no number; "" without one
    vorlage_open: bool  # everybody of the body may read it
    starts_at: datetime | None  # running clock time, UTC

    @property
    def planned(self) -> int:
        return self.minutes or 0

    @property
    def confidential(self) -> bool:
        return self.visibility == Visibility.CONFIDENTIAL


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
    row = await Meeting.select(*HEAD).where(Meeting.id == meeting_id).first()
    if row is None:
        raise NotFound
    return _head(row)


def _label(row: dict[str, Any]) -> str:
    """The title of a paper that is not public stays on the paper's own page."""
    if row["vorlage_id"] is None:
        return ""
    public = row["vorlage_visibility"] == Visibility.PUBLIC
    return str(row["reference"] or (row["vorlage_title"] if public else "Vorlage"))


async def agenda_of(meeting_id: UUID, *, confidential: bool = True) -> list[AgendaRow]:
    """In order; guests get it without confidential items, numbers and times stay the same."""
    rows = (
        await AgendaItem.select(
            AgendaItem.id, AgendaItem.title, AgendaItem.minutes, AgendaItem.presenter,
            AgendaItem.visibility, AgendaItem.note, AgendaItem.vorlage.as_alias("vorlage_id"),
            AgendaItem.vorlage.reference.as_alias("reference"),
            AgendaItem.vorlage.title.as_alias("vorlage_title"),
            AgendaItem.vorlage.visibility.as_alias("vorlage_visibility"),
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
            note=row["note"], vorlage_id=row["vorlage_id"], starts_at=starts_at,
            vorlage_label=_label(row), vorlage_open=row["vorlage_visibility"] == Visibility.PUBLIC,
        )
        for number, (row, starts_at) in enumerate(zip(rows, times, strict=True), start=1)
    ]  # fmt: skip
    return [row for row in agenda if confidential or not row.confidential]


async def agenda_item(meeting_id: UUID, item_id: UUID) -> AgendaItem:
    """For its form; the caller has checked the right to the meeting."""
    here = (AgendaItem.id == item_id) & (AgendaItem.meeting == meeting_id)
    item = await AgendaItem.objects().where(here).first()
    if item is None:
        raise NotFound
    return item


# Read by name, because these rooms lie above; deleting the item would take their rows along.
MINUTED = """
SELECT EXISTS (SELECT FROM minutes_item WHERE agenda_item = {})
  OR EXISTS (SELECT FROM decision WHERE agenda_item = {}) AS minuted
"""


async def is_minuted(item_id: UUID) -> bool:
    """Minutes or a decision hang on the item."""
    rows = await AgendaItem.raw(MINUTED, item_id, item_id)
    return bool(rows[0]["minuted"])


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


async def vorlage_choices(actor: Actor, body_id: UUID) -> dict[str, str]:
    """Papers of the body that the actor may read, the newest first."""
    rows = (
        await Vorlage.select(Vorlage.id, Vorlage.reference, Vorlage.title)
        .where(Vorlage.body == body_id, vorlagen.readable_by(actor))
        .order_by(Vorlage.created_at, ascending=False)
        .limit(200)
    )
    return {
        str(row["id"]): " ".join(filter(None, [row["reference"], row["title"]]))[:90]
        for row in rows
    }
