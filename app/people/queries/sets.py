from dataclasses import dataclass
from uuid import UUID

from app.people.tables import TraegerInSet, TraegerSet

LISTED = """
SELECT s.id, s.name,
  coalesce((SELECT string_agg(t.name, ', ' ORDER BY din5007(t.name))
    FROM traeger_in_set i JOIN traeger t ON t.id = i.traeger WHERE i.traeger_set = s.id), '') AS members,
  (SELECT count(*) FROM traeger_in_set i WHERE i.traeger_set = s.id) AS count
FROM traeger_set s WHERE s.body = {}
ORDER BY din5007(s.name), s.name
"""
USED = "SELECT EXISTS (SELECT 1 FROM composition_rule WHERE traeger_set = {}) AS used"


@dataclass(frozen=True)
class SetRow:
    """members: names, "Jugendwerk Nord e. V., Uferkreis e. V."."""

    id: UUID
    name: str
    members: str
    count: int


async def sets(body_id: UUID) -> list[SetRow]:
    return [SetRow(**row) for row in await TraegerSet.raw(LISTED, body_id)]


async def members_of(set_id: UUID) -> list[UUID]:
    rows = await TraegerInSet.select(TraegerInSet.traeger).where(TraegerInSet.traeger_set == set_id)
    return [row["traeger"] for row in rows]


async def is_used(set_id: UUID) -> bool:
    """By a seat rule of a group."""
    return bool((await TraegerSet.raw(USED, set_id))[0]["used"])
