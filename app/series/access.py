"""A series is its group's: who may read or lead the group may read or lead its series."""

from dataclasses import dataclass
from uuid import UUID

from app.core.actor import Actor
from app.core.errors import Forbidden, NotFound, existing
from app.groups import access as groups
from app.groups.tables import Group
from app.meetings.tables import Meeting, MeetingSeries


@dataclass(frozen=True)
class WholeSeries:
    """meetings: all of them, in the order of their original starts."""

    series: MeetingSeries
    group: Group
    meetings: list[Meeting]


async def series_to_read(actor: Actor, series_id: UUID) -> WholeSeries:
    """For members and the office; locks nothing."""
    series = existing(await MeetingSeries.objects().where(MeetingSeries.id == series_id).first())
    group = await Group.objects().where(Group.id == series.group).first()
    if group is None or not groups.may_read(actor, group):
        raise NotFound
    return WholeSeries(series, group, await _meetings(series_id, lock=False))


async def series_to_lead(actor: Actor, series_id: UUID) -> WholeSeries:
    """For pages that only the leading may open; locks nothing."""
    whole = await series_to_read(actor, series_id)
    if not groups.may_lead(actor, whole.group):
        raise Forbidden
    return whole


async def series_to_change(actor: Actor, series_id: UUID) -> WholeSeries:
    """The series is locked, then its meetings in their order; inside a transaction."""
    series = existing(
        await MeetingSeries.objects()
        .where(MeetingSeries.id == series_id)
        .lock_rows("UPDATE")
        .first()
    )
    group = await Group.objects().where(Group.id == series.group).first()
    if group is None or not groups.may_read(actor, group):
        raise NotFound
    if not groups.may_lead(actor, group):
        raise Forbidden
    return WholeSeries(series, group, await _meetings(series_id, lock=True))


async def _meetings(series_id: UUID, *, lock: bool) -> list[Meeting]:
    wanted = (
        Meeting.objects()
        .where(Meeting.series == series_id)
        .order_by(Meeting.recurrence_at, Meeting.id)
    )
    return list(await (wanted.lock_rows("UPDATE") if lock else wanted))
