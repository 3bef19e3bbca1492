import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.core import clock
from app.groups.tables import Role, Standing
from app.invitations import rules
from app.invitations.access import BELONGS
from app.invitations.queries.answers import TRAEGER
from app.invitations.tables import Answer, Invitation
from app.people.queries.names import BY_NAME, NAME

SEAT = """LEFT JOIN LATERAL (SELECT m.standing, m.role, m.since FROM membership m
  WHERE m."group" = mt."group" AND m.person = i.person
  ORDER BY m.until DESC NULLS FIRST, m.since LIMIT 1) m ON true"""
RECIPIENTS = f"""
SELECT i.id AS invitation_id, i.series_invitation AS series_invitation_id, i.person AS person_id,
  coalesce(si.address, i.address) AS address, i.required, i.answer, i.answered_sequence,
  i.sent_sequence, CASE WHEN si.id IS NULL THEN i.sent_stamp ELSE si.sent_stamp END AS sent_stamp,
  coalesce(si.first_message_id, i.first_message_id) AS first_message_id,
  coalesce(si.created_at, i.created_at) AS created_at,
  p.email AS current_address, {NAME} AS name, {TRAEGER} AS traeger, {BELONGS} AS belongs,
  m.standing, m.role, m.since
FROM invitation i JOIN person p ON p.id = i.person JOIN meeting mt ON mt.id = i.meeting
LEFT JOIN series_invitation si ON si.id = i.series_invitation
{SEAT}
WHERE i.meeting = {{}} AND i.revoked_at IS NULL
ORDER BY {BY_NAME}, i.id
"""
# singles: what of the meetings of one person is not as the answer to the whole series says.
RECIPIENTS_OF_SERIES = f"""
SELECT i.id AS invitation_id, i.id AS series_invitation_id, i.person AS person_id, i.address,
  i.required, i.answer, i.answered_sequence, i.sent_sequence, i.sent_stamp, i.first_message_id,
  i.created_at, p.email AS current_address, {NAME} AS name, {TRAEGER} AS traeger,
  {BELONGS} AS belongs, m.standing, m.role, m.since,
  (SELECT json_agg(json_build_array(o_mt.recurrence_at, o.answer, o.answered_sequence,
      o.sent_sequence, o.revoked_at IS NOT NULL))
    FROM invitation o JOIN meeting o_mt ON o_mt.id = o.meeting
    WHERE o.series_invitation = i.id AND o_mt.status <> 'cancelled' AND (o.revoked_at IS NOT NULL
      OR o.answered_sequence IS NOT NULL OR o.sent_sequence <> i.sent_sequence)) AS singles
FROM series_invitation i JOIN person p ON p.id = i.person
JOIN (SELECT s.id, s."group", s.zone, coalesce((SELECT max(each.starts_at) FROM meeting each
  WHERE each.series = s.id), s.starts_at) AS starts_at FROM series s) mt ON mt.id = i.series
{SEAT}
WHERE i.series = {{}} AND i.revoked_at IS NULL
ORDER BY {BY_NAME}, i.id
"""


@dataclass(frozen=True)
class Single:
    """One meeting of a series, as it stands to one person. `off`: taken off this one alone."""

    recurrence_at: datetime
    answer: Answer
    answered_sequence: int | None
    sent_sequence: int | None
    off: bool


@dataclass(frozen=True)
class Recipient:
    """One active invitation, to a meeting or a whole series, with all that a mail needs.

    Of a series stamp, first mail and ORGANIZER token are those of the SeriesInvitation, also
    where the mail is about one meeting: calendars know one UID.
    """

    invitation_id: UUID  # whose answer the link takes
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
    series_invitation_id: UUID | None = None
    singles: tuple[Single, ...] = ()

    @property
    def organizer_id(self) -> UUID:
        """What the ORGANIZER token, the thread and the Message-IDs are made of."""
        return self.series_invitation_id or self.invitation_id

    @property
    def member(self) -> bool:
        """May know that there are confidential items; the same line as the Actor's member_of."""
        return self.role not in {None, Role.MITGLIED} or self.standing == Standing.VOTING

    @property
    def left_out(self) -> frozenset[datetime]:
        """Original starts of the meetings that this person alone is off."""
        return frozenset(single.recurrence_at for single in self.singles if single.off)

    def answer_to(self, recurrence_at: datetime) -> Answer:
        """To one meeting of the series, as far as it is known to be about its present time."""
        whole = self.answer if self._counts(self.answered_sequence, self.sent_sequence) else None
        for single in self.singles:
            if single.recurrence_at == recurrence_at:
                if single.answered_sequence is not None:
                    valid = self._counts(single.answered_sequence, single.sent_sequence)
                    return single.answer if valid else Answer.OPEN
                if not self._counts(self.answered_sequence, single.sent_sequence):
                    return Answer.OPEN
        return whole or Answer.OPEN

    @staticmethod
    def _counts(answered: int | None, sent: int | None) -> bool:
        return answered is not None and not rules.is_stale(answered, sent)


async def recipients_of(meeting_id: UUID) -> list[Recipient]:
    """Active invitations, also those whose first mail is still to be written."""
    today = clock.today()
    return [_recipient(row) for row in await Invitation.raw(RECIPIENTS, today, today, meeting_id)]


async def recipients_of_series(series_id: UUID) -> list[Recipient]:
    """Everybody invited to the whole of it."""
    today = clock.today()
    rows = await Invitation.raw(RECIPIENTS_OF_SERIES, today, today, series_id)
    return [_recipient({**row, "singles": _singles(row["singles"])}) for row in rows]


def _recipient(row: dict[str, Any]) -> Recipient:
    return Recipient(
        **{
            **row,
            "answer": Answer(row["answer"]),
            "standing": Standing(row["standing"]) if row["standing"] else None,
            "role": Role(row["role"]) if row["role"] else None,
        }
    )


def _singles(raw: str | None) -> tuple[Single, ...]:
    return tuple(
        Single(datetime.fromisoformat(at), Answer(answer), answered, sent, off)
        for at, answer, answered, sent, off in json.loads(raw or "[]")
    )


async def names_to_tell(meeting_id: UUID) -> list[str]:
    """To whom a change would go."""
    return [to.name for to in await recipients_of(meeting_id) if to.belongs]
