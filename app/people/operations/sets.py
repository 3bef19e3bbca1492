"""Lists of Träger."""

from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import NotFound, RuleViolation
from app.people import access, rules
from app.people.forms.sets import SetData
from app.people.queries.sets import is_used
from app.people.tables import Traeger, TraegerInSet, TraegerSet

USED = (
    "Eine Besetzungsregel einer Gruppe verweist auf diese Liste. Ändern Sie zuerst jene Regel; "
    "danach können Sie die Liste löschen."
)


@opens_transaction
async def create_set(actor: Actor, set_id: UUID, body_id: UUID, data: SetData) -> None:
    """The same id a second time changes nothing. Raises RuleViolation for a Träger of elsewhere."""
    access.check_office(actor, body_id)
    known = await TraegerSet.objects().where(TraegerSet.id == set_id).first()
    if known is not None:
        if known.body != body_id:
            raise NotFound
        return
    new = TraegerSet(id=set_id, body=body_id, name=data.name)
    if await TraegerSet.insert(new).on_conflict(action="DO NOTHING"):
        await _gather(new, data.traeger_ids)
        await audit.record(actor, "traeger_set.created", set_id, body_id=body_id)


@opens_transaction
async def change_set(actor: Actor, set_id: UUID, data: SetData) -> None:
    """Raises RuleViolation for a Träger of elsewhere."""
    found = await access.set_to_change(actor, set_id)
    found.name = data.name
    await found.save([TraegerSet.name])
    await _gather(found, data.traeger_ids)
    await audit.record(
        actor, "traeger_set.changed", set_id, body_id=found.body, members=len(data.traeger_ids)
    )


@opens_transaction
async def delete_set(actor: Actor, set_id: UUID) -> None:
    """Raises RuleViolation while a seat rule points to it."""
    found = await access.set_to_change(actor, set_id)
    if await is_used(set_id):
        raise RuleViolation(USED)
    await TraegerSet.delete().where(TraegerSet.id == set_id)
    await audit.record(actor, "traeger_set.deleted", set_id, body_id=found.body)


@inside_transaction
async def _gather(found: TraegerSet, traeger_ids: tuple[UUID, ...]) -> None:
    wanted, own = set(traeger_ids), TraegerInSet.traeger_set == found.id
    if wanted and await _count_here(wanted, found.body) != len(wanted):
        raise RuleViolation(rules.TRAEGER_ELSEWHERE)
    known = {row["traeger"] for row in await TraegerInSet.select(TraegerInSet.traeger).where(own)}
    if gone := known - wanted:
        await TraegerInSet.delete().where(own, TraegerInSet.traeger.is_in(list(gone)))
    new = [TraegerInSet(traeger_set=found.id, traeger=id_) for id_ in wanted - known]
    if new:
        await TraegerInSet.insert(*new)


async def _count_here(traeger_ids: set[UUID], body_id: UUID) -> int:
    here = (Traeger.id.is_in(list(traeger_ids))) & (Traeger.body == body_id)
    return int(await Traeger.count().where(here))
