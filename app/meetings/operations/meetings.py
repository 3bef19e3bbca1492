from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.settings import settings
from app.groups.access import group_to_change
from app.groups.tables import Group
from app.meetings import rules
from app.meetings.access import meeting_to_run
from app.meetings.forms.meetings import MeetingData
from app.meetings.lines import approved_day, items_of
from app.meetings.tables import AgendaItem, Meeting, MeetingStatus

AT_A_TIME = 1000  # rows of one statement: PostgreSQL takes 32,767 values


@opens_transaction
async def create_meeting(
    actor: Actor, group_id: UUID, meeting_id: UUID, data: MeetingData, agenda: list[str]
) -> None:
    """The id comes from the form: sent twice, it is still one meeting."""
    group = await group_to_change(actor, group_id)
    await add_meetings(actor, group, {meeting_id: data}, agenda)


@opens_transaction
async def create_meetings(
    actor: Actor, group_id: UUID, meetings: Mapping[UUID, MeetingData], agenda: list[str]
) -> None:
    """Several at once, each with a UID of its own."""
    await add_meetings(actor, await group_to_change(actor, group_id), meetings, agenda)


@inside_transaction
async def add_meetings(
    actor: Actor, group: Group, meetings: Mapping[UUID, MeetingData], agenda: list[str]
) -> None:
    """For callers who hold the right to the group, such as a poll that has chosen its date."""
    known = await Meeting.select(Meeting.id).where(Meeting.id.is_in(list(meetings)))
    new = set(meetings) - {row["id"] for row in known}
    rows = [
        Meeting(id=id_, group=group.id, uid=rules.new_uid(settings().mail_domain), **vars(data))
        for id_, data in meetings.items()
        if id_ in new
    ]
    items = [item for row in rows for item in items_of(row.id, agenda)]
    await _link_approvals(group, items)
    if rows:
        await Meeting.insert(*rows)
    for at in range(0, len(items), AT_A_TIME):
        await AgendaItem.insert(*items[at : at + AT_A_TIME])
    for row in rows:
        await audit.record(actor, "meeting.created", row.id, body_id=group.body)


# The meetings of a group on some days, Berlin.
HELD_ON = """
SELECT id, (starts_at AT TIME ZONE 'Europe/Berlin')::date AS day FROM meeting
WHERE "group" = {} AND status <> 'cancelled'
  AND (starts_at AT TIME ZONE 'Europe/Berlin')::date = ANY({}::date[])
ORDER BY starts_at
"""


async def _link_approvals(group: Group, items: Sequence[AgendaItem]) -> None:
    """Items that name the day of earlier minutes lead to that meeting."""
    days = {item.id: day for item in items if (day := approved_day(item.title))}
    if not days:
        return
    held = await Meeting.raw(HELD_ON, group.id, sorted(set(days.values())))
    meetings = {row["day"]: row["id"] for row in held}
    for item in items:
        item.approves = meetings.get(days.get(item.id))


@opens_transaction
async def begin_meeting(actor: Actor, meeting_id: UUID, *, now: datetime) -> None:
    meeting, group = await meeting_to_run(actor, meeting_id)
    if meeting.status == MeetingStatus.RUNNING:
        return
    rules.check_can_begin(meeting)
    meeting.began_at = meeting.began_at or now
    await meeting.save([Meeting.began_at])
    await _set_status(meeting, MeetingStatus.RUNNING, now)
    await audit.record(actor, "meeting.begun", meeting_id, body_id=group.body)


@opens_transaction
async def end_meeting(actor: Actor, meeting_id: UUID, *, now: datetime) -> None:
    meeting, group = await meeting_to_run(actor, meeting_id)
    if meeting.status == MeetingStatus.HELD:
        return
    rules.check_can_end(meeting)
    if meeting.began_at is not None:
        meeting.ended_at = now
        await meeting.save([Meeting.ended_at])
    await _set_status(meeting, MeetingStatus.HELD, now)
    await audit.record(actor, "meeting.ended", meeting_id, body_id=group.body)


@inside_transaction
async def note_times(meeting: Meeting, began_at: datetime, ended_at: datetime | None) -> None:
    """When it really was; the caller has checked the right and audits."""
    meeting.began_at, meeting.ended_at = began_at, ended_at
    await meeting.save([Meeting.began_at, Meeting.ended_at])


@inside_transaction
async def mark_invited(meeting: Meeting, *, now: datetime) -> None:
    """The first invitations are on their way; the caller holds the lock."""
    if meeting.status == MeetingStatus.PLANNED:
        await _set_status(meeting, MeetingStatus.INVITED, now)


@inside_transaction
async def move_meeting(
    meeting: Meeting, data: MeetingData, *, raise_sequence: bool, now: datetime
) -> None:
    """Stores title, time and place; the caller holds the lock and has compared the version."""
    for name, value in vars(data).items():
        setattr(meeting, name, value)
    meeting.sequence += 1 if raise_sequence else 0
    meeting.version += 1
    meeting.updated_at = now
    await meeting.save()


@inside_transaction
async def mark_cancelled(
    meeting: Meeting, reason: str, *, raise_sequence: bool, now: datetime
) -> None:
    """The caller holds the lock and tells the invited."""
    meeting.cancel_reason = reason
    meeting.sequence += 1 if raise_sequence else 0
    await meeting.save([Meeting.cancel_reason, Meeting.sequence])
    await _set_status(meeting, MeetingStatus.CANCELLED, now)


async def _set_status(meeting: Meeting, status: MeetingStatus, now: datetime) -> None:
    meeting.status = status
    meeting.version += 1
    meeting.updated_at = now
    await meeting.save([Meeting.status, Meeting.version, Meeting.updated_at])
