"""What happened to mandates in a period, for the digest of a committee."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.core.words import Visibility
from app.mandates import rules
from app.mandates.tables import MandateStatus, MandateStep

SINCE = """
SELECT v.id AS vorlage_id, v.reference, v.title AS vorlage_title, v.visibility, v.body AS body_id,
  dp.id AS point_id, dp.marker, dp.position, dp.text AS point_text, m.id AS mandate_id,
  m.title AS mandate_title, g.id AS group_id, g.name AS group_name,
  s.id AS step_id, s.from_status, s.to_status, s.sentence, s.at
FROM mandate_step s JOIN mandate m ON m.id = s.mandate
  JOIN steering_group g ON g.id = m."group"
  LEFT JOIN group_origin o ON o."group" = g.id
  JOIN decision_point dp ON dp.id = coalesce(m.decision_point, o.decision_point)
  JOIN vorlage v ON v.id = dp.vorlage
WHERE v.committee = {} AND s.at > {} AND s.at <= {}
ORDER BY v.reference, v.id, dp.position, m.created_at, m.id, s.at, s.id
"""


@dataclass(frozen=True)
class VorlageStep:
    """One change of state; `before` is empty for a new mandate. `at` is UTC."""

    vorlage_id: UUID
    reference: str
    vorlage_title: str
    visibility: Visibility
    body_id: UUID
    point_id: UUID
    point_label: str
    point_text: str
    mandate_id: UUID
    mandate_title: str
    group_id: UUID
    group_name: str
    step_id: UUID
    before: str
    after: str
    sentence: str
    at: datetime


async def steps_since(committee_id: UUID, since: datetime, until: datetime) -> list[VorlageStep]:
    """Later than `since`, up to and with `until`; by Vorlage, point, mandate and time.

    Everything, whatever its visibility: the caller filters for each reader.
    """
    rows = await MandateStep.raw(SINCE, committee_id, since, until)
    return [
        VorlageStep(
            **{key: row[key] for key in VorlageStep.__dataclass_fields__ if key in row}
            | {
                "reference": row["reference"] or "",
                "visibility": Visibility(row["visibility"]),
                "point_label": rules.point_label(row["marker"], row["position"]),
                "before": MandateStatus(row["from_status"]).label if row["from_status"] else "",
                "after": MandateStatus(row["to_status"]).label,
            }
        )
        for row in rows
    ]
