"""Rows of those who are invited to a series: one for it, one for each of its meetings."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from app.core.db import inside_transaction
from app.core.tokens import hash_of
from app.invitations import rules
from app.invitations.forms import GuestList
from app.invitations.queries.candidates import Candidate
from app.invitations.tables import Invitation, SeriesInvitation

STORE = """
INSERT INTO series_invitation (id, series, person, address, required, reply_token_hash,
  answer_token_hash, created_at)
SELECT guest.id, {}, guest.person, guest.address, guest.required, guest.reply, guest.answer, {}
FROM unnest({}::uuid[], {}::uuid[], {}::text[], {}::boolean[], {}::text[], {}::text[])
  AS guest(id, person, address, required, reply, answer)
ON CONFLICT (series, person) DO UPDATE SET address = excluded.address,
  required = excluded.required, answer = 'open', answered_at = NULL, answered_sequence = NULL,
  answered_stamp = NULL, comment = '', revoked_at = NULL
WHERE series_invitation.revoked_at IS NOT NULL
"""
MISSING = """
SELECT gen_random_uuid() AS id, si.id AS whole, mt.id AS meeting
FROM series_invitation si JOIN meeting mt ON mt.series = si.series
WHERE si.series = {} AND si.revoked_at IS NULL
  AND mt.status IN ('planned', 'invited') AND mt.ends_at > {} AND ({} OR mt.id = {})
  AND ({} OR si.person = ANY({}::uuid[]))
  AND NOT EXISTS (SELECT FROM invitation i WHERE i.meeting = mt.id AND i.series_invitation = si.id
    AND (i.revoked_at IS NULL OR {}))
"""
# Without a reply_token: replies carry that of the series, whose UID it is.
FILL = """
INSERT INTO invitation (id, meeting, series_invitation, person, address, required,
  sent_sequence, answer_token_hash, created_at)
SELECT guest.id, mt.id, si.id, si.person, si.address, si.required,
  CASE WHEN {} THEN greatest(si.sent_sequence, mt.sequence) END, guest.answer, {}
FROM unnest({}::uuid[], {}::uuid[], {}::uuid[], {}::text[]) AS guest(id, whole, meeting, answer)
JOIN series_invitation si ON si.id = guest.whole JOIN meeting mt ON mt.id = guest.meeting
ON CONFLICT (meeting, person) DO UPDATE SET series_invitation = excluded.series_invitation,
  address = excluded.address, required = excluded.required, answer = 'open', answered_at = NULL,
  answered_sequence = NULL, answered_stamp = NULL, sent_sequence = excluded.sent_sequence,
  revoked_at = NULL
"""
MOVE = """
UPDATE invitation SET series_invitation = new.id, sent_sequence = NULL,
  answered_sequence = CASE WHEN invitation.answered_sequence IS NULL THEN NULL ELSE -1 END
FROM series_invitation old JOIN series_invitation new ON new.person = old.person, meeting mt
WHERE old.series = {} AND new.series = {} AND invitation.series_invitation = old.id
  AND mt.id = invitation.meeting AND mt.series = new.series
"""


@inside_transaction
async def store(series_id: UUID, chosen: list[Candidate], guests: GuestList, now: datetime) -> None:
    """New rows, or the old ones of those who were taken off and are asked again.

    Those for each meeting are left to `fill`.
    """
    ids = [uuid4() for _ in chosen]
    await SeriesInvitation.raw(
        STORE, series_id, now, ids,
        [each.person_id for each in chosen],
        [each.address for each in chosen],
        [each.person_id not in guests.optional for each in chosen],
        [hash_of(rules.reply_token(each)) for each in ids],
        [hash_of(rules.answer_token(each)) for each in ids],
    )  # fmt: skip


@inside_transaction
async def fill(
    series_id: UUID,
    now: datetime,
    *,
    people: Sequence[UUID] | None = None,
    sent: bool = False,
    only: UUID | None = None,
) -> None:
    """An invitation to each coming meeting that has none yet, or only one that was taken back.

    people: who is asked now, once more too; without them everybody, but nobody gets back what they
    were taken off. sent: the mail about the series is on its way already. only: to this one of its
    meetings.
    """
    everybody = people is None
    rows = await Invitation.raw(
        MISSING, series_id, now, only is None, only or series_id,
        everybody, list(people or ()), everybody,
    )  # fmt: skip
    await Invitation.raw(
        FILL, sent, now,
        [row["id"] for row in rows],
        [row["whole"] for row in rows],
        [row["meeting"] for row in rows],
        [hash_of(rules.answer_token(row["id"])) for row in rows],
    )  # fmt: skip


@inside_transaction
async def take_over(old_id: UUID, new_id: UUID, now: datetime) -> None:
    """Everybody of the old series is invited to the new one as well; answers are asked for anew."""
    people = await SeriesInvitation.select(
        SeriesInvitation.person, SeriesInvitation.address, SeriesInvitation.required
    ).where(SeriesInvitation.series == old_id, SeriesInvitation.revoked_at.is_null())
    ids = [uuid4() for _ in people]
    await SeriesInvitation.raw(
        STORE, new_id, now, ids,
        [row["person"] for row in people],
        [row["address"] for row in people],
        [row["required"] for row in people],
        [hash_of(rules.reply_token(each)) for each in ids],
        [hash_of(rules.answer_token(each)) for each in ids],
    )  # fmt: skip
    await Invitation.raw(MOVE, old_id, new_id)
    await fill(new_id, now)
