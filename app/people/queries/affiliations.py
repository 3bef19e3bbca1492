from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.people.tables import Affiliation


@dataclass(frozen=True)
class AffiliationRow:
    id: UUID
    traeger_id: UUID
    traeger: str
    side: str
    function: str
    since: date | None
    until: date | None


async def affiliations_of(person_id: UUID) -> list[AffiliationRow]:
    """The current ones first, then those that ended, the latest first."""
    rows = await Affiliation.select(
        Affiliation.id,
        Affiliation.traeger.as_alias("traeger_id"),
        Affiliation.traeger.name.as_alias("traeger"),
        Affiliation.traeger.side.as_alias("side"),
        Affiliation.function,
        Affiliation.since,
        Affiliation.until,
    ).where(Affiliation.person == person_id)
    found = [AffiliationRow(**row) for row in rows]
    current = sorted((row for row in found if row.until is None), key=lambda row: row.traeger)
    ended = (row for row in found if row.until is not None)
    return current + sorted(ended, key=lambda row: row.until or date.min, reverse=True)
