from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from app.core import clock
from app.core.errors import NotFound
from app.invitations import rules
from app.invitations.access import BELONGS
from app.invitations.tables import Answer, Invitation
from app.outbox.tables import MailState
from app.people.queries.names import BY_NAME, NAME

TRAEGER = """coalesce((SELECT t.name FROM membership m JOIN traeger t ON t.id = m.traeger
    WHERE m."group" = mt."group" AND m.person = i.person ORDER BY m.since DESC LIMIT 1), '')"""
# Who is registered to stand in for this seat on the day of the meeting.
DEPUTIES = f"""ARRAY(SELECT {NAME} FROM membership seat
  JOIN membership m ON m.deputy_of = seat.id JOIN person p ON p.id = m.person
  WHERE seat."group" = mt."group" AND seat.person = i.person AND NOT p.blocked
    AND m.since <= (mt.starts_at AT TIME ZONE mt.zone)::date
    AND (m.until IS NULL OR m.until >= (mt.starts_at AT TIME ZONE mt.zone)::date)
  ORDER BY m.since, {BY_NAME}, p.id)"""

# As mails.thread_key: who is invited to the series has the thread of the series.
THREAD = """CASE WHEN i.series_invitation IS NULL THEN mt.uid || ':' || i.id
  ELSE (SELECT s.uid FROM series s WHERE s.id = mt.series) || ':' || i.series_invitation END"""
ANSWERS = f"""
SELECT i.id AS invitation_id, i.person AS person_id, i.answer, i.answered_at, i.comment,
  i.deputy_name, i.required, i.answered_sequence, i.sent_sequence,
  {NAME} AS name, {TRAEGER} AS traeger, {BELONGS} AS belongs,
  CASE WHEN i.person = {{}} THEN {DEPUTIES} ELSE ARRAY[]::text[] END AS deputies,
  (SELECT o.state FROM outgoing_mail o WHERE o.thread_key = {THREAD}
    ORDER BY o.created_at DESC LIMIT 1) AS mail_state
FROM invitation i JOIN person p ON p.id = i.person JOIN meeting mt ON mt.id = i.meeting
WHERE i.meeting = {{}} AND i.revoked_at IS NULL
ORDER BY {BY_NAME}, i.id
"""


@dataclass(frozen=True)
class AnswerRow:
    """One invited person; `stale`: the answer was given to an earlier date or place."""

    invitation_id: UUID
    person_id: UUID
    name: str
    traeger: str
    belongs: bool  # False: has left the group since, or is blocked
    required: bool
    answer: Answer
    answered_at: datetime | None
    stale: bool
    comment: str
    deputy_name: str
    deputies: tuple[str, ...]  # registered for the seat; only of who reads
    mail_state: MailState | None

    def for_members(self) -> "AnswerRow":
        """A remark is for who leads, and so is the fate of a mail."""
        return replace(self, comment="", mail_state=None)

    @property
    def counts_as_accepted(self) -> bool:
        return self.answer == Answer.ACCEPTED and not self.stale


async def answers_of(meeting_id: UUID, reader: UUID | None = None) -> list[AnswerRow]:
    """Everybody who is invited, by name, with the fate of the last mail to them."""
    today = clock.today()
    rows = await Invitation.raw(ANSWERS, today, today, reader, meeting_id)
    return [_answer_row(row) for row in rows]


def _answer_row(row: dict[str, Any]) -> AnswerRow:
    values = {name: row[name] for name in AnswerRow.__dataclass_fields__ if name in row}
    return AnswerRow(
        **{
            **values,
            "answer": Answer(row["answer"]),
            "deputies": tuple(row["deputies"]),
            "stale": rules.is_stale(row["answered_sequence"], row["sent_sequence"]),
            "mail_state": MailState(row["mail_state"]) if row["mail_state"] else None,
        }
    )


async def answer_of(meeting_id: UUID, invitation_id: UUID, reader: UUID | None = None) -> AnswerRow:
    for row in await answers_of(meeting_id, reader):
        if row.invitation_id == invitation_id:
            return row
    raise NotFound
