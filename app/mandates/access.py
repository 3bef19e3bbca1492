"""Who may see and move mandates; the decision points they come from follow their Vorlage."""

from uuid import UUID

from app.core.actor import Actor
from app.core.errors import Forbidden, NotFound, existing
from app.groups import access as groups
from app.groups.tables import Group
from app.mandates.tables import Mandate
from app.vorlagen import access as vorlagen
from app.vorlagen.tables import DecisionPoint, Vorlage


def may_move(actor: Actor, group: Group) -> bool:
    """Who leads the group or writes its minutes, where states change."""
    return groups.may_write_minutes(actor, group)


def may_open_group(actor: Actor, group_id: UUID, body_id: UUID) -> bool:
    """For rows of a join that hold only the two ids."""
    return groups.may_read(actor, Group(id=group_id, body=body_id))


def may_open_vorlage(
    actor: Actor, body_id: UUID, committee_id: UUID | None, visibility: str
) -> bool:
    """For rows of a join that hold only what the right depends on."""
    return vorlagen.may_read_of(actor, body_id, visibility, committee_id)


async def mandate_to_read(actor: Actor, mandate_id: UUID) -> tuple[Mandate, Group]:
    mandate = await Mandate.objects(Mandate.group).where(Mandate.id == mandate_id).first()
    if mandate is None or not groups.may_read(actor, mandate.group):
        raise NotFound
    return mandate, mandate.group


async def mandate_to_move(actor: Actor, mandate_id: UUID) -> tuple[Mandate, Group]:
    """For pages that only who may move it may open; locks nothing."""
    mandate, group = await mandate_to_read(actor, mandate_id)
    if not may_move(actor, group):
        raise Forbidden
    return mandate, group


async def mandate_to_change(actor: Actor, mandate_id: UUID) -> tuple[Mandate, Group]:
    """The mandate is locked; inside a transaction."""
    locked = existing(
        await Mandate.objects().where(Mandate.id == mandate_id).lock_rows("UPDATE").first()
    )
    group = await groups.group_to_read(actor, locked.group)
    if not may_move(actor, group):
        raise Forbidden
    return locked, group


async def point_for_office(actor: Actor, point_id: UUID) -> tuple[DecisionPoint, Vorlage]:
    """For pages of the body's Koordination; locks nothing."""
    point = existing(await DecisionPoint.objects().where(DecisionPoint.id == point_id).first())
    vorlage = await vorlagen.vorlage_to_read(actor, point.vorlage)
    if vorlage.body not in actor.office_of:
        raise Forbidden
    return point, vorlage


async def point_to_change(actor: Actor, point_id: UUID) -> tuple[DecisionPoint, Vorlage]:
    """The Vorlage is locked; inside a transaction."""
    point = existing(await DecisionPoint.objects().where(DecisionPoint.id == point_id).first())
    return point, await vorlagen.vorlage_to_change(actor, point.vorlage)
