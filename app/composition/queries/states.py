"""The rules of a group on one day, as a page shows them."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from app.composition.queries.facts import GroupFacts, facts_of_all
from app.composition.rules import words
from app.composition.rules.check import Finding, findings
from app.composition.rules.since import open_since, opens_next
from app.composition.rules.traits import board
from app.core.actor import Actor
from app.core.words import Badge

SOON = timedelta(days=31)


@dataclass(frozen=True, kw_only=True)
class RuleState:
    """names: who counts. beyond: who is one too many. unfit: on the seat without what the rule asks.

    missing: Träger or regions without a seat. opens_on: a seat more is open from then on. vorlage: id and label, where the reader may open it.
    """

    rule_id: UUID
    who: str
    quote: str
    source: str
    vorlage: tuple[UUID, str] | None
    state: str
    badge: Badge
    open: int
    open_since: date | None
    opens_on: date | None
    names: tuple[str, ...]
    beyond: tuple[str, ...]
    unfit: tuple[str, ...]
    missing: tuple[str, ...]


def states(actor: Actor, group: GroupFacts, on: date) -> list[RuleState]:
    if not group.facts.rules:
        return []
    seats = board(group.facts)
    found = findings(seats, on)
    since, next_ones = open_since(seats, found, on), opens_next(seats, found, on)
    return [
        _state(actor, group, finding, since.get(finding.rule.id), next_ones.get(finding.rule.id))
        for finding in found
    ]


def _state(
    actor: Actor, group: GroupFacts, finding: Finding, since: date | None, opens_on: date | None
) -> RuleState:
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
        opens_on=opens_on,
        names=tuple(by_place[at] for at in finding.seated),
        beyond=tuple(by_place[at] for at in finding.beyond),
        unfit=tuple(by_place[at] for at in finding.unfit),
        missing=tuple(dict.fromkeys(named[key] for key in finding.vacant if key)),
    )


@dataclass(frozen=True)
class OpenSeat:
    group_id: UUID
    group_name: str
    rule: RuleState


async def open_seats_of_all(actor: Actor, on: date) -> list[OpenSeat]:
    """Of the living groups that the actor coordinates or leads, those open longest first.

    With those that will be open within a month.
    """
    found = [
        OpenSeat(group.id, group.name, state)
        for group in await facts_of_all(actor.office_of, actor.leads)
        for state in states(actor, group, on)
        if state.open or (state.opens_on and state.opens_on <= on + SOON)
    ]
    return sorted(found, key=_longest_first)


def _longest_first(seat: OpenSeat) -> tuple[date, str]:
    rule = seat.rule
    day = (rule.open_since or date.min) if rule.open else (rule.opens_on or date.max)
    return day, seat.group_name
