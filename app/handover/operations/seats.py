"""The role goes from one membership to another; the day before is the last of the old one."""

from uuid import UUID, uuid4

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction
from app.groups.access import membership_of
from app.groups.tables import Group, Membership, Role
from app.handover.rules import After, Choice, GroupPlan
from app.people.queries.affiliations import affiliations_of

COLUMNS = (
    "group", "person", "traeger", "standing", "deputy_of", "seat", "rule", "until",
    "invite_by_default",
)  # fmt: skip


@inside_transaction
async def pass_role(actor: Actor, group: Group, plan: GroupPlan, choice: Choice) -> None:
    """The caller has locked the group."""
    if plan.role is None:
        return
    if plan.giver_seat is not None:
        row = await membership_of(group.id, plan.giver_seat.membership_id)
        if choice.after == After.LEAVES:
            await _end(row, choice)
        else:
            await _change_role(row, Role.MITGLIED, choice)
        await _note(actor, group, row.id, choice, role=Role.MITGLIED, leaves=choice.after)
    if plan.taker_seat is not None:
        row = await membership_of(group.id, plan.taker_seat.membership_id)
        new_id = await _change_role(row, plan.role, choice)
    else:
        new_id = await _begin(group, plan, choice)
    await _note(actor, group, new_id, choice, role=plan.role)


async def _note(
    actor: Actor, group: Group, membership_id: UUID, choice: Choice, **details: str
) -> None:
    await audit.record(
        actor, "membership.role_passed", membership_id, body_id=group.body, group=group.id,
        since=choice.starts_on, **details,
    )  # fmt: skip


async def _end(row: Membership, choice: Choice) -> None:
    """One that would begin only now is gone altogether, as when somebody is struck off."""
    if row.since >= choice.starts_on:
        await Membership.delete().where(Membership.id == row.id)
        return
    row.until = choice.last_day
    row.version += 1
    await row.save([Membership.until, Membership.version])


async def _change_role(row: Membership, role: Role, choice: Choice) -> UUID:
    """A new row from the day, so that the history tells both; its deputies follow."""
    if row.since >= choice.starts_on:
        row.role = role
        row.version += 1
        await row.save([Membership.role, Membership.version])
        return UUID(str(row.id))
    values = {column: getattr(row, column) for column in COLUMNS}
    new = Membership(id=uuid4(), role=role, since=choice.starts_on, **values)
    await _end(row, choice)
    await new.save()
    await Membership.update({Membership.deputy_of: new.id}).where(
        Membership.deputy_of == row.id,
        Membership.until.is_null() | (Membership.until >= choice.starts_on),
    )
    return UUID(str(new.id))


async def _begin(group: Group, plan: GroupPlan, choice: Choice) -> UUID:
    working = [row for row in await affiliations_of(choice.taker.id) if row.until is None]
    new = Membership(
        id=uuid4(),
        group=group.id,
        person=choice.taker.id,
        traeger=working[0].traeger_id if len(working) == 1 else None,
        role=plan.role,
        standing=choice.standing,
        since=choice.starts_on,
        until=plan.until,
    )
    await new.save()
    return UUID(str(new.id))
