"""All rules of a group, past and coming ones too, as its office edits them."""

from dataclasses import dataclass
from uuid import UUID

from app.composition.queries.facts import facts_of
from app.composition.queries.rows import RuleText
from app.composition.rules import words
from app.core.actor import Actor


@dataclass(frozen=True)
class RuleRow:
    """demand: "Genau 3 Sitze"; who: who may sit there, "" for a rule that names nobody."""

    text: RuleText
    demand: str
    who: str
    may_share: bool
    vorlage: tuple[UUID, str] | None


async def rules_of(actor: Actor, group_id: UUID) -> list[RuleRow]:
    found = await facts_of(group_id)
    return [
        RuleRow(
            text := found.texts[rule.id],
            words.demand(rule),
            words.who(rule, text),
            rule.may_share,
            text.vorlage_for(actor),
        )
        for rule in found.facts.rules
    ]
