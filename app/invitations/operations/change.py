from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import RuleViolation, StaleVersion
from app.invitations import rules
from app.invitations.mails.kinds import invitation_cancelled, invitation_changed
from app.invitations.mails.letters import Before
from app.invitations.operations import post
from app.invitations.operations.instances import (
    above_the_series,
    master_leaves_out,
    meeting_in_series_to_change,
)
from app.invitations.operations.letters import write_letter
from app.invitations.operations.series.cancel import call_off_series
from app.meetings.forms.meetings import MeetingData
from app.meetings.operations.agenda import mark_supplements_mailed
from app.meetings.operations.meetings import mark_cancelled, move_meeting
from app.meetings.rules import check_can_be_cancelled, check_can_be_changed
from app.meetings.tables import Meeting, MeetingStatus
from app.series.access import WholeSeries, series_to_change
from app.series.rules import has_begun


@opens_transaction
async def change_meeting(
    actor: Actor, meeting_id: UUID, version: int, data: MeetingData, *, notify: bool, now: datetime
) -> int:
    """Stores title, time and place and tells the invited; returns to how many it went.

    Raises StaleVersion when somebody else saved in between; the same change sent twice is one.
    """
    meeting, group = await meeting_in_series_to_change(actor, meeting_id)
    check_can_be_changed(meeting)
    if rules.is_same(meeting, data):
        return 0
    if meeting.version != version:
        raise StaleVersion("Inzwischen hat jemand anders diese Sitzung geändert.", _theirs(meeting))
    invited = await post.told(meeting_id)
    significant = rules.is_significant(meeting, data)
    if invited and significant and not notify:
        raise RuleViolation("Wenn sich Zeit oder Ort ändern, müssen es alle Eingeladenen erfahren.")
    before = Before.of(meeting)
    await above_the_series(meeting)
    await move_meeting(meeting, data, raise_sequence=significant and bool(invited), now=now)
    if not notify:
        invited = []
    moved_from = before if significant else None
    letter = await write_letter(actor, meeting, group, now=now, moved_from=moved_from)
    await post.send_requests(letter, invited, invitation_changed, significant=significant)
    await audit.record(
        actor, "meeting.changed", meeting_id, body_id=group.body, people=len(invited)
    )
    return len(invited)


def _theirs(meeting: Meeting) -> str:
    return meeting.title


@opens_transaction
async def tell_agenda(actor: Actor, meeting_id: UUID, once: UUID, *, now: datetime) -> int:
    """The agenda has changed: the same SEQUENCE, answers stay. `once` is the form's id."""
    meeting, group = await meeting_in_series_to_change(actor, meeting_id)
    rules.check_can_invite(meeting, now)
    letter = await write_letter(actor, meeting, group, now=now, once=once.hex)
    invited = await post.told(meeting_id)
    await post.send_requests(letter, invited, invitation_changed, significant=False)
    await mark_supplements_mailed(meeting_id, now=now)
    await audit.record(actor, "agenda.sent", meeting_id, body_id=group.body, people=len(invited))
    return len(invited)


@opens_transaction
async def cancel_meeting(actor: Actor, meeting_id: UUID, reason: str, *, now: datetime) -> int:
    """Everybody invited gets a CANCEL, except who never got an invitation; sent twice, it is one."""
    return await call_off(actor, meeting_id, reason, now=now)


@inside_transaction
async def call_off(actor: Actor, meeting_id: UUID, reason: str, *, now: datetime) -> int:
    """As cancel_meeting, where more happens in the same transaction. Returns who was told."""
    meeting, group = await meeting_in_series_to_change(actor, meeting_id)
    if meeting.status == MeetingStatus.CANCELLED:
        return 0
    check_can_be_cancelled(meeting)
    if whole := await _left_alone(actor, meeting, now):
        return await call_off_series(actor, whole, None, reason, now=now)
    invited = await post.mailed(meeting_id)
    await above_the_series(meeting)
    await mark_cancelled(meeting, reason, raise_sequence=bool(invited), now=now)
    if invited:
        await master_leaves_out(meeting)
    letter = await write_letter(actor, meeting, group, now=now)
    await post.send_cancels(letter, invited, invitation_cancelled)
    await audit.record(
        actor, "meeting.cancelled", meeting_id, body_id=group.body, people=len(invited)
    )
    return len(invited)


async def _left_alone(actor: Actor, meeting: Meeting, now: datetime) -> WholeSeries | None:
    """The series of which nothing would be left: without a date it would stay in calendars."""
    if meeting.series is None:
        return None
    whole = await series_to_change(actor, meeting.series)
    begun = any(has_begun(each, now) for each in whole.meetings)
    return whole if not begun and len(rules.coming_of(whole.meetings, now)) == 1 else None
