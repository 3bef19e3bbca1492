from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.clock import berlin
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import NotFound, StaleVersion
from app.groups.access import group_to_change
from app.groups.forms.editing import GroupChange
from app.groups.forms.setting_up import GroupData
from app.groups.operations.rules import add_rules
from app.groups.queries import heads
from app.groups.rules import life
from app.groups.rules.seats import rule_in_words, seats_of
from app.groups.tables import Group
from app.people.access import check_office

CHANGEABLE = [
    Group.name, Group.status, Group.version, Group.former_names, Group.ends_on, Group.purpose,
    Group.objection_days, Group.agenda_template,
]  # fmt: skip


@inside_transaction
async def add_group(actor: Actor, data: GroupData, *, now: datetime) -> Group:
    """The same id a second time changes nothing and gives the first group.

    Raises RuleViolation when the parent belongs to another body.
    """
    check_office(actor, data.body_id)
    if data.parent_id is not None:
        parent = await Group.objects().where(Group.id == data.parent_id).first()
        life.check_parent(parent, body_id=data.body_id)
    group = Group(
        id=data.id,
        body=data.body_id,
        name=data.name,
        kind=data.kind,
        parent=data.parent_id,
        purpose=data.purpose,
        starts_on=data.starts_on,
        status=life.first_status(data.starts_on, berlin(now).date()),
        created_at=now,
    )
    if not await Group.insert(group).on_conflict(action="DO NOTHING"):
        return await _already_there(data)
    await add_rules(data.id, [rule_in_words(line) for line in seats_of(data.seat_rules)])
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


@opens_transaction
async def change_group(actor: Actor, group_id: UUID, change: GroupChange, *, now: datetime) -> None:
    """Only the office. Raises StaleVersion, or RuleViolation for an end before the beginning."""
    group = await group_to_change(actor, group_id)
    check_office(actor, group.body)
    if group.version != change.version:
        raise StaleVersion(await _who_was_faster(group_id))
    renamed = group.name != change.name
    group.former_names = life.former_names(group.former_names, group.name, change.name)
    group.ends_on = life.last_day_of_group(
        change.status, group.starts_on, change.ends_on, berlin(now).date()
    )
    group.name, group.status, group.version = change.name, change.status, group.version + 1
    group.purpose = change.purpose
    group.objection_days, group.agenda_template = change.objection_days, change.agenda_template
    await group.save(CHANGEABLE)
    await audit.record(
        actor, "group.changed", group_id, body_id=group.body, status=change.status, renamed=renamed
    )


async def _who_was_faster(group_id: UUID) -> str:
    change = await heads.last_change(group_id)
    who, when = (change[0], f" um {berlin(change[1]):%H:%M} Uhr") if change else ("Jemand", "")
    return f"{who} hat diese Gruppe{when} geändert. Beide Fassungen stehen nebeneinander."
