"""From the rows of the one statement to what the rules work with."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from app.composition.rules.facts import CommitteeSeat, House, Rule, Sitting, Work, span
from app.core.actor import Actor
from app.groups.tables import Quantity, Standing, Trait
from app.people.tables import Side
from app.vorlagen.access import may_read_of
from app.vorlagen.rules.points import point_label

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class RuleText:
    """What a page says about a rule. `committee`, `traeger_set`, `region`: names, "" without one."""

    id: UUID
    position: int
    version: int
    quote: str
    source: str
    since: date | None
    until: date | None
    committee: str
    traeger_set: str
    region: str
    paper: Row

    def vorlage_for(self, actor: Actor) -> tuple[UUID, str] | None:
        """Id and "2024/012, Punkt 3", if the rule has one and the actor may read it."""
        paper = self.paper
        if paper["vorlage"] is None:
            return None
        committee = UUID(paper["paper_committee"]) if paper["paper_committee"] else None
        if not may_read_of(actor, UUID(paper["body"]), paper["visibility"], committee):
            return None
        label = paper["reference"] or paper["title"]
        if paper["point_position"] is not None:
            label = f"{label}, {point_label(paper['marker'], paper['point_position'])}"
        return UUID(paper["vorlage"]), label


def rule(row: Row) -> tuple[Rule, RuleText]:
    data = json.loads(row["data"])
    said = Rule(
        id=row["id"],
        quantity=Quantity(data["quantity"]),
        number=data["number"],
        trait=Trait(data["trait"]),
        committee=_uuid(data["committee"]),
        function=data["function"],
        side=Side(data["side"]) if data["side"] else None,
        region=_uuid(data["region"]),
        traeger_set=_uuid(data["traeger_set"]),
        may_share=data["may_share"],
        span=span(row["first"], row["last"]),
    )
    text = RuleText(
        id=row["id"],
        position=data["position"],
        version=data["version"],
        quote=row["words"],
        source=data["source"],
        since=row["first"],
        until=row["last"],
        committee=data["committee_name"] or "",
        traeger_set=data["set_name"] or "",
        region=data["region_name"] or "",
        paper=data,
    )
    return said, text


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text else None


def sitting(row: Row) -> Sitting:
    return Sitting(
        id=row["id"],
        person=row["person"],
        name=row["words"],
        standing=Standing(row["data"]),
        traeger=row["traeger"],
        rule=row["rule"],
        span=span(row["first"], row["last"]),
    )


def work(row: Row) -> Work:
    return Work(row["person"], row["traeger"], row["words"], span(row["first"], row["last"]))


def committee_seat(row: Row) -> CommitteeSeat:
    return CommitteeSeat(row["person"], row["owner"], span(row["first"], row["last"]))


def house(row: Row) -> House:
    return House(
        id=row["id"],
        name=row["words"],
        side=Side(row["data"]),
        regions=frozenset(row["regions"]),
        sets=frozenset(row["sets"]),
        span=span(row["first"], row["last"]),
    )
