"""One answer to all coming meetings of a series, or one to each."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import existing
from app.invitations import series_answers
from app.invitations.operations.answer import holder_of
from app.invitations.series_form import SeriesAnswers
from app.invitations.tables import Answer, Invitation, SeriesInvitation

STORE = """
UPDATE invitation SET answer = given.answer, answered_at = {}, answered_stamp = {}, answer_note = '',
  answered_sequence = greatest(coalesce(sent_sequence, 0), {})
FROM unnest({}::uuid[], {}::text[]) AS given(id, answer)
WHERE invitation.id = given.id AND invitation.series_invitation = {}
"""


@opens_transaction
async def answer_own(actor: Actor, series_id: UUID, data: SeriesAnswers, *, now: datetime) -> None:
    found = await series_answers.own(actor, series_id)
    await _store(actor, found.id, data, now=now)


@opens_transaction
async def answer_by_link(token: str, data: SeriesAnswers, *, now: datetime) -> None:
    """Who holds the link answers as the invited person."""
    found = await series_answers.by_token(token, now=now)
    await _store(await holder_of(found.person), found.id, data, now=now)


async def _store(actor: Actor, invitation_id: UUID, data: SeriesAnswers, *, now: datetime) -> None:
    invitation = existing(
        await SeriesInvitation.objects()
        .where(SeriesInvitation.id == invitation_id)
        .lock_rows("UPDATE")
        .first()
    )
    await series_answers.check_can_answer(invitation, now)
    await record_series_answer(
        actor, invitation, data, body_id=await series_answers.body_of(invitation), now=now
    )


@inside_transaction
async def record_series_answer(
    actor: Actor, invitation: SeriesInvitation, data: SeriesAnswers, *, body_id: UUID, now: datetime
) -> None:
    """The row is locked. Meetings that are over or cancelled keep the answer they have."""
    if data.answer:
        invitation.answer = data.answer
        invitation.answered_at = now
        invitation.answered_stamp = now
        invitation.answered_sequence = invitation.sent_sequence or 0
    invitation.comment = data.comment
    await invitation.save(
        [
            SeriesInvitation.answer,
            SeriesInvitation.answered_at,
            SeriesInvitation.answered_stamp,
            SeriesInvitation.answered_sequence,
            SeriesInvitation.comment,
        ]
    )
    rows = await series_answers.rows_of(invitation.id, now)
    chosen = {row.invitation_id: data.each.get(row.invitation_id, data.answer) for row in rows}
    answers = {row.invitation_id: chosen[row.invitation_id] for row in rows if not row.cancelled}
    await _note(invitation, {of: answer for of, answer in answers.items() if answer}, now)
    told = data.answer.value if data.answer else ""
    await audit.record(
        actor, "series.answered", invitation.id, body_id=body_id, answer=told, alone=len(data.each)
    )


async def _note(
    invitation: SeriesInvitation, answers: Mapping[UUID, Answer], now: datetime
) -> None:
    if answers:
        await Invitation.raw(
            STORE, now, now, invitation.sent_sequence or 0, list(answers),
            [answer.value for answer in answers.values()], invitation.id,
        )  # fmt: skip
