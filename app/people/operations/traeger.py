from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import NotFound, RuleViolation, StaleVersion
from app.people import access, rules
from app.people.forms.traeger import TraegerData
from app.people.operations.persons import CHANGED
from app.people.queries.traeger import with_all_above
from app.people.tables import Region, Traeger, TraegerRegion

REGION_ELSEWHERE = "Diese Region gibt es hier nicht. Bitte wählen Sie neu."
# Two changes at once could each be free of circles and together make one.
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('associations of Träger', 0))"
CHANGEABLE = [
    Traeger.name, Traeger.side, Traeger.parent, Traeger.contact_mail, Traeger.starts_on,
    Traeger.ends_on, Traeger.version,
]  # fmt: skip


@opens_transaction
async def create_traeger(
    actor: Actor, traeger_id: UUID, body_id: UUID, data: TraegerData, *, now: datetime
) -> None:
    """The same id a second time changes nothing. Raises RuleViolation."""
    access.check_office(actor, body_id)
    known = await Traeger.objects().where(Traeger.id == traeger_id).first()
    if known is not None:
        if known.body != body_id:
            raise NotFound
        return
    traeger = Traeger(id=traeger_id, body=body_id, created_at=now)
    await _fill(traeger, data)
    if not await Traeger.insert(traeger).on_conflict(action="DO NOTHING"):
        return  # submitted twice at the same moment
    await _work_in(traeger_id, data.region_ids)
    await audit.record(actor, "traeger.created", traeger_id, body_id=body_id, side=data.side)


@opens_transaction
async def change_traeger(
    actor: Actor, traeger_id: UUID, data: TraegerData, *, version: int
) -> None:
    """`version` is the one that was read. Raises StaleVersion, RuleViolation."""
    await Traeger.raw(LOCK)
    traeger = await access.traeger_to_change(actor, traeger_id)
    if traeger.version != version:
        raise StaleVersion(CHANGED)
    await _fill(traeger, data)
    traeger.version += 1
    await traeger.save(CHANGEABLE)
    await _work_in(traeger_id, data.region_ids)
    await audit.record(
        actor, "traeger.changed", traeger_id, body_id=traeger.body, side=traeger.side
    )


@inside_transaction
async def _fill(traeger: Traeger, data: TraegerData) -> None:
    if data.parent_id is not None:
        parent = await Traeger.objects().where(Traeger.id == data.parent_id).first()
        rules.check_same_body(parent and parent.body, traeger.body, rules.TRAEGER_ELSEWHERE)
        rules.check_no_circle(traeger.id, await with_all_above(data.parent_id))
    if data.region_ids and await _count_here(data.region_ids, traeger.body) != len(data.region_ids):
        raise RuleViolation(REGION_ELSEWHERE)
    traeger.name, traeger.side, traeger.parent = data.name, data.side, data.parent_id
    traeger.contact_mail = data.contact_mail
    traeger.starts_on, traeger.ends_on = data.starts_on, data.ends_on


async def _count_here(region_ids: tuple[UUID, ...], body_id: UUID) -> int:
    here = (Region.id.is_in(list(region_ids))) & (Region.body == body_id)
    return int(await Region.count().where(here))


@inside_transaction
async def _work_in(traeger_id: UUID, region_ids: tuple[UUID, ...]) -> None:
    own = TraegerRegion.traeger == traeger_id
    known = {row["region"] for row in await TraegerRegion.select(TraegerRegion.region).where(own)}
    if gone := known - set(region_ids):
        await TraegerRegion.delete().where(own, TraegerRegion.region.is_in(list(gone)))
    new = [TraegerRegion(traeger=traeger_id, region=id_) for id_ in region_ids if id_ not in known]
    if new:
        await TraegerRegion.insert(*new)
