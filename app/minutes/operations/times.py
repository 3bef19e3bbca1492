from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import opens_transaction
from app.meetings.operations import meetings
from app.minutes import access
from app.minutes.listening import tell_people
from app.minutes.times_form import Times


@opens_transaction
async def note_times(actor: Actor, meeting_id: UUID, times: Times) -> None:
    """Corrects what the buttons noted, or replaces them where nobody pressed them."""
    meeting, group, minutes = await access.minutes_to_change(actor, meeting_id)
    if (meeting.began_at, meeting.ended_at) == (times.began_at, times.ended_at):
        return
    await meetings.note_times(meeting, times.began_at, times.ended_at)
    await tell_people(meeting_id)
    await audit.record(actor, "minutes.times_noted", minutes.id, body_id=group.body)
