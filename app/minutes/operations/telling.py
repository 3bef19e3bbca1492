"""Mails to the members about their minutes, as far as the group's rules want them."""

from datetime import datetime
from uuid import UUID

from app.core import clock
from app.core.db import inside_transaction
from app.groups.tables import Group
from app.minutes import objections, queries
from app.minutes.mails import members
from app.minutes.mails.members import Letter
from app.minutes.record import Record
from app.minutes.tables import Minutes, Objection, ObjectionStatus
from app.outbox import operations as outbox
from app.people.queries.bodies import stored_body


@inside_transaction
async def tell_sent(group: Group, minutes: Minutes, record: Record, *, now: datetime) -> int:
    """How many mails are new."""
    if not group.mail_minutes_sent:
        return 0
    letter = await _letter(group, minutes, record)
    people = await queries.recipients(group, clock.berlin(now).date())
    return await outbox.enqueue([members.minutes_sent(letter, person) for person in people])


@inside_transaction
async def tell_corrections(group: Group, minutes: Minutes, *, now: datetime) -> None:
    """One mail for all corrections since the last one, once no objection is open any more."""
    if await objections.count_open(minutes):
        return
    corrected = set(await objections.untold_items(minutes))
    if not corrected:
        return
    record = await queries.record_of(UUID(str(minutes.meeting)))
    numbers = [item.label for item in record.items if item.id in corrected]
    if group.mail_minutes_corrected:
        letter = await _letter(group, minutes, record)
        people = await queries.recipients(group, clock.berlin(now).date())
        key = f"{minutes.id}:{now.isoformat()}"
        await outbox.enqueue(
            [members.minutes_corrected(letter, numbers, key, person) for person in people]
        )
    await Objection.update({Objection.told_at: now}).where(
        Objection.minutes == minutes.id,
        Objection.status == ObjectionStatus.ACCEPTED,
        Objection.told_at.is_null(),
    )


@inside_transaction
async def tell_approved(group: Group, minutes: Minutes, record: Record, *, now: datetime) -> None:
    if group.mail_minutes_approved:
        letter = await _letter(group, minutes, record)
        people = await queries.recipients(group, clock.berlin(now).date())
        await outbox.enqueue([members.minutes_approved(letter, person) for person in people])


@inside_transaction
async def _letter(group: Group, minutes: Minutes, record: Record) -> Letter:
    body = await stored_body(group.body)
    return Letter(minutes_id=minutes.id, record=record, body=body, until=minutes.objections_until)
