"""Where a seat rule may come from: Vorlagen with their points, and what their wording offers."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from app.core.actor import Actor
from app.groups.rules.seats import WantedRule
from app.groups.tables import CompositionRule, Group
from app.vorlagen.access import may_read_of
from app.vorlagen.queries.hints import HintRow, hints_of
from app.vorlagen.rules.points import point_label
from app.vorlagen.tables import GroupOrigin, HintKind, Vorlage

NEWEST = 30
OFFERED = """
WITH close AS (
  SELECT p.vorlage FROM group_origin o JOIN decision_point p ON p.id = o.decision_point
    WHERE o."group" IN ({}, {})
  UNION SELECT vorlage FROM composition_rule WHERE "group" = {} AND vorlage IS NOT NULL)
, recent AS (
  SELECT id AS vorlage FROM vorlage WHERE body = {}
  ORDER BY dated_on DESC NULLS LAST, id LIMIT {})
SELECT v.id, v.reference, v.title, v.body, v.committee, v.visibility, p.id AS point_id, p.marker,
  p.position, v.id IN (SELECT vorlage FROM close) AS is_close
FROM vorlage v LEFT JOIN decision_point p ON p.vorlage = v.id AND p.absent_since IS NULL
WHERE v.id IN (SELECT vorlage FROM close UNION SELECT vorlage FROM recent)
ORDER BY is_close DESC, v.dated_on DESC NULLS LAST, v.id, p.position
"""


async def origin_choices(actor: Actor, group: Group) -> dict[str, str]:
    """Vorlage or point → label: those behind the group first, then the newest, as far as readable.

    Keys: the id of the Vorlage, or "Vorlage/Punkt".
    """
    rows = await Vorlage.raw(OFFERED, group.id, group.parent, group.id, group.body, NEWEST)
    found: dict[str, str] = {}
    for row in rows:
        if may_read_of(actor, row["body"], row["visibility"], row["committee"]):
            label = row["reference"] or row["title"][:80]
            found.setdefault(str(row["id"]), f"{label}: {row['title'][:60]}")
            if row["point_id"]:
                point = point_label(row["marker"], row["position"])
                found[f"{row['id']}/{row['point_id']}"] = f"{label}, {point}"
    return found


@dataclass(frozen=True)
class Offer:
    """A sentence about seats in the Vorlage that set up the group."""

    hint: HintRow
    vorlage_id: UUID


async def offers(actor: Actor, group: Group) -> list[Offer]:
    """Those nobody has decided about yet, whose sentence is no rule already, and readable."""
    vorlage_id = await _founding(actor, group.id)
    if vorlage_id is None:
        return []
    quotes = await CompositionRule.select(CompositionRule.quote).where(
        CompositionRule.group == group.id
    )
    known = {row["quote"] for row in quotes}
    return [
        Offer(hint, vorlage_id)
        for hint in await hints_of(vorlage_id)
        if hint.kind == HintKind.SEATS and hint.is_open and hint.sentence not in known
    ]


async def _founding(actor: Actor, group_id: UUID) -> UUID | None:
    origin: Any = GroupOrigin.decision_point
    row = (
        await GroupOrigin.select(
            origin.vorlage.id.as_alias("id"), origin.vorlage.body.as_alias("body"),
            origin.vorlage.visibility.as_alias("visibility"),
            origin.vorlage.committee.as_alias("committee"),
        ).where(GroupOrigin.group == group_id).first()
    )  # fmt: skip
    if row is None or not may_read_of(actor, row["body"], row["visibility"], row["committee"]):
        return None
    return UUID(str(row["id"]))


def with_origin(rule: WantedRule, offer: Offer) -> WantedRule:
    return replace(rule, vorlage=offer.vorlage_id, decision_point=offer.hint.point_id)
