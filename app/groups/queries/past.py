"""What a group has been: names, and what its kind and its end depend on."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.groups.rules.life import Past
from app.groups.rules.names import Name
from app.groups.tables import FormerName, Group

# Consultations, papers and mandates are read by name, because their rooms lie above.
PAST = """
SELECT EXISTS (SELECT FROM consultation c WHERE c.committee = {}
    AND (c.result_code <> '' OR c.result_raw <> ''))
  OR EXISTS (SELECT FROM vorlage v WHERE v.committee = {}) AS decided,
  (SELECT count(*) FROM mandate m WHERE m."group" = {}) AS mandates,
  EXISTS (SELECT FROM succession s WHERE s."group" = {}) AS succeeded
"""


async def past_of(group_id: UUID) -> Past:
    row = (await Group.raw(PAST, group_id, group_id, group_id, group_id))[0]
    return Past(**row)


@dataclass(frozen=True)
class Levels:
    """Every group of a body: the one above it, and its name."""

    above: dict[UUID, UUID | None]
    names: dict[UUID, str]


async def levels_of(body_id: UUID) -> Levels:
    rows = await Group.select(Group.id, Group.parent, Group.name).where(Group.body == body_id)
    return Levels(
        {row["id"]: row["parent"] for row in rows}, {row["id"]: row["name"] for row in rows}
    )


async def former_names(group_id: UUID) -> list[Name]:
    """The newest first; those of unknown age last."""
    rows = await FormerName.select(FormerName.id, FormerName.name, FormerName.until).where(
        FormerName.group == group_id
    )
    names = [Name(row["id"], row["name"], row["until"]) for row in rows]
    return sorted(names, key=lambda name: name.until or date.min, reverse=True)
