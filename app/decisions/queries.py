from dataclasses import dataclass
from uuid import UUID

from app.decisions.rules import votes_in_words
from app.decisions.tables import Decision, Outcome

OF_MEETING = """
SELECT d.id, d.agenda_item AS agenda_item_id, d.text, d.outcome, d.yes, d.no, d.abstentions, d.version,
  d.visibility, coalesce(e.number || '/' || e.year, '') AS number
FROM decision d JOIN agenda_item item ON item.id = d.agenda_item
LEFT JOIN register_entry e ON e.decision = d.id
WHERE item.meeting = {} ORDER BY item.position, d.created_at, d.id
"""


@dataclass(frozen=True, kw_only=True)
class DecisionRow:
    id: UUID
    agenda_item_id: UUID
    text: str
    outcome: Outcome
    yes: int | None
    no: int | None
    abstentions: int | None
    version: int
    number: str  # in the register: 12/2026
    visibility: str

    @property
    def votes(self) -> str:
        return votes_in_words(self.yes, self.no, self.abstentions)


async def decisions_of_meeting(meeting_id: UUID) -> list[DecisionRow]:
    """In the order of the agenda; the caller knows that the meeting may be read."""
    rows = await Decision.raw(OF_MEETING, meeting_id)
    return [DecisionRow(**{**row, "outcome": Outcome(row["outcome"])}) for row in rows]
