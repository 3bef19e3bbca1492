"""Seat rules: added, changed, moved, removed. Only the office."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from app.audit import operations as audit
from app.composition.access import group_for_rules, rule_of
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import NotFound, StaleVersion
from app.groups.rules.seats import SEAT_LENGTH, WantedRule
from app.groups.tables import CompositionRule, Membership
from app.vorlagen.operations.hints import settle_hint
from app.vorlagen.tables import HintState

SAVED_MEANWHILE = (
    "Jemand hat diese Regel inzwischen geändert. Beide Fassungen stehen nebeneinander."
)


@dataclass(frozen=True)
class TakenHint:
    """A sentence of a Vorlage that becomes a rule."""

    vorlage_id: UUID
    hint_id: UUID
    at: datetime


@opens_transaction
async def add_rule(
    actor: Actor,
    group_id: UUID,
    rule_id: UUID,
    wanted: WantedRule,
    taken: TakenHint | None = None,
) -> None:
    """Behind the others; the same id a second time changes nothing.

    Raises NotFound for a hint of a Vorlage that the actor may not read.
    """
    group = await group_for_rules(actor, group_id)
    known = await CompositionRule.objects().where(CompositionRule.id == rule_id).first()
    if known is not None:
        if known.group != group_id:
            raise NotFound
        return
    position = 1 + await CompositionRule.count().where(CompositionRule.group == group_id)
    row = CompositionRule(id=rule_id, group=group_id, position=position, **asdict(wanted))
    await CompositionRule.insert(row)
    if taken:
        await settle_hint(actor, taken.vorlage_id, taken.hint_id, HintState.ACCEPTED, now=taken.at)
    await audit.record(
        actor, "rule.added", rule_id, body_id=group.body, group=group_id, trait=wanted.trait
    )


@opens_transaction
async def change_rule(
    actor: Actor, group_id: UUID, rule_id: UUID, wanted: WantedRule, *, version: int
) -> None:
    """Raises StaleVersion."""
    group = await group_for_rules(actor, group_id)
    rule = await rule_of(group_id, rule_id)
    if rule.version != version:
        raise StaleVersion(SAVED_MEANWHILE)
    for name, value in asdict(wanted).items():
        setattr(rule, name, value)
    rule.version = version + 1
    await rule.save()
    await audit.record(
        actor, "rule.changed", rule_id, body_id=group.body, group=group_id, trait=wanted.trait
    )


@opens_transaction
async def remove_rule(actor: Actor, group_id: UUID, rule_id: UUID) -> CompositionRule:
    """Who is set on a seat of it keeps the words of the rule as the name of the seat."""
    group = await group_for_rules(actor, group_id)
    rule = await rule_of(group_id, rule_id)
    await Membership.update({Membership.seat: rule.quote[:SEAT_LENGTH]}).where(
        Membership.rule == rule_id, Membership.seat == ""
    )
    await CompositionRule.delete().where(CompositionRule.id == rule_id)
    await _number(group_id)
    await audit.record(actor, "rule.removed", rule_id, body_id=group.body, group=group_id)
    return rule


@opens_transaction
async def move_rule(actor: Actor, group_id: UUID, rule_id: UUID, to: Literal["up", "down"]) -> None:
    """By one place; at either end nothing happens."""
    group = await group_for_rules(actor, group_id)
    await rule_of(group_id, rule_id)
    order = await _in_order(group_id)
    at = order.index(rule_id)
    other = at - 1 if to == "up" else at + 1
    if not 0 <= other < len(order):
        return
    order[at], order[other] = order[other], order[at]
    await _number(group_id, order)
    await audit.record(actor, "rule.moved", rule_id, body_id=group.body, group=group_id)


async def _in_order(group_id: UUID) -> list[UUID]:
    rows = (
        await CompositionRule.select(CompositionRule.id)
        .where(CompositionRule.group == group_id)
        .order_by(CompositionRule.position)
        .order_by(CompositionRule.id)
    )
    return [row["id"] for row in rows]


@inside_transaction
async def _number(group_id: UUID, order: list[UUID] | None = None) -> None:
    """From 1 without gaps."""
    for position, rule_id in enumerate(order or await _in_order(group_id), 1):
        await CompositionRule.update({CompositionRule.position: position}).where(
            CompositionRule.id == rule_id
        )
