"""The rules of a group on one day, as a page shows them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.composition.queries.facts import GroupFacts, facts_of, facts_of_all
from app.composition.rules import words
from app.composition.rules.check import Finding, findings
from app.composition.rules.since import open_since
from app.composition.rules.traits import board
from app.core.actor import Actor


@dataclass(frozen=True, kw_only=True)
class RuleState:
    """names: who counts. beyond: who is one too many. unfit: on the seat without what the rule asks.

    missing: Träger or regions without a seat. vorlage: id and label, where the reader may open it.
    """

    rule_id: UUID
    who: str
    quote: str
    source: str
    vorlage: tuple[UUID, str] | None
    state: str
    badge: words.Badge
    open: int
    open_since: date | None
    names: tuple[str, ...]
    beyond: tuple[str, ...]
    unfit: tuple[str, ...]
    missing: tuple[str, ...]


def states(actor: Actor, group: GroupFacts, on: date) -> list[RuleState]:
    if not group.facts.rules:
        return []
    seats = board(group.facts)
    found = findings(seats, on)
    since = open_since(seats, found, on)
    return [_state(actor, group, finding, since.get(finding.rule.id)) for finding in found]


def _state(actor: Actor, group: GroupFacts, finding: Finding, since: date | None) -> RuleState:
    text, facts = group.texts[finding.rule.id], group.facts
    by_place = [one.name for one in facts.sittings]
    named = {house.id: house.name for house in facts.houses.values()} | dict(facts.regions)
    return RuleState(
        rule_id=text.id,
        who=words.who(finding.rule, text),
        quote=text.quote,
        source=text.source,
        vorlage=text.vorlage_for(actor),
        state=words.state(finding, since),
        badge=words.badge(finding),
        open=finding.open,
        open_since=since,
        names=tuple(by_place[at] for at in finding.seated),
        beyond=tuple(by_place[at] for at in finding.beyond),
        unfit=tuple(by_place[at] for at in finding.unfit),
        missing=tuple(dict.fromkeys(named[key] for key in finding.vacant if key)),
    )


async def open_seats(actor: Actor, group_id: UUID, on: date) -> list[RuleState]:
    """The rules of the group that are not filled on that day."""
    return [state for state in states(actor, await facts_of(group_id), on) if state.open]


@dataclass(frozen=True)
class OpenSeat:
    group_id: UUID
    group_name: str
    rule: RuleState


async def open_seats_of_all(actor: Actor, on: date) -> list[OpenSeat]:
    """Of the living groups that the actor coordinates or leads, those open longest first."""
    found = [
        OpenSeat(group.id, group.name, state)
        for group in await facts_of_all(actor.office_of, actor.leads)
        for state in states(actor, group, on)
        if state.open
    ]
    return sorted(found, key=lambda seat: (seat.rule.open_since or date.min, seat.group_name))
