"""Minutes begun and written; everything here stops once they are approved."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core import clock
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import StaleVersion
from app.meetings.tables import AgendaItem
from app.minutes import access, rules
from app.minutes.forms import ItemText
from app.minutes.listening import tell, tell_people
from app.minutes.rewording import reworded
from app.minutes.tables import Minutes, MinutesItem, TextRevision
from app.web.richtext import html_of, plain_of

WRITTEN = (
    MinutesItem.text,
    MinutesItem.rich,
    MinutesItem.version,
    MinutesItem.changed_by_name,
    MinutesItem.changed_at,
)


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
    await tell_people(meeting_id)
    await audit.record(actor, "minutes.taker_named", minutes.id, body_id=group.body)


@opens_transaction
async def write_item(
    actor: Actor, meeting_id: UUID, item_id: UUID, data: ItemText, *, now: datetime, block: str = ""
) -> int:
    """Returns the version of the text as it stands. The same words again are no conflict.

    `block`: words to go behind it, for who has no caret to put them at.
    Raises StaleVersion with the other text when somebody else saved since data.version.
    """
    meeting, group, minutes = await access.minutes_to_change(actor, meeting_id)
    item = await access.item_of(meeting, item_id)
    row = await _row_of(minutes, item)
    data = _with_look(row, _with_block(row, data, block) if block else data)
    if (data.text, data.rich) == (row.text, row.rich):
        return row.version
    if data.version != row.version:
        _refuse(row)
    version = await _store(actor, minutes, row, data, now)
    await audit.record(actor, "minutes.item_written", minutes.id, body_id=group.body, item=item.id)
    return version


@inside_transaction
async def replace_text(
    actor: Actor, minutes: Minutes, item: AgendaItem, text: str, *, now: datetime
) -> None:
    """The next version; rich text keeps its look where the words stay.

    The caller holds the lock and has compared what stands there.
    """
    row = await _row_of(minutes, item)
    rich = reworded(row.rich, text) if row.rich else ""
    await _store(actor, minutes, row, ItemText(plain_of(rich) if rich else text, 0, rich), now)


@inside_transaction
async def _row_of(minutes: Minutes, item: AgendaItem) -> MinutesItem:
    """Version 0: nothing written yet."""
    known = (
        await MinutesItem.objects()
        .where(MinutesItem.minutes == minutes.id, MinutesItem.agenda_item == item.id)
        .first()
    )
    return known or MinutesItem(minutes=minutes.id, agenda_item=item.id, version=0)


def _refuse(known: MinutesItem) -> None:
    if not known.version:
        raise StaleVersion("Dieser Text wurde inzwischen entfernt.")
    at = f" um {clock.berlin(known.changed_at):%H:%M} Uhr" if known.changed_at else ""
    who = known.changed_by_name or "Jemand"
    raise StaleVersion(
        f"{who} hat diesen Punkt{at} geändert. Beide Fassungen stehen nebeneinander.", known.text
    )


def _with_block(row: MinutesItem, data: ItemText, block: str) -> ItemText:
    """Behind the rich text too, also where only its plain twin was sent."""
    before = row.rich if data.rich is None and data.text == row.text else data.rich
    rich = f"{before}{html_of(block)}" if before else data.rich
    return replace(data, text=f"{data.text}\n\n{block}".strip(), rich=rich)


def _with_look(row: MinutesItem, data: ItemText) -> ItemText:
    """Who saves the same plain text from a plain field leaves the rich one as it is."""
    if data.rich is not None:
        return data
    return replace(data, rich=row.rich if data.text == row.text else "")


@inside_transaction
async def _store(
    actor: Actor, minutes: Minutes, row: MinutesItem, data: ItemText, now: datetime
) -> int:
    before = [_revision(row)] if row.version else []
    row.version += 1
    row.text, row.rich = data.text, data.rich or ""
    row.changed_by_name, row.changed_at = actor.name, now
    await row.save([*WRITTEN] if row._exists_in_db else None)  # noqa: SLF001 - Piccolo's own flag
    await TextRevision.insert(*before, _revision(row)).on_conflict(action="DO NOTHING")
    await tell(minutes.meeting, row.agenda_item, row.version)
    return row.version


def _revision(row: MinutesItem) -> TextRevision:
    return TextRevision(
        item=row.id,
        version=row.version,
        text=row.text,
        rich=row.rich,
        written_by_name=row.changed_by_name,
        written_at=row.changed_at,
    )
