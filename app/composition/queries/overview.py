"""The group's page on one day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.composition.queries.facts import facts_of
from app.composition.queries.states import RuleState, states
from app.composition.rules.pictures import Coverage, Parity, coverage, parity
from app.core.actor import Actor
from app.groups.access import may_lead
from app.groups.queries.heads import GroupHead, group_head
from app.groups.queries.roster import Listed, listed
from app.groups.rules.life import ENDED
from app.groups.tables import Group


@dataclass(frozen=True)
class ChildRow:
    id: UUID
    name: str
    may_open: bool


@dataclass(frozen=True, kw_only=True)
class Overview:
    head: GroupHead
    purpose: str
    children: list[ChildRow]
    listed: Listed
    rules: list[RuleState]
    parity: Parity
    coverage: Coverage
    may_lead: bool
    is_office: bool
    may_open_parent: bool

    @property
    def may_fill(self) -> bool:
        return self.may_lead and self.head.status not in ENDED


async def overview(actor: Actor, group: Group, on: date) -> Overview:
    head = await group_head(group)
    found = await facts_of(group.id, since=on)
    rules = states(actor, found, on)
    if any(rule.open for rule in rules):  # since when, only those who have left can tell
        rules = states(actor, await facts_of(group.id), on)
    return Overview(
        head=head,
        purpose=group.purpose,
        children=_children(actor, group, found.children),
        listed=await listed(actor, group, on),
        rules=rules,
        parity=parity(found.facts, on, sum(rule.open for rule in rules)),
        coverage=coverage(found.facts, on),
        may_lead=may_lead(actor, group),
        is_office=group.body in actor.office_of,
        may_open_parent=group.parent in actor.member_of or group.body in actor.office_of,
    )


def _children(actor: Actor, group: Group, children: Iterable[tuple[UUID, str]]) -> list[ChildRow]:
    office = group.body in actor.office_of
    return [ChildRow(id_, name, office or id_ in actor.member_of) for id_, name in children]
