from uuid import UUID

from app.meetings.tables import Meeting, MeetingSeries
from tests.cast import Cast
from tests.invitations.sent import make_invitation
from tests.invitations.series import make_series, make_series_invitation

__all__ = ["make_invitation"]


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    """Carla is invited to the meeting that tests/meetings/make.py built."""
    meeting = await Meeting.objects().where(Meeting.id == UUID(world["meeting_id"])).first()
    assert meeting is not None
    invitation = await make_invitation(meeting, cast.carla)
    world["invitation_id"] = str(invitation.id)
    series = await series_of(cast, world)
    for name in ("bernd", "carla", "paul", "gustav", "doris"):
        if name in cast.people:
            await make_series_invitation(series, cast.people[name])


async def series_of(cast: Cast, world: dict[str, str]) -> MeetingSeries:
    """The one that another feature has put into the world, or a new one."""
    known = world.get("series_id")
    found = (
        await MeetingSeries.objects().where(MeetingSeries.id == UUID(known)).first()
        if known
        else None
    )
    series = found or await make_series(cast.group)
    world["series_id"] = str(series.id)
    return series
