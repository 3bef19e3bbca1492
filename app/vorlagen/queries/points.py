"""The decision points of a Vorlage."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.errors import existing
from app.vorlagen.rules.points import point_number
from app.vorlagen.tables import DecisionPoint

# Mandates are read by name, because their room lies above.
POINTS = """
SELECT p.id, p.position, p.marker, p.depth, p.text, p.needless_reason, p.needless_since,
  EXISTS (SELECT FROM mandate m WHERE m.decision_point = p.id)
    OR EXISTS (SELECT FROM group_origin o WHERE o.decision_point = p.id) AS at_work
FROM decision_point p WHERE p.vorlage = {} ORDER BY p.position
"""


@dataclass(frozen=True)
class PointRow:
    """`depth` counts from 1; `number` is the marker as printed, else the position;
    `at_work`: it has ever had a mandate or set up a group.
    """

    id: UUID
    position: int
    marker: str
    depth: int
    text: str
    needless_reason: str
    needless_since: date | None
    at_work: bool

    @property
    def number(self) -> str:
        return point_number(self.marker, self.position)


async def decision_points_of(vorlage_id: UUID) -> list[PointRow]:
    """In the order of the paper; the caller has checked the right to read."""
    rows = await DecisionPoint.raw(POINTS, vorlage_id)
    return [PointRow(**row) for row in rows]


async def point_of(vorlage_id: UUID, point_id: UUID) -> DecisionPoint:
    """Raises NotFound, also for a point of another Vorlage."""
    return existing(
        await DecisionPoint.objects()
        .where(DecisionPoint.id == point_id, DecisionPoint.vorlage == vorlage_id)
        .first()
    )
