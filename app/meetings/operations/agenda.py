from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.clock import berlin
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import RuleViolation, existing
from app.core.words import Visibility
from app.meetings import order, rules
from app.meetings.access import meeting_to_run
from app.meetings.forms.agenda import AgendaItemData
from app.meetings.queries.agenda import is_minuted
from app.meetings.tables import AgendaItem, Meeting, MeetingStatus

AFTER_THE_INVITATIONS = (MeetingStatus.INVITED, MeetingStatus.RUNNING)


@opens_transaction
async def add_item(
    actor: Actor, meeting_id: UUID, item_id: UUID, data: AgendaItemData, *, now: datetime
) -> None:
    """At the end, or below its parent; the id comes from the form: a second submit adds nothing."""
    meeting, group = await meeting_to_run(actor, meeting_id)
    rules.check_can_be_changed(meeting)
    if await AgendaItem.exists().where(AgendaItem.id == item_id):
        return
    await _check_parent(meeting_id, item_id, data)
    await append_items(
        meeting, [AgendaItem(id=item_id, meeting=meeting_id, **_columns(data))], now=now
    )
    await _note(actor, meeting, "agenda.item_added", group.body, now)


@inside_transaction
async def append_items(meeting: Meeting, items: Sequence[AgendaItem], *, now: datetime) -> None:
    """Behind the others, or behind the other sub-items of their parent; the caller holds the lock.

    Once people are invited, what comes is a supplement of that day.
    """
    count = await AgendaItem.count().where(AgendaItem.meeting == meeting.id)
    late = meeting.status in AFTER_THE_INVITATIONS
    for position, item in enumerate(items, start=count + 1):
        item.position = position
        item.supplement_on = berlin(now).date() if late else None
    if items:
        await AgendaItem.insert(*items)
        await _renumber(order.flat(await _tree(meeting.id)))


@inside_transaction
async def place_second(meeting_id: UUID, item_id: UUID) -> None:
    """Behind the first item, where approvals stand; the caller holds the lock."""
    tree = await _tree(meeting_id)
    tops = [branch[0] for branch in tree if branch[0] != item_id]
    if len(tops) > 1:
        await _renumber(order.placed(tree, item_id, tops[1]))


@inside_transaction
async def mark_supplements_mailed(meeting_id: UUID, *, now: datetime) -> None:
    """The invited have the agenda as it stands."""
    await AgendaItem.update({AgendaItem.supplement_mailed_at: now}).where(
        AgendaItem.meeting == meeting_id,
        AgendaItem.supplement_on.is_not_null(),
        AgendaItem.supplement_mailed_at.is_null(),
    )


@opens_transaction
async def change_item(
    actor: Actor, meeting_id: UUID, item_id: UUID, data: AgendaItemData, *, now: datetime
) -> None:
    meeting, group = await meeting_to_run(actor, meeting_id)
    rules.check_can_be_changed(meeting)
    item = await _item(meeting_id, item_id)
    await _check_parent(meeting_id, item_id, data)
    if item.parent != data.parent_id:
        tree = await _tree(meeting_id)
        await _renumber(order.moved_below(tree, item_id, data.parent_id))
    columns = _columns(data)
    await AgendaItem.update(columns).where(AgendaItem.id == item_id)
    await _close_subs(meeting_id, item_id, data.visibility)
    await _note(actor, meeting, "agenda.item_changed", group.body, now)


@opens_transaction
async def remove_item(actor: Actor, meeting_id: UUID, item_id: UUID, *, now: datetime) -> None:
    """Sent twice, it is gone all the same; 404 for an item of another meeting.

    Sub-items stay and stand for themselves.
    """
    meeting, group = await meeting_to_run(actor, meeting_id)
    rules.check_can_be_changed(meeting)
    if not await AgendaItem.exists().where(AgendaItem.id == item_id):
        return
    await _item(meeting_id, item_id)
    if await is_minuted(item_id):
        raise RuleViolation("Zu diesem Punkt steht schon etwas im Protokoll. Er bleibt stehen.")
    await AgendaItem.delete().where(AgendaItem.id == item_id)
    await _renumber(order.flat(await _tree(meeting_id)))
    await _note(actor, meeting, "agenda.item_removed", group.body, now)


