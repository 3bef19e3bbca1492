from dataclasses import dataclass
from uuid import UUID

from app.invitations.tables import InvitationOrder

OPEN = """
SELECT sum(total)::integer AS total, sum(left_over)::integer AS left_over FROM (
  SELECT total, sum(jsonb_array_length(pieces)) AS left_over FROM invitation_order
  WHERE (meeting = {} OR series = {}) AND position <> -1 GROUP BY send, total) AS sends
"""


@dataclass(frozen=True)
class Sending:
    """Mails of sends that are not written to the end yet."""

    written: int
    total: int

    @property
    def words(self) -> str:
        return f"{self.written:,} von {self.total:,} E-Mails geschrieben".replace(",", ".")


async def sending(meeting_id: UUID | None, series_id: UUID | None) -> Sending | None:
    """What the worker still writes about this meeting or this series; None when nothing."""
    (row,) = await InvitationOrder.raw(OPEN, meeting_id, series_id)
    if not row["total"]:
        return None
    return Sending(row["total"] - row["left_over"], row["total"])
