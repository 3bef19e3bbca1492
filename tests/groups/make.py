from typing import Any

from app.groups.tables import CompositionRule, Group
from tests.cast import Cast, make_member, make_person


async def make_rule(group: Group, quote: str, **columns: Any) -> CompositionRule:
    """One seat for whom the office puts there."""
    rule = CompositionRule(group=group.id, quote=quote, **{"position": 1, **columns})
    await rule.save()
    return rule


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    """The membership is a new person's, so that its end takes nobody of the cast away."""
    hanna = await make_person(cast.body, "Hanna", "Harms")
    membership = await make_member(cast.group, hanna, traeger=cast.traeger.id)
    world["group_id"] = str(cast.group.id)
    world["membership_id"] = str(membership.id)
    world["member_id"] = str(hanna.id)
