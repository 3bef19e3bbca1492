"""Minutes begun and written; everything here stops once they are approved."""

from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core import clock
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import StaleVersion
from app.minutes import access, rules
from app.minutes.forms import ItemText
from app.minutes.tables import Minutes, MinutesItem


@opens_transaction
async def begin_minutes(actor: Actor, meeting_id: UUID, *, now: datetime) -> None:
    """One per meeting: whoever comes second writes in the same."""
    meeting, group = await access.meeting_to_minute(actor, meeting_id)
    rules.check_can_begin(meeting)
    minutes = Minutes(meeting=meeting_id, taken_by=actor.name, created_at=now)
    new = await Minutes.insert(minutes).on_conflict(action="DO NOTHING").returning(Minutes.id)
    if new:
        await audit.record(actor, "minutes.begun", new[0]["id"], body_id=group.body)


@opens_transaction
async def name_taker(actor: Actor, meeting_id: UUID, taken_by: str) -> None:
    _, group, minutes = await access.minutes_to_change(actor, meeting_id)
    if minutes.taken_by == taken_by:
        return
    minutes.taken_by = taken_by
    await minutes.save([Minutes.taken_by])
    await audit.record(actor, "minutes.taker_named", minutes.id, body_id=group.body)


@opens_transaction
async def write_item(
    actor: Actor, meeting_id: UUID, item_id: UUID, data: ItemText, *, now: datetime
) -> int:
    """Returns the version of the text as it stands. The same words again are no conflict.

    Raises StaleVersion with the other text when somebody else saved since data.version.
    """
    meeting, group, minutes = await access.minutes_to_change(actor, meeting_id)
    item = await access.item_of(meeting, item_id)
    known = (
        await MinutesItem.objects()
        .where(MinutesItem.minutes == minutes.id, MinutesItem.agenda_item == item.id)
        .first()
    )
    if data.text == (known.text if known else ""):
        return known.version if known else 0
    if data.version != (known.version if known else 0):
        _refuse(known)
    version = await _store(
        actor, known, MinutesItem(minutes=minutes.id, agenda_item=item.id), data.text, now
    )
    await audit.record(actor, "minutes.item_written", minutes.id, body_id=group.body, item=item.id)
    return version


def _refuse(known: MinutesItem | None) -> None:
    if known is None:
        raise StaleVersion("Dieser Text wurde inzwischen entfernt.")
    at = f" um {clock.berlin(known.changed_at):%H:%M} Uhr" if known.changed_at else ""
    who = known.changed_by_name or "Jemand"
    raise StaleVersion(
        f"{who} hat diesen Punkt{at} geändert. Beide Fassungen stehen nebeneinander.", known.text
    )


@inside_transaction
async def _store(
    actor: Actor, known: MinutesItem | None, fresh: MinutesItem, text: str, now: datetime
) -> int:
    row = known or fresh
    row.version = known.version + 1 if known else 1
    row.text, row.changed_by_name, row.changed_at = text, actor.name, now
    if known:
        await row.save(
            [
                MinutesItem.text,
                MinutesItem.version,
                MinutesItem.changed_by_name,
                MinutesItem.changed_at,
            ]
        )
    else:
        await MinutesItem.insert(row)
    return row.version
