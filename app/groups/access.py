"""Who may see and change a group. Every list of group content filters with these functions."""

from uuid import UUID

from piccolo.columns import Column, Or, Where
from piccolo.columns.combination import WhereRaw

from app.core.actor import Actor
from app.core.errors import Forbidden, NotFound, existing
from app.groups.tables import Group, Insight, Membership
from app.people.access import check_office, in_offices_of
from app.people.tables import Body


def may_read(actor: Actor, group: Group) -> bool:
    return group.body in actor.office_of or group.id in actor.member_of


def may_lead(actor: Actor, group: Group) -> bool:
    """Meetings, invitations, agenda, members: the office and who leads the group."""
    return group.body in actor.office_of or group.id in actor.leads


def insight_of(actor: Actor, group: Group) -> Insight | None:
    """How much readers see of each other; None, all of it, for the office and who leads."""
    return None if may_lead(actor, group) else Insight(group.insight)


def may_write_minutes(actor: Actor, group: Group) -> bool:
    return may_lead(actor, group) or group.id in actor.writes


def readable_by(
    actor: Actor, group: Column = Group.id, body: Column = Group.body
) -> Where | Or | WhereRaw:
    """For lists: pass the columns of a join, such as Meeting.group and Meeting.group.body."""
    office = in_offices_of(actor, body)
    if not actor.member_of:
        return office
    return Or(office, group.is_in(list(actor.member_of)))


async def group_to_read(actor: Actor, group_id: UUID) -> Group:
    group = await Group.objects().where(Group.id == group_id).first()
    if group is None or not may_read(actor, group):
        raise NotFound
    return group


async def group_to_lead(actor: Actor, group_id: UUID) -> Group:
    """For pages that only the leading may open; locks nothing."""
    group = await group_to_read(actor, group_id)
    if not may_lead(actor, group):
        raise Forbidden
    return group


async def group_to_change(actor: Actor, group_id: UUID) -> Group:
    """Locked; inside a transaction."""
    group = await Group.objects().where(Group.id == group_id).lock_rows("UPDATE").first()
    if group is None or not may_read(actor, group):
        raise NotFound
    if not may_lead(actor, group):
        raise Forbidden
    return group


async def group_of_office(actor: Actor, group_id: UUID) -> Group:
    """For pages of the office about a group's own data; locks nothing."""
    group = await group_to_read(actor, group_id)
    check_office(actor, group.body)
    return group


async def group_to_settle(actor: Actor, group_id: UUID) -> Group:
    """Only the office. First the body is locked, then the group: changes of the tree and of
    successions go one after the other, else two at once could close a circle. Inside a transaction.
    """
    body_id = (await group_of_office(actor, group_id)).body
    await Body.objects().where(Body.id == body_id).lock_rows("NO KEY UPDATE").first()
    return await group_to_change(actor, group_id)


async def membership_of(group_id: UUID, membership_id: UUID) -> Membership:
    """Of a group that the caller has loaded by right."""
    return existing(
        await Membership.objects()
        .where(Membership.id == membership_id, Membership.group == group_id)
        .first()
    )
