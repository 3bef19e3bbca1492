from uuid import UUID

from app.core.db import inside_transaction
from app.core.errors import NotFound
from app.invitations.tables import Attendance, Invitation


@inside_transaction
async def record_attendance(meeting_id: UUID, invitation_id: UUID, attendance: Attendance) -> None:
    """Who was there, as the minutes note it; the caller has checked the right and audits.

    Raises NotFound for an invitation of another meeting or a revoked one.
    """
    changed = (
        await Invitation.update({Invitation.attendance: attendance})
        .where(
            Invitation.id == invitation_id,
            Invitation.meeting == meeting_id,
            Invitation.revoked_at.is_null(),
        )
        .returning(Invitation.id)
    )
    if not changed:
        raise NotFound
