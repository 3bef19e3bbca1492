from uuid import UUID

from app.invitations.tables import Invitation
from app.replies.tables import Outcome
from tests.cast import Cast
from tests.replies.waiting import make_mail


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    """Somebody whose sender is not proven has answered for Carla."""
    found = await Invitation.objects().where(Invitation.id == UUID(world["invitation_id"])).first()
    assert found is not None
    mail = await make_mail(
        cast.body, Outcome.HELD, partstat="ACCEPTED", meeting=found.meeting, invitation=found.id,
        person=cast.carla.id, sequence=0,
    )  # fmt: skip
    world["inbound_id"] = str(mail.id)
