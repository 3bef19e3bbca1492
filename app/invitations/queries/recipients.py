from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.core import clock
from app.groups.tables import Role, Standing
from app.invitations.access import BELONGS
from app.invitations.queries.names import BY_NAME, NAME, TRAEGER
from app.invitations.tables import Answer, Invitation

RECIPIENTS = f"""
SELECT i.id AS invitation_id, i.person AS person_id, i.address, i.required, i.answer,
  i.answered_sequence, i.sent_sequence, i.sent_stamp, i.first_message_id, i.created_at,
  p.email AS current_address, {NAME} AS name, {TRAEGER} AS traeger, {BELONGS} AS belongs,
  m.standing, m.role, m.since
FROM invitation i JOIN person p ON p.id = i.person JOIN meeting mt ON mt.id = i.meeting
LEFT JOIN LATERAL (SELECT m.standing, m.role, m.since FROM membership m
  WHERE m."group" = mt."group" AND m.person = i.person
  ORDER BY m.until DESC NULLS FIRST, m.since LIMIT 1) m ON true
WHERE i.meeting = {{}} AND i.revoked_at IS NULL
ORDER BY {BY_NAME}, i.id
"""


@dataclass(frozen=True)
class Recipient:
    """One active invitation with all that a mail to this person needs."""

    invitation_id: UUID
    person_id: UUID
    name: str
    address: str  # where the last mail went
    current_address: str
    traeger: str
    belongs: bool  # False: has left the group since, or is blocked
    required: bool
    answer: Answer
    answered_sequence: int | None
    sent_sequence: int | None
    sent_stamp: datetime | None
    first_message_id: str
    created_at: datetime
    standing: Standing | None
    role: Role | None
    since: date | None

    @property
    def member(self) -> bool:
        """May know that there are confidential items; the same line as the Actor's member_of."""
        return self.role not in {None, Role.MITGLIED} or self.standing == Standing.VOTING


async def recipients_of(meeting_id: UUID) -> list[Recipient]:
    """Active invitations, also those whose first mail is still to be written."""
    today = clock.today()
    return [
        Recipient(
            **{
                **row,
                "answer": Answer(row["answer"]),
                "standing": Standing(row["standing"]) if row["standing"] else None,
                "role": Role(row["role"]) if row["role"] else None,
            }
        )
        for row in await Invitation.raw(RECIPIENTS, today, today, meeting_id)
    ]


async def count_to_tell(meeting_id: UUID) -> int:
    """To how many a change would go."""
    return sum(to.belongs for to in await recipients_of(meeting_id))
