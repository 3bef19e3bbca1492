"""One group goes on with the work of another; several into one are a merger."""

from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.clock import berlin
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import RuleViolation
from app.groups.access import group_to_settle
from app.groups.forms.setting_up import GroupData
from app.groups.operations.groups import add_group
from app.groups.rules.life import ENDED
from app.groups.tables import COMMITTEES, Group, GroupKind, GroupStatus, Succession
from app.mandates.operations.proposals import close_open
from app.succession.forms.handing_on import HandingOn
from app.succession.operations import moving_in
from app.succession.operations.ending import OVER, call_all_off, leftovers_as_seen
from app.succession.operations.handing import settle
from app.succession.queries.heirs import successors_in
from app.succession.queries.papers import check_readable
from app.succession.rules import check_no_circle, last_day_before
from app.web.filters import datum

NO_SUCCESSOR = "Diese Gruppe kann nicht nachfolgen. Bitte wählen Sie eine andere."


@opens_transaction
async def hand_on(actor: Actor, group_id: UUID, data: HandingOn, *, now: datetime) -> UUID:
    """Everything at once; returns the successor's id.

    Raises RuleViolation for a group that is over, a day to come, a circle, or when more is open
    than the preview showed.
    """
    group = await group_to_settle(actor, group_id)
    if group.status in ENDED:
        raise RuleViolation(OVER)
    last_day = last_day_before(data.on_day, berlin(now).date(), group.starts_on)
    await check_readable(actor, data.vorlage_id, group.body)
    left = await leftovers_as_seen(group, data.seen, now)
    successor = await _successor(actor, group, data, now=now)
    await _move(group, successor, data)
    await settle(actor, group, successor, left, data.fate, now=now)
    why = (
        f"Die Gruppe ist abgeschlossen. Ab dem {datum(data.on_day)} führt „{successor.name}“ ihre "
        "Arbeit fort."
    )
    await close_open(actor, group, why, heir=successor, now=now)
    if data.cancel:
        reason = f"Die Arbeit der Gruppe führt {successor.name} fort."
        await call_all_off(actor, left, reason, now=now)
    group.status, group.ends_on = GroupStatus.FINISHED, last_day
    group.version += 1
    await group.save([Group.status, Group.ends_on, Group.version])
    await Succession(
        group=group.id, successor=successor.id, on_day=data.on_day, vorlage=data.vorlage_id,
        note=data.note,
    ).save()  # fmt: skip
    await audit.record(
        actor, "group.succeeded", group_id, body_id=group.body, successor=successor.id,
        on_day=data.on_day,
    )  # fmt: skip
    return successor.id


@inside_transaction
async def _successor(actor: Actor, group: Group, data: HandingOn, *, now: datetime) -> Group:
    if data.successor_id is None:
        new = GroupData(
            id=data.id, body_id=group.body, name=data.name, kind=GroupKind(group.kind),
            parent_id=group.parent, purpose=group.purpose, starts_on=data.on_day,
        )  # fmt: skip
        return await add_group(actor, new, now=now)
    found = await Group.objects().where(Group.id == data.successor_id).lock_rows("UPDATE").first()
    if found is None or found.id == group.id or found.body != group.body:
        raise RuleViolation(NO_SUCCESSOR)
    check_no_circle(group, found, await successors_in(group.body))
    if found.status in ENDED or (found.kind in COMMITTEES) != (group.kind in COMMITTEES):
        raise RuleViolation(NO_SUCCESSOR)
    if found.starts_on is not None and found.starts_on > data.on_day:
        raise RuleViolation(
            f"„{found.name}“ gibt es erst seit dem {found.starts_on:%d.%m.%Y}. Bitte wählen Sie "
            "diesen Tag oder einen späteren."
        )
    return found


@inside_transaction
async def _move(group: Group, successor: Group, data: HandingOn) -> None:
    rules: dict[UUID, UUID] = {}
    if data.rules or data.successor_id is None:
        rules = await moving_in.take_rules(group, successor, data.on_day)
    if data.members:
        await moving_in.take_members(group, successor, data.on_day, rules)
    if data.successor_id is None:
        await moving_in.take_origin(group, successor)
    await moving_in.take_groups_below(group, successor)
