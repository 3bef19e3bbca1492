"""What the minutes note about who was there."""

import pytest

from app.core.db import transaction
from app.core.errors import NotFound
from app.invitations.operations.attendance import Noted, record_attendance
from app.invitations.tables import Attendance
from tests.cast import Cast
from tests.invitations.make import make_invitation
from tests.meetings.make import make_meeting


async def test_attendance_is_noted_for_invitations_of_this_meeting_only(cast: Cast) -> None:
    meeting, other = await make_meeting(cast.group), await make_meeting(cast.group)
    invitation = await make_invitation(meeting, cast.carla)
    async with transaction():
        await record_attendance(meeting.id, invitation.id, Noted(Attendance.EXCUSED))
        with pytest.raises(NotFound):
            await record_attendance(other.id, invitation.id, Noted(Attendance.PRESENT))
    await invitation.refresh()
    assert invitation.attendance == Attendance.EXCUSED
