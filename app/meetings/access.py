from uuid import UUID

from app.core.actor import Actor
from app.core.errors import Forbidden, NotFound
from app.groups import access as groups
from app.groups.tables import Group
from app.meetings.tables import Meeting


async def _meeting_with_group(meeting_id: UUID) -> tuple[Meeting, Group] | None:
    meeting = await Meeting.objects(Meeting.group).where(Meeting.id == meeting_id).first()
    return (meeting, meeting.group) if meeting else None


async def _locked_meeting_with_group(actor: Actor, meeting_id: UUID) -> tuple[Meeting, Group]:
    locked = await Meeting.objects().where(Meeting.id == meeting_id).lock_rows("UPDATE").first()
    if locked is None:
        raise NotFound
    group = await Group.objects().where(Group.id == locked.group).first()
    if group is None or not groups.may_read(actor, group):
        raise NotFound
    return locked, group


async def meeting_to_read(actor: Actor, meeting_id: UUID) -> tuple[Meeting, Group]:
    """For members and the office; guests read through invitations.access.meeting_to_attend."""
    found = await _meeting_with_group(meeting_id)
    if found is None or not groups.may_read(actor, found[1]):
        raise NotFound
    return found


async def meeting_to_lead(actor: Actor, meeting_id: UUID) -> tuple[Meeting, Group]:
    """For pages that only the leading may open; locks nothing."""
    meeting, group = await meeting_to_read(actor, meeting_id)
    if not groups.may_lead(actor, group):
        raise Forbidden
    return meeting, group


async def meeting_to_change(actor: Actor, meeting_id: UUID) -> tuple[Meeting, Group]:
    """The meeting is locked; inside a transaction."""
    locked, group = await _locked_meeting_with_group(actor, meeting_id)
    if not groups.may_lead(actor, group):
        raise Forbidden
    return locked, group


async def meeting_to_prepare(actor: Actor, meeting_id: UUID) -> tuple[Meeting, Group]:
    """For the agenda's pages: also who keeps the minutes; locks nothing."""
    meeting, group = await meeting_to_read(actor, meeting_id)
    if not groups.may_write_minutes(actor, group):
        raise Forbidden
    return meeting, group


async def meeting_to_run(actor: Actor, meeting_id: UUID) -> tuple[Meeting, Group]:
    """Agenda, begin and end: also who keeps the minutes. Locked; inside a transaction."""
    locked, group = await _locked_meeting_with_group(actor, meeting_id)
    if not groups.may_write_minutes(actor, group):
        raise Forbidden
    return locked, group
