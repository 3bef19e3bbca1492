from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.clock import berlin
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import NotFound, StaleVersion
from app.groups.access import group_to_settle
from app.groups.forms.editing import GroupChange
from app.groups.forms.setting_up import GroupData
from app.groups.operations.rules import add_rules
from app.groups.queries import heads
from app.groups.queries import past as earlier
from app.groups.rules import life
from app.groups.rules.seats import rules_in_words, seats_of
from app.groups.tables import Group, GroupKind, GroupStatus
from app.people.access import check_office

CHANGEABLE = [
    Group.kind, Group.parent, Group.status, Group.version, Group.starts_on, Group.ends_on,
    Group.purpose, Group.notice_days, Group.objection_days, Group.quorum, Group.quorum_number,
    Group.insight, Group.agenda_template, Group.agenda_numbers, Group.proposal_days,
    Group.remind_answers, Group.remind_meeting, Group.remind_minutes, Group.remind_tasks,
    Group.leading_weeks, Group.approval, Group.minutes_days, Group.minutes_clock,
    Group.mail_minutes_sent, Group.mail_minutes_corrected,
    Group.mail_minutes_approved,
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
    lines = seats_of(data.seat_rules)
    await add_rules(data.id, [rule for line in lines for rule in rules_in_words(line)])
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
    """Only the office. Raises StaleVersion, or RuleViolation for what the group cannot become."""
    group = await group_to_settle(actor, group_id)
    if group.version != change.version:
        raise StaleVersion(await _who_was_faster(group_id))
    past, before = await earlier.past_of(group_id), GroupStatus(group.status)
    life.check_kind(group.name, GroupKind(group.kind), change.kind, past)
    life.check_status(before, change.status, past)
    await _check_place(group, change.parent_id)
    today = berlin(now).date()
    ends_on = life.reopened_until(before, change.status, change.ends_on, today)
    for name, value in vars(change).items():
        setattr(group, name.removesuffix("_id"), value)
    group.ends_on = life.last_day_of_group(change.status, change.starts_on, ends_on, today)
    group.version = change.version + 1
    await group.save(CHANGEABLE)
    await audit.record(
        actor, "group.changed", group_id, body_id=group.body, status=change.status, kind=change.kind
    )


async def _check_place(group: Group, parent_id: UUID | None) -> None:
    """Raises RuleViolation for a parent from elsewhere, or below the group itself."""
    if parent_id is None or parent_id == group.parent:
        return
    parent = await Group.objects().where(Group.id == parent_id).first()
    life.check_parent(parent, body_id=group.body)
    levels = await earlier.levels_of(group.body)
    life.check_no_circle(group.id, parent_id, levels.above, levels.names)


async def _who_was_faster(group_id: UUID) -> str:
    change = await heads.last_change(group_id)
    who, when = (change[0], f" um {berlin(change[1]):%H:%M} Uhr") if change else ("Jemand", "")
    return f"{who} hat diese Gruppe{when} geändert. Beide Fassungen stehen nebeneinander."
