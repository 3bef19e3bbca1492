"""What the minutes read and note about who was there."""

import pytest

from app.core.clock import now
from app.core.db import transaction
from app.core.errors import NotFound
from app.invitations.operations.attendance import record_attendance
from app.invitations.queries import attendance_of
from app.invitations.tables import Attendance
from tests.cast import Cast
from tests.invitations.make import make_invitation
from tests.meetings.make import make_meeting


async def test_attendance_lists_the_invited_by_name(cast: Cast) -> None:
    meeting = await make_meeting(cast.group)
    await make_invitation(meeting, cast.paul)
    await make_invitation(meeting, cast.carla)
    await make_invitation(meeting, cast.bernd, revoked_at=now())
    rows = await attendance_of(meeting.id)
    assert [(row.name, row.traeger) for row in rows] == [
        ("Carla Cordes", cast.traeger.name),
        ("Paul Petersen", ""),
    ]


async def test_attendance_is_noted_for_invitations_of_this_meeting_only(cast: Cast) -> None:
    meeting, other = await make_meeting(cast.group), await make_meeting(cast.group)
    invitation = await make_invitation(meeting, cast.carla)
    async with transaction():
        await record_attendance(meeting.id, invitation.id, Attendance.EXCUSED)
    assert (await attendance_of(meeting.id))[0].attendance == Attendance.EXCUSED
    async with transaction():
        with pytest.raises(NotFound):
            await record_attendance(other.id, invitation.id, Attendance.PRESENT)
