"""What seat rules may speak of, of one body."""

from collections import defaultdict
from uuid import UUID

from app.composition.rules.proposals import Known
from app.groups.tables import COMMITTEES, FormerName, Group
from app.people.access import BY_NAME
from app.people.tables import TraegerSet

NAMES = """
SELECT g.id, g.name FROM steering_group g WHERE g.body = {} AND g.kind = ANY({})
UNION SELECT f."group", f.name FROM former_name f JOIN steering_group g ON g.id = f."group"
WHERE g.body = {} AND g.kind = ANY({})
"""


async def known_names(body_id: UUID) -> Known:
    kinds = [kind.value for kind in COMMITTEES]
    names: dict[UUID, tuple[str, ...]] = defaultdict(tuple)
    for row in await FormerName.raw(NAMES, body_id, kinds, body_id, kinds):
        names[row["id"]] += (row["name"],)
    return Known(names, {UUID(key): name for key, name in (await set_choices(body_id)).items()})


async def set_choices(body_id: UUID) -> dict[str, str]:
    rows = (
        await TraegerSet.select(TraegerSet.id, TraegerSet.name)
        .where(TraegerSet.body == body_id)
        .order_by(BY_NAME)
    )
    return {str(row["id"]): row["name"] for row in rows}


async def committee_choices(body_id: UUID, group_id: UUID) -> dict[str, str]:
    """All groups of the body but this one, the committees first: id → name."""
    rows = (
        await Group.select(Group.id, Group.name, Group.kind)
        .where(Group.body == body_id, Group.id != group_id)
        .order_by(BY_NAME)
    )
    rows.sort(key=lambda row: row["kind"] not in COMMITTEES)
    return {str(row["id"]): row["name"] for row in rows}
