"""The decision points of a Vorlage."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.errors import existing
from app.vorlagen.rules.points import point_number
from app.vorlagen.tables import DecisionPoint


@dataclass(frozen=True)
class PointRow:
    """`depth` counts from 1; `number` is the marker as printed, else the position."""

    id: UUID
    position: int
    marker: str
    depth: int
    text: str
    needless_reason: str
    needless_since: date | None

    @property
    def number(self) -> str:
        return point_number(self.marker, self.position)


async def decision_points_of(vorlage_id: UUID) -> list[PointRow]:
    """In the order of the paper; the caller has checked the right to read."""
    rows = (
        await DecisionPoint.select(
            DecisionPoint.id,
            DecisionPoint.position,
            DecisionPoint.marker,
            DecisionPoint.depth,
            DecisionPoint.text,
            DecisionPoint.needless_reason,
            DecisionPoint.needless_since,
        )
        .where(DecisionPoint.vorlage == vorlage_id)
        .order_by(DecisionPoint.position)
    )
    return [PointRow(**row) for row in rows]


async def point_of(vorlage_id: UUID, point_id: UUID) -> DecisionPoint:
    """Raises NotFound, also for a point of another Vorlage."""
    return existing(
        await DecisionPoint.objects()
        .where(DecisionPoint.id == point_id, DecisionPoint.vorlage == vorlage_id)
        .first()
    )
