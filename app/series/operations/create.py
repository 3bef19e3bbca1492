from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.settings import settings
from app.groups.access import group_to_change
from app.meetings.lines import items_of
from app.meetings.rules import new_uid
from app.meetings.tables import AgendaItem, Meeting, MeetingSeries, MeetingStatus
from app.series import rules
from app.series.rules import SeriesData

AT_A_TIME = 1000  # rows of one statement: PostgreSQL takes 32,767 values


@opens_transaction
async def create_series(
    actor: Actor,
    group_id: UUID,
    series_id: UUID,
    data: SeriesData,
    agenda: Sequence[str],
    *,
    left_out: Collection[datetime] = (),
) -> None:
    """The id comes from the form: sent twice, it is still one series.

    left_out: starts that are cancelled before anybody was invited, so no mail tells of them.
    """
    group = await group_to_change(actor, group_id)
    if await MeetingSeries.exists().where(MeetingSeries.id == series_id):
        return
    series = await new_series(group_id, series_id, data)
    await add_meetings(series, data.starts(), agenda, left_out=left_out)
    await audit.record(actor, "series.created", series_id, body_id=group.body)


@inside_transaction
async def new_series(
    group_id: UUID, series_id: UUID, data: SeriesData, *, follows: UUID | None = None
) -> MeetingSeries:
    uid = new_uid(settings().mail_domain)
    series = MeetingSeries(
        id=series_id, group=group_id, zone=rules.ZONE, uid=uid, follows=follows, **vars(data)
    )
    await series.save()
    return series


@inside_transaction
async def add_meetings(
    series: MeetingSeries,
    starts: Sequence[datetime],
    agenda: Sequence[str],
    *,
    left_out: Collection[datetime] = (),
) -> list[Meeting]:
    """One row each, with the same agenda; the caller holds the lock on the series or made it."""
    meetings = [_meeting(series, start, left_out=start in left_out) for start in starts]
    if meetings:
        await Meeting.insert(*meetings)
    items = [
        item
        for meeting in meetings
        if meeting.status == MeetingStatus.PLANNED
        for item in items_of(meeting.id, agenda)
    ]
    for at in range(0, len(items), AT_A_TIME):
        await AgendaItem.insert(*items[at : at + AT_A_TIME])
    return meetings


def _meeting(series: MeetingSeries, start: datetime, *, left_out: bool) -> Meeting:
    return Meeting(
        id=rules.meeting_id(series.id, start),
        group=series.group,
        title=series.title,
        starts_at=start,
        ends_at=start + (series.ends_at - series.starts_at),
        zone=series.zone,
        place=series.place,
        room=series.room,
        video_url=series.video_url,
        series=series.id,
        recurrence_at=start,
        uid=new_uid(settings().mail_domain),
        status=MeetingStatus.CANCELLED if left_out else MeetingStatus.PLANNED,
        cancel_reason=rules.LEFT_OUT if left_out else "",
    )
