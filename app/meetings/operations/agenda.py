from datetime import datetime
from typing import Any
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import opens_transaction
from app.core.errors import NotFound, RuleViolation
from app.meetings import queries, rules
from app.meetings.access import meeting_to_run
from app.meetings.forms import AgendaItemData
from app.meetings.tables import AgendaItem, Meeting


@opens_transaction
async def add_item(
    actor: Actor, meeting_id: UUID, item_id: UUID, data: AgendaItemData, *, now: datetime
) -> None:
    """At the end; the id comes from the form, so that a second submit adds nothing."""
    meeting, group = await meeting_to_run(actor, meeting_id)
    rules.check_can_be_changed(meeting)
    if await AgendaItem.exists().where(AgendaItem.id == item_id):
        return
    count = await AgendaItem.count().where(AgendaItem.meeting == meeting_id)
    await AgendaItem(id=item_id, meeting=meeting_id, position=count + 1, **_columns(data)).save()
    await _note(actor, meeting, "agenda.item_added", group.body, now)


@opens_transaction
async def change_item(
    actor: Actor, meeting_id: UUID, item_id: UUID, data: AgendaItemData, *, now: datetime
) -> None:
    meeting, group = await meeting_to_run(actor, meeting_id)
    rules.check_can_be_changed(meeting)
    item = await _item(meeting_id, item_id)
    for name, value in _columns(data).items():
        setattr(item, name, value)
    await item.save()
    await _note(actor, meeting, "agenda.item_changed", group.body, now)


@opens_transaction
async def remove_item(actor: Actor, meeting_id: UUID, item_id: UUID, *, now: datetime) -> None:
    """Sent twice, it is gone all the same; 404 for an item of another meeting."""
    meeting, group = await meeting_to_run(actor, meeting_id)
    rules.check_can_be_changed(meeting)
    if not await AgendaItem.exists().where(AgendaItem.id == item_id):
        return
    await _item(meeting_id, item_id)
    if await queries.is_minuted(item_id):
        raise RuleViolation("Zu diesem Punkt steht schon etwas im Protokoll. Er bleibt stehen.")
    await AgendaItem.delete().where(AgendaItem.id == item_id)
    await _renumber(await _order(meeting_id))
    await _note(actor, meeting, "agenda.item_removed", group.body, now)


@opens_transaction
async def move_item(
    actor: Actor, meeting_id: UUID, item_id: UUID, *, up: bool, now: datetime
) -> None:
    meeting, group = await meeting_to_run(actor, meeting_id)
    rules.check_can_be_changed(meeting)
    await _item(meeting_id, item_id)
    await _renumber(rules.moved(await _order(meeting_id), item_id, up=up))
    await _note(actor, meeting, "agenda.item_moved", group.body, now)


def _columns(data: AgendaItemData) -> dict[str, Any]:
    values = vars(data) | {"vorlage": data.vorlage_id}
    del values["vorlage_id"]
    return values


async def _item(meeting_id: UUID, item_id: UUID) -> AgendaItem:
    item = (
        await AgendaItem.objects()
        .where(AgendaItem.id == item_id, AgendaItem.meeting == meeting_id)
        .first()
    )
    if item is None:
        raise NotFound
    return item


async def _order(meeting_id: UUID) -> list[UUID]:
    return list(
        await AgendaItem.select(AgendaItem.id)
        .where(AgendaItem.meeting == meeting_id)
        .order_by(AgendaItem.position, AgendaItem.id)
        .output(as_list=True)
    )


async def _renumber(order: list[UUID]) -> None:
    for position, item_id in enumerate(order, start=1):
        await AgendaItem.update({AgendaItem.position: position}).where(AgendaItem.id == item_id)


async def _note(actor: Actor, meeting: Meeting, action: str, body_id: UUID, now: datetime) -> None:
    """The agenda stands in calendars too, so the meeting has changed."""
    await Meeting.update({Meeting.updated_at: now}).where(Meeting.id == meeting.id)
    await audit.record(actor, action, meeting.id, body_id=body_id)
