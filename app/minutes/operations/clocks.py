"""When an item was spoken about: noted by buttons, so that every browser shows the same clock."""

from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.meetings.tables import Meeting
from app.minutes import access, rules
from app.minutes.tables import Minutes, Span


@opens_transaction
async def start_clock(actor: Actor, meeting_id: UUID, item_id: UUID, *, now: datetime) -> None:
    """The clock of another item stops; one that runs already goes on. Drafts only."""
    meeting, group, minutes = await access.minutes_to_change(actor, meeting_id)
    rules.check_draft(minutes)
    item = await access.item_of(meeting, item_id)
    running = await _running(minutes)
    if running is not None:
        until = _until(running, meeting, now)
        if running.agenda_item == item.id and until == now:
            return
        await _end(running, until)
    await Span(minutes=minutes.id, agenda_item=item.id, began_at=now).save()
    await audit.record(actor, "minutes.clock_started", minutes.id, body_id=group.body, item=item.id)


@opens_transaction
async def stop_clock(actor: Actor, meeting_id: UUID, item_id: UUID, *, now: datetime) -> None:
    """A second press, or one after somebody else's, changes nothing."""
    meeting, group, minutes = await access.minutes_to_change(actor, meeting_id)
    rules.check_draft(minutes)
    item = await access.item_of(meeting, item_id)
    running = await _running(minutes)
    if running is not None and running.agenda_item == item.id:
        await _end(running, _until(running, meeting, now))
        await audit.record(
            actor, "minutes.clock_stopped", minutes.id, body_id=group.body, item=item.id
        )


async def _running(minutes: Minutes) -> Span | None:
    """The lock on the minutes lets nobody else start one meanwhile."""
    return await Span.objects().where(Span.minutes == minutes.id, Span.ended_at.is_null()).first()


def _until(span: Span, meeting: Meeting, now: datetime) -> datetime:
    """Who ended the meeting has stopped the clock."""
    ended = meeting.ended_at
    return ended if ended is not None and span.began_at < ended < now else now


@inside_transaction
async def _end(span: Span, at: datetime) -> None:
    span.ended_at = at
    await span.save([Span.ended_at])
