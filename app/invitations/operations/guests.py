"""Rows of those who are invited."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid4

from app.core.db import inside_transaction
from app.core.tokens import hash_of
from app.invitations import rules
from app.invitations.forms import GuestList
from app.invitations.queries.candidates import Candidate
from app.invitations.tables import Answer, Invitation

STORE = """
INSERT INTO invitation (id, meeting, person, address, required, reply_token_hash,
  answer_token_hash, created_at)
SELECT guest.id, {}, guest.person, guest.address, guest.required, guest.reply, guest.answer, {}
FROM unnest({}::uuid[], {}::uuid[], {}::text[], {}::boolean[], {}::text[], {}::text[])
  AS guest(id, person, address, required, reply, answer)
ON CONFLICT (meeting, person) DO UPDATE SET address = excluded.address,
  required = excluded.required, answer = 'open', answered_at = NULL, answered_sequence = NULL,
  answered_stamp = NULL, revoked_at = NULL
WHERE invitation.revoked_at IS NOT NULL
"""
YES_OF_THE_POLL = "Ja-Stimme der Terminabfrage"


@inside_transaction
async def store(
    meeting_id: UUID, chosen: list[Candidate], guests: GuestList, now: datetime
) -> None:
    """New rows, or the old ones of those who were taken off and are asked again."""
    ids = [uuid4() for _ in chosen]
    await Invitation.raw(
        STORE, meeting_id, now, ids,
        [each.person_id for each in chosen],
        [each.address for each in chosen],
        [each.person_id not in guests.optional for each in chosen],
        [hash_of(rules.reply_token(each)) for each in ids],
        [hash_of(rules.answer_token(each)) for each in ids],
    )  # fmt: skip


@inside_transaction
async def accept_for(
    meeting_id: UUID, people: Collection[UUID], sequence: int, now: datetime
) -> None:
    """Their yes of the poll is their answer; the mail then asks for none."""
    if people:
        await Invitation.update(
            {
                Invitation.answer: Answer.ACCEPTED,
                Invitation.answered_at: now,
                Invitation.answered_sequence: sequence,
                Invitation.answer_note: YES_OF_THE_POLL,
            }
        ).where(Invitation.meeting == meeting_id, Invitation.person.is_in(list(people)))
