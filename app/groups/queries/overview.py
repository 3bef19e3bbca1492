from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.actor import Actor
from app.groups.access import may_lead
from app.groups.queries.heads import GroupHead, group_head
from app.groups.queries.lists import BY_NAME
from app.groups.queries.roster import SEATED, Listed, listed, roster
from app.groups.rules.seats import Parity, SeatState, Sitting, parity, seat_states
from app.groups.tables import Group, Standing


@dataclass(frozen=True)
class ChildRow:
    id: UUID
    name: str
    may_open: bool


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The group's page on one day."""

    head: GroupHead
    purpose: str
    children: list[ChildRow]
    listed: Listed
    seats: list[SeatState]
    parity: Parity
    may_lead: bool
    is_office: bool
    may_open_parent: bool


async def overview(actor: Actor, group: Group, on: date) -> Overview:
    head, members = await group_head(group), await roster(group.id, on)
    current = [member for member in members if member.period.holds(on)]
    sittings = [
        Sitting(member.seat, member.name, member.period)
        for member in members
        if member.standing in SEATED
    ]
    voting = [member.side for member in current if member.standing == Standing.VOTING]
    return Overview(
        head=head,
        purpose=group.purpose,
        children=await _children(actor, group),
        listed=await listed(actor, group, on),
        seats=seat_states(group.seat_rules, sittings, on),
        parity=parity(voting),
        may_lead=may_lead(actor, group),
        is_office=group.body in actor.office_of,
        may_open_parent=group.parent in actor.member_of or group.body in actor.office_of,
    )


async def _children(actor: Actor, group: Group) -> list[ChildRow]:
    rows = (
        await Group.select(Group.id, Group.name).where(Group.parent == group.id).order_by(BY_NAME)
    )
    office = group.body in actor.office_of
    return [
        ChildRow(row["id"], row["name"], office or row["id"] in actor.member_of) for row in rows
    ]
