from uuid import UUID

from app.core.actor import Actor
from app.core.errors import existing
from app.groups.access import group_to_change
from app.groups.tables import CompositionRule, Group
from app.people.access import check_office


async def group_for_rules(actor: Actor, group_id: UUID) -> Group:
    """Locked; inside a transaction. Who leads the group reads its rules, the office changes them."""
    group = await group_to_change(actor, group_id)
    check_office(actor, group.body)
    return group


async def rule_of(group_id: UUID, rule_id: UUID) -> CompositionRule:
    """Of a group that the caller has loaded by right."""
    return existing(
        await CompositionRule.objects()
        .where(CompositionRule.id == rule_id, CompositionRule.group == group_id)
        .first()
    )
