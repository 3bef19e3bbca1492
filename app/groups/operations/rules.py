"""Seat rules of a new group; how they are changed later stands in app/composition."""

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID, uuid4

from app.core.db import inside_transaction
from app.groups.rules.seats import WantedRule
from app.groups.tables import CompositionRule


@inside_transaction
async def add_rules(group_id: UUID, rules: Sequence[WantedRule]) -> None:
    """Behind those that are there, in this order; the caller has locked or just made the group."""
    if not rules:
        return
    taken = await CompositionRule.count().where(CompositionRule.group == group_id)
    await CompositionRule.insert(
        *(
            CompositionRule(id=uuid4(), group=group_id, position=position, **asdict(rule))
            for position, rule in enumerate(rules, taken + 1)
        )
    )
