from typing import Any
from uuid import UUID

from app.agenda.queries.linking import linkable, title_of
from app.agenda.tables import AgendaLink
from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import opens_transaction
from app.meetings.access import meeting_to_run
from app.meetings.rules import check_can_be_changed

COLUMNS = {"auftrag": "mandate", "aufgabe": "task"}


@opens_transaction
async def link_item(actor: Actor, meeting_id: UUID, item_id: UUID, keys: set[str]) -> None:
    """The item leads to exactly these; where it goes on with an earlier item stays."""
    meeting, group = await meeting_to_run(actor, meeting_id)
    check_can_be_changed(meeting)
    await title_of(meeting_id, item_id)
    offered, linked = await linkable(item_id, group.id)
    gone = [key for key in linked if key not in keys]
    for column, id_ in map(_parted, gone):
        here = AgendaLink.agenda_item == item_id
        await AgendaLink.delete().where(here, getattr(AgendaLink, column) == id_)
    new = [_link(item_id, key) for key in offered if key in keys and key not in linked]
    if new:
        await AgendaLink.insert(*new)
    if new or gone:
        await audit.record(actor, "agenda.item_linked", meeting_id, body_id=group.body)


def _link(item_id: UUID, key: str) -> AgendaLink:
    column, id_ = _parted(key)
    columns: dict[str, Any] = {column: id_}
    return AgendaLink(agenda_item=item_id, **columns)


def _parted(key: str) -> tuple[str, UUID]:
    sort, _, id_ = key.partition(":")
    return COLUMNS[sort], UUID(id_)
