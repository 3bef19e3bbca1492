"""Who was there, as the minute-taker confirms or corrects it."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import opens_transaction
from app.invitations.operations import attendance
from app.invitations.operations.attendance import Noted
from app.minutes import access
from app.minutes.listening import tell_people


@opens_transaction
async def record_attendance(actor: Actor, meeting_id: UUID, changes: Mapping[UUID, Noted]) -> None:
    """`changes` by invitation; of another meeting: NotFound."""
    _, group, minutes = await access.minutes_to_change(actor, meeting_id)
    for invitation_id, noted in changes.items():
        await attendance.record_attendance(meeting_id, invitation_id, noted)
    if changes:
        await tell_people(meeting_id)
        await audit.record(
            actor,
            "minutes.attendance_recorded",
            minutes.id,
            body_id=group.body,
            people=len(changes),
        )


@opens_transaction
async def add_walk_in(actor: Actor, meeting_id: UUID, person_id: UUID, *, now: datetime) -> None:
    """Somebody of the group who had no invitation; they are noted as present at once."""
    meeting, group, minutes = await access.minutes_to_change(actor, meeting_id)
    await attendance.add_walk_in(meeting, group, person_id, now=now)
    await tell_people(meeting_id)
    await audit.record(
        actor, "minutes.walk_in_added", minutes.id, body_id=group.body, person=str(person_id)
    )
