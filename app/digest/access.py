from uuid import UUID

from app.core.actor import Actor
from app.core.errors import Forbidden, NotFound, existing
from app.digest.tables import Digest
from app.groups import access as groups
from app.groups.tables import COMMITTEES, Group


async def committee_to_inform(actor: Actor, group_id: UUID) -> Group:
    """The office sends; members of the committee only read what they get."""
    group = await groups.group_to_read(actor, group_id)
    if group.kind not in COMMITTEES:
        raise NotFound
    if group.body not in actor.office_of:
        raise Forbidden
    return group


async def own_committee(actor: Actor, group_id: UUID) -> Group:
    group = await groups.group_to_read(actor, group_id)
    if group.kind not in COMMITTEES or group.id not in actor.member_of:
        raise NotFound
    return group


async def own_digest(actor: Actor, digest_id: UUID) -> Digest:
    return existing(
        await Digest.objects(Digest.subscription)
        .where(Digest.id == digest_id, Digest.subscription.person == actor.person_id)
        .first()
    )