@opens_transaction
async def move_item(
    actor: Actor, meeting_id: UUID, item_id: UUID, *, up: bool, now: datetime
) -> None:
    """One step among its like, sub-items with it."""
    meeting, group = await meeting_to_run(actor, meeting_id)
    rules.check_can_be_changed(meeting)
    await _item(meeting_id, item_id)
    await _renumber(order.moved(await _tree(meeting_id), item_id, up=up))
    await _note(actor, meeting, "agenda.item_moved", group.body, now)


@opens_transaction
async def place_item(
    actor: Actor, meeting_id: UUID, item_id: UUID, before: UUID | None, *, now: datetime
) -> None:
    """Before another item of its like; None: behind them all. Any other place changes nothing."""
    meeting, group = await meeting_to_run(actor, meeting_id)
    rules.check_can_be_changed(meeting)
    await _item(meeting_id, item_id)
    await _renumber(order.placed(await _tree(meeting_id), item_id, before))
    await _note(actor, meeting, "agenda.item_moved", group.body, now)


async def _check_parent(meeting_id: UUID, item_id: UUID, data: AgendaItemData) -> None:
    if data.parent_id is None:
        return
    parent = await _item(meeting_id, data.parent_id)
    if parent.parent is not None or data.parent_id == item_id:
        raise RuleViolation("Unterpunkte stehen nur unter einem Punkt der ersten Ebene.")
    if order.below(await _tree(meeting_id), item_id):
        raise RuleViolation("Dieser Punkt hat selbst Unterpunkte.")
    if order.at_least_as_closed(data.visibility, Visibility(parent.visibility)) != data.visibility:
        word = Visibility(parent.visibility).label
        raise RuleViolation(
            f"Der Punkt darüber ist {word}; ein Unterpunkt darf nicht offener sein."
        )


async def _close_subs(meeting_id: UUID, item_id: UUID, visibility: Visibility) -> None:
    """No sub-item is more open than its item."""
    more_open = order.MOST_OPEN_FIRST[: order.MOST_OPEN_FIRST.index(visibility)]
    if more_open:
        await AgendaItem.update({AgendaItem.visibility: visibility}).where(
            AgendaItem.meeting == meeting_id,
            AgendaItem.parent == item_id,
            AgendaItem.visibility.is_in(list(more_open)),
        )


def _columns(data: AgendaItemData) -> dict[Any, Any]:
    values = vars(data)
    return {name.removesuffix("_id"): value for name, value in values.items()}


async def _item(meeting_id: UUID, item_id: UUID) -> AgendaItem:
    return existing(
        await AgendaItem.objects()
        .where(AgendaItem.id == item_id, AgendaItem.meeting == meeting_id)
        .first()
    )


async def _tree(meeting_id: UUID) -> list[order.Branch]:
    rows = (
        await AgendaItem.select(AgendaItem.id, AgendaItem.parent)
        .where(AgendaItem.meeting == meeting_id)
        .order_by(AgendaItem.position, AgendaItem.id)
    )
    return order.tree_of((row["id"], row["parent"]) for row in rows)


async def _renumber(items: list[UUID]) -> None:
    for position, item_id in enumerate(items, start=1):
        await AgendaItem.update({AgendaItem.position: position}).where(AgendaItem.id == item_id)


async def _note(actor: Actor, meeting: Meeting, action: str, body_id: UUID, now: datetime) -> None:
    """The agenda stands in calendars too, so the meeting has changed."""
    await Meeting.update({Meeting.updated_at: now}).where(Meeting.id == meeting.id)
    await audit.record(actor, action, meeting.id, body_id=body_id)
