"""Träger and the regions they work in."""

from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.people import access, rules
from app.people.forms import RegionData, TraegerData
from app.people.tables import Region, Traeger

REGION_ELSEWHERE = "Diese Region gibt es hier nicht. Bitte wählen Sie neu."


@inside_transaction
async def check_region(region_id: UUID | None, body_id: UUID) -> None:
    if region_id is not None:
        region = await Region.objects().where(Region.id == region_id).first()
        rules.check_same_body(region and region.body, body_id, REGION_ELSEWHERE)


@opens_transaction
async def create_traeger(
    actor: Actor, traeger_id: UUID, body_id: UUID, data: TraegerData, *, now: datetime
) -> None:
    """The same id a second time changes nothing."""
    access.check_office(actor, body_id)
    await check_region(data.region_id, body_id)
    traeger = Traeger(
        id=traeger_id,
        body=body_id,
        name=data.name,
        side=data.side,
        region=data.region_id,
        created_at=now,
    )
    if await Traeger.insert(traeger).on_conflict(action="DO NOTHING"):
        await audit.record(actor, "traeger.created", traeger_id, body_id=body_id, side=data.side)


@opens_transaction
async def change_traeger(actor: Actor, traeger_id: UUID, data: TraegerData) -> None:
    traeger = await access.traeger_to_change(actor, traeger_id)
    await check_region(data.region_id, traeger.body)
    traeger.name, traeger.side, traeger.region = data.name, data.side, data.region_id
    await traeger.save([Traeger.name, Traeger.side, Traeger.region])
    await audit.record(
        actor, "traeger.changed", traeger_id, body_id=traeger.body, side=traeger.side
    )


@opens_transaction
async def create_region(actor: Actor, body_id: UUID, data: RegionData) -> None:
    access.check_office(actor, body_id)
    region = Region(id=data.id, body=body_id, name=data.name, municipalities=data.municipalities)
    if await Region.insert(region).on_conflict(action="DO NOTHING"):
        await audit.record(actor, "region.created", data.id, body_id=body_id)
