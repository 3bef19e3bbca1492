from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import opens_transaction
from app.core.errors import RuleViolation
from app.people import access
from app.people.forms.regions import RegionData
from app.people.queries.regions import use_of
from app.people.tables import Region

BY_TRAEGER = "In dieser Region arbeiten noch Träger. Nehmen Sie sie dort zuerst heraus."
BY_RULE = (
    "Eine Besetzungsregel einer Gruppe verlangt Vertretungen dieser Region. Ändern Sie zuerst "
    "jene Regel."
)


@opens_transaction
async def create_region(actor: Actor, region_id: UUID, body_id: UUID, data: RegionData) -> None:
    """The same id a second time changes nothing."""
    access.check_office(actor, body_id)
    region = Region(id=region_id, body=body_id, name=data.name, municipalities=data.municipalities)
    if await Region.insert(region).on_conflict(action="DO NOTHING"):
        await audit.record(actor, "region.created", region_id, body_id=body_id)


@opens_transaction
async def change_region(actor: Actor, region_id: UUID, data: RegionData) -> None:
    region = await access.region_to_change(actor, region_id)
    region.name, region.municipalities = data.name, data.municipalities
    await region.save([Region.name, Region.municipalities])
    await audit.record(actor, "region.changed", region_id, body_id=region.body)


@opens_transaction
async def delete_region(actor: Actor, region_id: UUID) -> None:
    """Raises RuleViolation while something points to it."""
    region = await access.region_to_change(actor, region_id)
    use = await use_of(region_id)
    if use.by_traeger or use.by_rule:
        raise RuleViolation(BY_TRAEGER if use.by_traeger else BY_RULE)
    await Region.delete().where(Region.id == region_id)
    await audit.record(actor, "region.deleted", region_id, body_id=region.body)
