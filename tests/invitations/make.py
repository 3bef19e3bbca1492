from uuid import UUID

from app.meetings.tables import Meeting, MeetingSeries
from tests.cast import Cast
from tests.invitations.sent import make_invitation
from tests.invitations.series_rows import make_series_invitation

__all__ = ["make_invitation", "make_series_invitation"]


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    """Carla is invited to the meeting and the series that are there already."""
    meeting = await Meeting.objects().where(Meeting.id == UUID(world["meeting_id"])).first()
    assert meeting is not None
    invitation = await make_invitation(meeting, cast.carla)
    world["invitation_id"] = str(invitation.id)
    series = (
        await MeetingSeries.objects().where(MeetingSeries.id == UUID(world["series_id"])).first()
    )
    assert series is not None
    for name in ("bernd", "paul", "gustav", "doris"):
        if name in cast.people:
            await make_series_invitation(series, cast.people[name])
    world["series_invitation_id"] = str((await make_series_invitation(series, cast.carla)).id)
