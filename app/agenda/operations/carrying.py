from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from app.agenda import rules
from app.agenda.queries.carrying import (
    Linked,
    Offer,
    Unapproved,
    Unfinished,
    items_about,
    offer_for,
)
from app.agenda.tables import AgendaLink
from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import opens_transaction
from app.meetings.access import meeting_to_run
from app.meetings.operations.agenda import append_items, place_second
from app.meetings.rules import check_can_be_changed
from app.meetings.tables import AgendaItem, ItemKind, Meeting

TASKS, MANDATES = "Offene Aufgaben", "Stand der Aufträge"  # as in the usual agenda


@opens_transaction
async def take_over(actor: Actor, meeting_id: UUID, keys: set[str], *, now: datetime) -> int:
    """Of the offer what was chosen; what is on the agenda by now stays once. Returns how many.

    Tasks and mandates do not become items of their own: a mandate goes to the item that is called
    as the last one about it, and one item leads to all others.
    """
    meeting, group = await meeting_to_run(actor, meeting_id)
    check_can_be_changed(meeting)
    chosen = _chosen(await offer_for(meeting, group, now), keys)
    for approval in chosen.approvals:
        await _approve(meeting, approval, now)
    await _go_on_with(meeting, chosen.items, now)
    await _lead_to(meeting, TASKS, "task", chosen.tasks, now)
    at_home = await items_about(meeting, chosen.mandates, MANDATES)
    if at_home:
        links = (AgendaLink(agenda_item=item, mandate=id_) for id_, item in at_home.items())
        await AgendaLink.insert(*links)
    others = [each for each in chosen.mandates if each.id not in at_home]
    await _lead_to(meeting, MANDATES, "mandate", others, now)
    count = len(chosen.choices())
    if count:
        await Meeting.update({Meeting.updated_at: now}).where(Meeting.id == meeting_id)
        await audit.record(actor, "agenda.taken_over", meeting_id, body_id=group.body, items=count)
    return count


def _chosen(offer: Offer, keys: set[str]) -> Offer:
    return Offer(
        items=tuple(each for each in offer.items if f"punkt:{each.id}" in keys),
        approvals=tuple(e for e in offer.approvals if f"protokoll:{e.meeting_id}" in keys),
        tasks=tuple(each for each in offer.tasks if f"aufgabe:{each.id}" in keys),
        mandates=tuple(each for each in offer.mandates if f"auftrag:{each.id}" in keys),
    )


async def _approve(meeting: Meeting, approval: Unapproved, now: datetime) -> None:
    """An item for it, also one without a day, is linked; a new one comes second."""
    known = (
        await AgendaItem.objects()
        .where(AgendaItem.meeting == meeting.id, AgendaItem.approves.is_null())
        .order_by(AgendaItem.position)
    )
    for item in known:
        if rules.waits_for_minutes(item.title, approval.title):
            item.title, item.approves = approval.title, approval.meeting_id
            await item.save([AgendaItem.title, AgendaItem.approves])
            return
    item = AgendaItem(
        id=uuid4(), meeting=meeting.id, title=approval.title, kind=ItemKind.APPROVAL,
        approves=approval.meeting_id, position=0,
    )  # fmt: skip
    await append_items(meeting, [item], now=now)
    await place_second(meeting.id, UUID(str(item.id)))


async def _go_on_with(meeting: Meeting, items: Iterable[Unfinished], now: datetime) -> None:
    """An item that is called so already goes on with it; the others are new."""
    rows = {
        each.id: AgendaItem(
            id=uuid4(), meeting=meeting.id, position=0, title=each.title, **each.columns
        )
        for each in items
        if each.here is None
    }
    await append_items(meeting, list(rows.values()), now=now)
    links = [
        AgendaLink(agenda_item=each.here or rows[each.id].id, earlier=each.id) for each in items
    ]
    if links:
        await AgendaLink.insert(*links)


async def _lead_to(
    meeting: Meeting, title: str, column: str, linked: Iterable[Linked], now: datetime
) -> None:
    ids = [each.id for each in linked]
    if not ids:
        return
    here = (AgendaItem.meeting == meeting.id) & (AgendaItem.title == title)
    item = await AgendaItem.objects().where(here).order_by(AgendaItem.position).first()
    if item is None:
        item = AgendaItem(
            id=uuid4(), meeting=meeting.id, position=0, title=title, kind=ItemKind.REPORT
        )
        await append_items(meeting, [item], now=now)
    columns: list[dict[str, Any]] = [{column: id_} for id_ in ids]
    await AgendaLink.insert(*(AgendaLink(agenda_item=item.id, **each) for each in columns))
