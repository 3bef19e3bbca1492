"""Minutes are approved by who leads, by the group in a later meeting, or by its rule; then they are frozen."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core import clock
from app.core.actor import Actor, system
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import existing
from app.files.operations import StoredFile, add_file
from app.groups.tables import Group
from app.meetings.tables import Meeting
from app.minutes import access, due, objections, queries, rules
from app.minutes.operations.telling import tell_approved
from app.minutes.record import Record
from app.minutes.tables import Minutes, MinutesRevision, MinutesStatus


@dataclass(frozen=True)
class Paper:
    """The signed record and the PDF that was made of it, outside of any transaction."""

    record: Record
    pdf: StoredFile


def signed(record: Record, actor: Actor, *, now: datetime) -> Record:
    """As it will stand in the PDF and in the frozen revision."""
    return replace(record, approved_on=clock.berlin(now).date(), approved_by=actor.name)


def signed_tacitly(record: Record, *, now: datetime) -> Record:
    return replace(record, approved_on=clock.berlin(now).date(), approved_by=rules.TACIT)


def signed_in(record: Record, other: due.LaterMeeting) -> Record:
    """`other`: the approving meeting."""
    by = rules.group_in(other.title, other.held_on)
    return replace(record, approved_on=other.held_on, approved_by=by)


@opens_transaction
async def approve_minutes(
    actor: Actor, meeting_id: UUID, record: Record, pdf: StoredFile, *, now: datetime
) -> None:
    """By who leads. Freezes what the PDF was made from; a second press changes nothing.

    Raises RuleViolation while an objection is open, and if anything was changed after the PDF.
    """
    _, group, minutes = await access.minutes_to_approve(actor, meeting_id)
    if minutes.status != MinutesStatus.APPROVED:
        minutes.approved_by = actor.person_id
        await _freeze(actor, group, minutes, Paper(record, pdf), now)


@opens_transaction
async def approve_in_meeting(
    actor: Actor, meeting_id: UUID, approving: UUID, paper: Paper, *, now: datetime
) -> None:
    """As approve_minutes; who leads says that the group has approved them in that meeting."""
    meeting, group, minutes = await access.minutes_to_approve(actor, meeting_id)
    if minutes.status != MinutesStatus.APPROVED:
        await _check_approving(minutes, meeting, approving, now)
        minutes.approved_in = approving
        await _freeze(actor, group, minutes, paper, now)


@opens_transaction
async def approve_by_item(
    meeting_id: UUID, approving: UUID, paper: Paper, *, now: datetime
) -> None:
    """For the worker: the group has recorded its approval on an agenda item of that meeting.

    Raises RuleViolation for what no longer holds: taken back, or an objection.
    """
    meeting, group, minutes = await access.minutes_by_rule(meeting_id)
    if minutes.status != MinutesStatus.APPROVED:
        await _check_approving(minutes, meeting, approving, now)
        found = (await due.recorded(now, most=due.ALL)).get(meeting_id)
        rules.check_recorded(found.id if found else None, approving)
        minutes.approved_in = approving
        await _freeze(system(), group, minutes, paper, now)


@opens_transaction
async def approve_tacitly(meeting_id: UUID, paper: Paper, *, now: datetime) -> None:
    """For the worker: the period is over and nobody objects. Twice is once."""
    _, group, minutes = await access.minutes_by_rule(meeting_id)
    if minutes.status != MinutesStatus.APPROVED:
        rules.check_tacit(group, minutes, today=clock.berlin(now).date())
        await _freeze(system(), group, minutes, paper, now)


@inside_transaction
async def _check_approving(
    minutes: Minutes, meeting: Meeting, approving: UUID, now: datetime
) -> None:
    other = existing(await Meeting.objects().where(Meeting.id == approving).first())
    rules.check_approving(minutes, meeting, other, now=now)


@inside_transaction
async def _freeze(
    actor: Actor, group: Group, minutes: Minutes, paper: Paper, now: datetime
) -> None:
    rules.check_can_be_approved(minutes)
    rules.check_objections_settled(await objections.count_open(minutes))
    record, live = paper.record, await queries.record_of(paper.record.meeting_id)
    rules.check_unchanged(record.fingerprint, live.fingerprint)

    file = await add_file(paper.pdf, body_id=group.body, owner_id=minutes.id)
    await MinutesRevision.insert(
        MinutesRevision(
            minutes=minutes.id,
            status=MinutesStatus.APPROVED,
            content=json.dumps(record.content()),
            created_by_name=actor.name,
            created_at=now,
        )
    )
    minutes.status, minutes.approved_at = MinutesStatus.APPROVED, now
    minutes.approved_by_name, minutes.pdf = record.approved_by, file.id
    await minutes.save(
        [
            Minutes.status,
            Minutes.approved_at,
            Minutes.approved_by,
            Minutes.approved_by_name,
            Minutes.approved_in,
            Minutes.pdf,
        ]
    )
    await audit.record(
        actor, "minutes.approved", minutes.id, body_id=group.body, sha256=paper.pdf.sha256,
        fingerprint=record.fingerprint, meeting=minutes.approved_in,
    )  # fmt: skip
    await tell_approved(group, minutes, record, now=now)
