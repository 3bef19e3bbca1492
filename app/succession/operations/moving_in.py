"""What a successor takes over besides the work: rules, seats, groups below, the way back."""

from datetime import date
from uuid import UUID, uuid4

from app.core.db import inside_transaction
from app.groups.queries.lists import LIVING
from app.groups.queries.past import levels_of
from app.groups.rules.periods import Period
from app.groups.tables import CompositionRule, Group, Membership, Role
from app.succession.queries.heirs import seats_in
from app.succession.rules import DAY, move_of, role_there
from app.vorlagen.tables import GroupOrigin

RULES = (
    Group.notice_days, Group.objection_days, Group.quorum, Group.quorum_number, Group.insight,
    Group.agenda_template, Group.agenda_numbers, Group.proposal_days, Group.approval,
    Group.minutes_days, Group.minutes_clock, Group.leading_weeks, Group.mail_minutes_sent,
    Group.mail_minutes_corrected,
    Group.mail_minutes_approved,
)  # fmt: skip


@inside_transaction
async def take_rules(group: Group, successor: Group, on_day: date) -> dict[UUID, UUID]:
    """Old seat rule → its copy; a successor with seat rules of its own keeps those alone."""
    for column in RULES:
        setattr(successor, column._meta.name, getattr(group, column._meta.name))  # noqa: SLF001
    successor.version += 1
    await successor.save([*RULES, Group.version])
    if await CompositionRule.exists().where(CompositionRule.group == successor.id):
        return {}
    rules = await CompositionRule.objects().where(
        CompositionRule.group == group.id,
        (CompositionRule.until.is_null()) | (CompositionRule.until >= on_day),
    )
    copies: dict[UUID, UUID] = {}
    for rule in rules:
        copies[rule.id] = new = uuid4()
        values = rule.to_dict() | {"id": new, "group": successor.id, "since": on_day, "version": 1}
        await CompositionRule(**values).save()
    return copies


@inside_transaction
async def take_members(
    group: Group, successor: Group, on_day: date, rules: dict[UUID, UUID]
) -> None:
    """Who sits in the old group from that day on sits in the new one."""
    there = await seats_in(successor.id, on_day)
    members = await Membership.objects().where(Membership.group == group.id)
    seats: dict[UUID, UUID] = {}  # old membership → the person's in the new group
    joining: list[Membership] = []
    for member in members:
        period = Period(member.since, member.until)
        move = move_of(period, on_day, there.periods.get(member.person, []))
        if move is None:
            continue
        seats[member.id] = uuid4() if move.joins else there.seats[member.person]
        if move.joins:
            await _copy(
                member, move.joins, successor, seats[member.id], rules, leitung=there.has_leitung
            )
            joining.append(member)
    await _keep_deputies(joining, seats)
    await _leave(list(seats), on_day)


async def _keep_deputies(joining: list[Membership], seats: dict[UUID, UUID]) -> None:
    for member in joining:
        if member.deputy_of in seats:
            await Membership.update({Membership.deputy_of: seats[member.deputy_of]}).where(
                Membership.id == seats[member.id]
            )


async def _leave(seats: list[UUID], on_day: date) -> None:
    """The old seats end the day before; one that had not begun by then is gone."""
    old = Membership.id.is_in(seats)
    if seats:
        await Membership.delete().where(old, Membership.since >= on_day)
        await Membership.update({Membership.until: on_day - DAY}).where(old)


async def _copy(
    member: Membership,
    joins: Period,
    successor: Group,
    seat_id: UUID,
    rules: dict[UUID, UUID],
    *,
    leitung: bool,
) -> None:
    await Membership(
        id=seat_id,
        group=successor.id,
        person=member.person,
        traeger=member.traeger,
        role=role_there(Role(member.role), has_leitung=leitung),
        standing=member.standing,
        seat=member.seat,
        rule=rules.get(member.rule),
        since=joins.since,
        until=joins.until,
        invite_by_default=member.invite_by_default,
    ).save()


@inside_transaction
async def take_groups_below(group: Group, successor: Group) -> None:
    """They belong to the successor now, unless it stood below one of them."""
    levels = await levels_of(group.body)
    at, above = successor.parent, set()
    while at is not None and at not in above:
        above.add(at)
        at = levels.above.get(at)
    if group.id in above:
        successor.parent = group.parent
        await successor.save([Group.parent])
    await Group.update({Group.parent: successor.id}).where(
        Group.parent == group.id,
        Group.id.not_in([successor.id, *above]),
        Group.status.is_in(list(LIVING)),
    )


@inside_transaction
async def take_origin(group: Group, successor: Group) -> None:
    """A new group goes back to the point that set up the old one, until the office says otherwise."""
    origin = await GroupOrigin.objects().where(GroupOrigin.group == group.id).first()
    if origin is not None:
        await GroupOrigin(group=successor.id, decision_point=origin.decision_point).save()
