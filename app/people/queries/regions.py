from dataclasses import dataclass
from uuid import UUID

from app.people.access import BY_NAME
from app.people.tables import Region

USED = """
SELECT EXISTS (SELECT 1 FROM traeger_works_in WHERE region = {}) AS by_traeger,
  EXISTS (SELECT 1 FROM composition_rule WHERE region = {}) AS by_rule
"""


@dataclass(frozen=True)
class RegionRow:
    """also_in: municipality → names of the other regions that hold it too."""

    id: UUID
    name: str
    municipalities: tuple[str, ...]
    also_in: dict[str, str]


@dataclass(frozen=True)
class Use:
    by_traeger: bool
    by_rule: bool


async def regions(body_id: UUID) -> list[RegionRow]:
    rows = (
        await Region.select(Region.id, Region.name, Region.municipalities)
        .where(Region.body == body_id)
        .order_by(BY_NAME)
    )
    holding: dict[str, list[str]] = {}
    for row in rows:
        for municipality in row["municipalities"].splitlines():
            holding.setdefault(municipality.casefold(), []).append(row["name"])
    return [_row(row["id"], row["name"], row["municipalities"], holding) for row in rows]


def _row(region_id: UUID, name: str, lines: str, holding: dict[str, list[str]]) -> RegionRow:
    municipalities = tuple(lines.splitlines())
    also_in = {
        one: " und ".join(other for other in holding[one.casefold()] if other != name)
        for one in municipalities
        if len(holding[one.casefold()]) > 1
    }
    return RegionRow(region_id, name, municipalities, also_in)


async def use_of(region_id: UUID) -> Use:
    return Use(**(await Region.raw(USED, region_id, region_id))[0])
