"""Who removes passages: who leads the group and the office. Everybody else in it gets 403."""

from uuid import UUID

from app.core.actor import Actor
from app.core.db import inside_transaction
from app.groups.tables import Group
from app.meetings import access as meetings
from app.meetings.tables import Meeting
from app.minutes import access as minutes_access
from app.minutes.tables import Minutes

OF_GROUP = """SELECT id FROM minutes WHERE meeting IN (SELECT id FROM meeting WHERE "group" = {})
ORDER BY id FOR UPDATE"""


async def minutes_to_redact(actor: Actor, meeting_id: UUID) -> tuple[Meeting, Group, Minutes]:
    """Locks nothing."""
    return await minutes_access.minutes_to_lead(actor, meeting_id)


@inside_transaction
async def all_minutes_to_redact(actor: Actor, meeting_id: UUID) -> tuple[Group, Minutes]:
    """All minutes of the group are locked: nobody writes what is being removed."""
    _, group = await meetings.meeting_to_lead(actor, meeting_id)
    await Minutes.raw(OF_GROUP, group.id)
    return group, await minutes_access.minutes_of(meeting_id)
