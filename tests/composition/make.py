from datetime import date
from typing import Any
from uuid import UUID, uuid4, uuid5

from app.composition.rules.facts import ALWAYS, CommitteeSeat, House, Rule, Sitting, Span, Work
from app.groups.tables import CompositionRule, Group
from tests.cast import Cast

ROOT = UUID(int=71)


def named(name: str) -> UUID:
    """The same id for the same name."""
    return uuid5(ROOT, name)


def rule(name: str = "rule", **columns: Any) -> Rule:
    return Rule(id=named(name), **columns)


def sitting(name: str, **columns: Any) -> Sitting:
    return Sitting(id=named(f"m {name}"), person=named(name), name=name, **columns)


def house(name: str, **columns: Any) -> House:
    return House(id=named(name), name=name, **columns)


def houses(*all_houses: House) -> dict[UUID, House]:
    return {one.id: one for one in all_houses}


def work(name: str, at: str, function: str = "", span: Span = ALWAYS) -> Work:
    return Work(named(name), named(at), function, span)


def in_committee(name: str, span: Span = ALWAYS) -> CommitteeSeat:
    return CommitteeSeat(named(name), named("JHA"), span)


def until(day: date) -> Span:
    return Span(last=day)


async def make_rule(group: Group, quote: str = "drei Sitze", **columns: Any) -> CompositionRule:
    row = CompositionRule(
        id=uuid4(), group=group.id, quote=quote, **{"position": 1, "number": 3, **columns}
    )
    await row.save()
    return row


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    world["rule_id"] = str((await make_rule(cast.group)).id)
