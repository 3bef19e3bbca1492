from datetime import datetime

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.clock import berlin
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import NotFound
from app.groups import rules
from app.groups.forms import GroupData
from app.groups.tables import Group
from app.people.access import check_office


@inside_transaction
async def add_group(actor: Actor, data: GroupData, *, now: datetime) -> Group:
    """The same id a second time changes nothing and gives the first group.

    Raises RuleViolation when the parent belongs to another body.
    """
    check_office(actor, data.body_id)
    if data.parent_id is not None:
        parent = await Group.objects().where(Group.id == data.parent_id).first()
        rules.check_parent(parent, body_id=data.body_id)
    group = Group(
        id=data.id,
        body=data.body_id,
        name=data.name,
        kind=data.kind,
        parent=data.parent_id,
        purpose=data.purpose,
        seat_rules=data.seat_rules,
        starts_on=data.starts_on,
        status=rules.first_status(data.starts_on, berlin(now).date()),
        created_at=now,
    )
    if not await Group.insert(group).on_conflict(action="DO NOTHING"):
        return await _already_there(data)
    await audit.record(actor, "group.created", group.id, body_id=data.body_id, kind=data.kind)
    return group


async def _already_there(data: GroupData) -> Group:
    group = await Group.objects().where(Group.id == data.id).first()
    if group is None or group.body != data.body_id:
        raise NotFound
    return group


@opens_transaction
async def create_group(actor: Actor, data: GroupData, *, now: datetime) -> Group:
    return await add_group(actor, data, now=now)
