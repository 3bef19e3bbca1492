from dataclasses import dataclass
from uuid import UUID

from app.decisions.rules import votes_in_words
from app.decisions.tables import Decision, Outcome


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

    @property
    def votes(self) -> str:
        return votes_in_words(self.yes, self.no, self.abstentions)


async def decisions_of_meeting(meeting_id: UUID) -> list[DecisionRow]:
    """In the order of the agenda; the caller knows that the meeting may be read."""
    rows = (
        await Decision.select(
            Decision.id, Decision.agenda_item.as_alias("agenda_item_id"), Decision.text,
            Decision.outcome, Decision.yes, Decision.no, Decision.abstentions, Decision.version,
        )
        .where(Decision.agenda_item.meeting == meeting_id)
        .order_by(Decision.agenda_item.position, Decision.created_at, Decision.id)
    )  # fmt: skip
    return [DecisionRow(**{**row, "outcome": Outcome(row["outcome"])}) for row in rows]
