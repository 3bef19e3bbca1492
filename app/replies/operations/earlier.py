"""What has come before to the same invitation: repeats, and how many mails in an hour."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from app.core.db import inside_transaction
from app.replies.operations.finding import Target
from app.replies.tables import InboundMail

PER_HOUR = 30  # mails to one token; no calendar writes more
ASKED_PER_DAY = 3
# Only the answer that was applied last makes the same answer a repetition: programs that write an
# old DTSTAMP again may still mean yes, no and yes. What was sent without our token is not counted
# against the person who has it.
EARLIER = """
SELECT count(*) FILTER (WHERE received_at > {} AND outcome NOT IN ('quarantine', 'automatic')) AS lately,
  count(*) FILTER (WHERE outcome = 'held' AND received_at > {}) AS asked,
  bool_or(is_same AND outcome NOT IN ('quarantine', 'held', 'duplicate')) AS same_mail,
  bool_or(is_same AND outcome = 'held') AS same_held,
  (array_agg(partstat = {} AND stamp = {} ORDER BY received_at DESC)
    FILTER (WHERE outcome = 'applied' AND meeting IS NOT DISTINCT FROM {}))[1] AS same_answer
FROM (SELECT *, message_id <> '' AND message_id = {} AND sender_address = {} AS is_same
  FROM inbound_mail WHERE (invitation = {} OR series_invitation = {}) AND id <> {}) AS mail
"""


@dataclass(frozen=True, kw_only=True)
class Mark:
    """By what a mail and its answer are known again. `meeting_id`: None for a whole series."""

    mail_id: UUID
    message_id: str
    sender: str
    partstat: str
    stamp: datetime | None
    meeting_id: UUID | None


@dataclass(frozen=True)
class Earlier:
    """`lately`: mails of the last hour. `asked`: held on this day, so that a question went out."""

    lately: int
    asked: int
    same_mail: bool
    same_held: bool
    same_answer: bool


@inside_transaction
async def earlier_than(mark: Mark, target: Target, now: datetime) -> Earlier:
    rows = await InboundMail.raw(
        EARLIER, now - timedelta(hours=1), now - timedelta(days=1), mark.partstat, mark.stamp,
        mark.meeting_id, mark.message_id, mark.sender, target.invitation_id,
        target.series_invitation_id, mark.mail_id,
    )  # fmt: skip
    row = rows[0]
    return Earlier(
        row["lately"], row["asked"], bool(row["same_mail"]), bool(row["same_held"]),
        bool(row["same_answer"]),
    )  # fmt: skip
