"""A proven answer goes to the invitation, or to the series and its meetings."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.audit import operations as audit
from app.core import clock
from app.core.actor import Actor
from app.core.db import inside_transaction
from app.invitations.access import BELONGS
from app.invitations.tables import Answer, Invitation
from app.meetings.tables import MeetingStatus
from app.replies.operations.finding import Target
from app.replies.rules import answers
from app.replies.rules.answers import Given
from app.replies.tables import Outcome

MAY = f"""({BELONGS} OR (NOT p.blocked AND NOT EXISTS (
  SELECT FROM membership m WHERE m."group" = mt."group" AND m.person = i.person)))"""
STATE = f"""
SELECT i.id, i.answer, i.answered_at, i.answered_sequence, i.revoked_at IS NOT NULL AS revoked,
  mt.id AS meeting_id, mt.status, mt.ends_at, {MAY} AS may, si.sent_stamp AS series_stamp,
  coalesce(i.sent_sequence, si.sent_sequence, 0) AS sent
FROM invitation i JOIN meeting mt ON mt.id = i.meeting JOIN person p ON p.id = i.person
LEFT JOIN series_invitation si ON si.id = i.series_invitation
"""
ONE = f"{STATE} WHERE i.id = {{}} FOR UPDATE OF i"
OF_SERIES = f"""{STATE} WHERE i.series_invitation = {{}} AND mt.ends_at > {{}}
  AND i.revoked_at IS NULL AND mt.status IN ('planned', 'invited', 'running')
ORDER BY i.id FOR UPDATE OF i"""
SERIES = """
SELECT i.id, i.answer, i.answered_at, i.answered_sequence, i.revoked_at IS NOT NULL AS revoked,
  s.cancelled_at IS NOT NULL AS cancelled, coalesce(i.sent_sequence, s.sequence) AS sent
FROM series_invitation i JOIN series s ON s.id = i.series WHERE i.id = {} FOR UPDATE OF i
"""
STORE = """
UPDATE invitation SET answer = {}, answered_at = {}, answered_sequence = n.sent,
  answered_stamp = {}, comment = {}, answer_note = {},
  deputy_name = CASE WHEN {} THEN deputy_name ELSE '' END
FROM unnest({}::uuid[], {}::integer[]) AS n(id, sent) WHERE invitation.id = n.id
"""
STORE_SERIES = """
UPDATE series_invitation SET answer = {}, answered_at = {}, answered_sequence = {},
  answered_stamp = {}, comment = {} WHERE id = {}
"""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One answer as it is to be stored. `at`: when it was given; `stamp`: DTSTAMP, where it had one."""

    partstat: str
    at: datetime
    stamp: datetime | None
    sequence: int | None
    comment: str
    note: str = ""

    @property
    def answer(self) -> Answer:
        return answers.ANSWERS[self.partstat]


@dataclass(frozen=True)
class Applied:
    """`before`: what the person had answered, where that counted and is now turned over."""

    outcome: Outcome
    reason: str = ""
    meeting_id: UUID | None = None
    invitation_id: UUID | None = None
    before: Answer | None = None
    after: Answer | None = None


@inside_transaction
async def answer_meeting(
    actor: Actor, target: Target, invitation_id: UUID, reply: Reply, *, now: datetime
) -> Applied:
    """To one meeting, single or of a series."""
    row = (await Invitation.raw(ONE, *_days(now), invitation_id))[0]
    given = _given(row)
    outcome, reason = answers.fate(given, reply.sequence, reply.at, now)
    if outcome == Outcome.OLD and reason == answers.OLD:
        await _keep_old(row, given, reply)
    if outcome == Outcome.APPLIED:
        await _store(reply, [(row["id"], given.sent)])
        await _record(actor, target, row["id"], reply)
    turned = outcome == Outcome.APPLIED and given.counts and given.answer != reply.answer
    return Applied(
        outcome, reason, row["meeting_id"], row["id"],
        before=given.answer if turned else None, after=reply.answer,
    )  # fmt: skip


@inside_transaction
async def answer_series(actor: Actor, target: Target, reply: Reply, *, now: datetime) -> Applied:
    """To all coming meetings of it that have no newer answer of their own."""
    assert target.series_invitation_id is not None
    row = (await Invitation.raw(SERIES, target.series_invitation_id))[0]
    coming = await Invitation.raw(OF_SERIES, *_days(now), target.series_invitation_id, now)
    given = _series_given(row, coming, now)
    outcome, reason = answers.fate(given, reply.sequence, reply.at, now)
    if outcome != Outcome.APPLIED:
        return Applied(outcome, reason)
    values = (reply.answer, reply.at, given.sent, reply.stamp, reply.comment)
    await Invitation.raw(STORE_SERIES, *values, row["id"])
    older = [
        (each["id"], each["sent"])
        for each in coming
        if not _moved_since(each, given.sent, reply)
        and answers.fate(_given(each), None, reply.at, now)[0] == Outcome.APPLIED
    ]
    await _store(reply, older)
    await _record(actor, target, row["id"], reply, meetings=len(older))
    turned = given.counts and given.answer != reply.answer
    return Applied(outcome, before=given.answer if turned else None, after=reply.answer)


def _moved_since(row: dict[str, Any], sent: int, reply: Reply) -> bool:
    """The answer to the series was given before this meeting's change went out: it is not meant."""
    stamp = row["series_stamp"]
    return row["sent"] > sent and stamp is not None and reply.at < stamp


def _days(now: datetime) -> tuple[Any, Any]:
    today = clock.berlin(now).date()
    return today, today


def _given(row: dict[str, Any]) -> Given:
    return Given(
        answer=Answer(row["answer"]),
        answered_at=row["answered_at"],
        answered_sequence=row["answered_sequence"],
        sent=row["sent"],
        status=MeetingStatus(row["status"]),
        ends_at=row["ends_at"],
        revoked=row["revoked"],
        may=row["may"],
    )


def _series_given(row: dict[str, Any], coming: list[dict[str, Any]], now: datetime) -> Given:
    """The series lasts as long as its last coming meeting."""
    return Given(
        answer=Answer(row["answer"]),
        answered_at=row["answered_at"],
        answered_sequence=row["answered_sequence"],
        sent=row["sent"],
        status=MeetingStatus.CANCELLED if row["cancelled"] else MeetingStatus.INVITED,
        ends_at=max((each["ends_at"] for each in coming), default=now),
        revoked=row["revoked"],
        may=any(each["may"] for each in coming),
    )


async def _store(reply: Reply, rows: list[tuple[UUID, int]]) -> None:
    if rows:
        await Invitation.raw(
            STORE, reply.answer, reply.at, reply.stamp, reply.comment, reply.note,
            reply.answer == Answer.DECLINED,
            [each for each, _ in rows], [sent for _, sent in rows],
        )  # fmt: skip


async def _keep_old(row: dict[str, Any], given: Given, reply: Reply) -> None:
    """Shown as "veraltet": it says something about the old date, nothing about the new one."""
    sequence = reply.sequence or 0
    if answers.keeps_old(given, sequence, reply.at):
        await _store(reply, [(row["id"], sequence)])


async def _record(
    actor: Actor, target: Target, subject: UUID, reply: Reply, **details: int
) -> None:
    await audit.record(
        actor, "invitation.answered", subject, body_id=target.body_id,
        answer=reply.answer.value, by="mail", **details,
    )  # fmt: skip
