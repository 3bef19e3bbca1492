from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.core.words import Visibility
from app.decisions.rules import votes_in_words
from app.decisions.tables import Decision, Outcome

# A decision is as visible as its agenda item, also when the item was changed afterwards.
# Drafts are nobody's business: what counts is when the minutes went out. Minutes stand above
# decisions, so their table appears here by name only.
SENT = """
SELECT d.id, d.text, d.outcome, d.yes, d.no, d.abstentions, ai.visibility,
  ai.title AS item_title, mt.id AS meeting_id, mt.title AS meeting_title,
  (mt.starts_at AT TIME ZONE mt.zone)::date AS meeting_on, g.id AS group_id, g.name AS group_name,
  mi.sent_at
FROM decision d JOIN agenda_item ai ON ai.id = d.agenda_item
JOIN meeting mt ON mt.id = ai.meeting JOIN steering_group g ON g.id = mt."group"
JOIN minutes mi ON mi.meeting = mt.id
WHERE g.id = ANY({}) AND mi.sent_at > {} AND mi.sent_at <= {}
ORDER BY mi.sent_at, mt.starts_at, ai.position, d.created_at, d.id
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

    @property
    def votes(self) -> str:
        return votes_in_words(self.yes, self.no, self.abstentions)


@dataclass(frozen=True, kw_only=True)
class SentDecision:
    """For digests and reports; the reader of a confidential one sees only that there is one."""

    id: UUID
    text: str
    outcome: Outcome
    yes: int | None
    no: int | None
    abstentions: int | None
    visibility: Visibility
    item_title: str
    meeting_id: UUID
    meeting_title: str
    meeting_on: date
    group_id: UUID
    group_name: str
    sent_at: datetime

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


async def decisions_of(
    group_ids: Sequence[UUID], since: datetime, until: datetime
) -> list[SentDecision]:
    """Of these groups, whose minutes were sent after `since` and not after `until` (UTC)."""
    rows = await Decision.raw(SENT, list(group_ids), since, until)
    return [SentDecision(**_typed(row)) for row in rows]


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "outcome": Outcome(row["outcome"]),
        "visibility": Visibility(row["visibility"]),
    }
