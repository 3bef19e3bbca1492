"""The group's page on one day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.composition.queries.facts import facts_of
from app.composition.queries.states import RuleState, states
from app.composition.rules.pictures import Coverage, Parity, coverage, parity
from app.core.actor import Actor
from app.groups.access import may_lead
from app.groups.queries.heads import GroupHead, group_head
from app.groups.queries.lists import BY_NAME
from app.groups.queries.roster import MemberRow, roster
from app.groups.rules.life import ENDED
from app.groups.tables import Group, Insight


@dataclass(frozen=True)
class ChildRow:
    id: UUID
    name: str
    may_open: bool


@dataclass(frozen=True, kw_only=True)
class Overview:
    """insight: what members see of each other; the leading and the office see all."""

    head: GroupHead
    purpose: str
    insight: Insight
    children: list[ChildRow]
    members: list[MemberRow]
    coming: list[MemberRow]
    former: list[MemberRow]
    rules: list[RuleState]
    parity: Parity
    coverage: Coverage
    may_lead: bool
    is_office: bool
    may_open_parent: bool

    @property
    def sees_names(self) -> bool:
        return self.may_lead or self.insight != Insight.LEADING

    @property
    def sees_addresses(self) -> bool:
        return self.may_lead or self.insight == Insight.ADDRESSES

    @property
    def may_fill(self) -> bool:
        return self.may_lead and self.head.status not in ENDED


async def overview(actor: Actor, group: Group, on: date) -> Overview:
    head, members = await group_head(group), await roster(group.id, on)
    found = await facts_of(group.id)
    rules = states(actor, found, on)
    return Overview(
        head=head,
        purpose=group.purpose,
        insight=Insight(group.insight),
        children=await _children(actor, group),
        members=[member for member in members if member.period.holds(on)],
        coming=[member for member in members if member.period.since > on],
        former=[m for m in members if m.period.until is not None and m.period.until < on],
        rules=rules,
        parity=parity(found.facts, on, sum(rule.open for rule in rules)),
        coverage=coverage(found.facts, on),
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
