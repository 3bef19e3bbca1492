"""Minutes begun and written; everything here stops once they are approved."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core import clock, db
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_one_statement, opens_transaction
from app.core.errors import StaleVersion
from app.minutes import access, rules
from app.minutes.forms import ItemText
from app.minutes.listening import CHANNEL, tell_people, text_message
from app.minutes.rewording import reworded
from app.minutes.stands import Stand, stand_of
from app.minutes.tables import Minutes, MinutesItem
from app.web.richtext import html_of, plain_of

# One way to the database for all that belongs to a save of other words over this version, rights and lock
# among it; nothing happens else. Who waits here for another writer sees what that one left: PostgreSQL
# asks the conditions again of rows it has locked. Who looks on hears of it at commit. Texts of the time
# before there were revisions get theirs now.
WRITE = f"""
WITH known AS (
  SELECT t.id, t.version, t.text, t.rich, t.changed_by_name, t.changed_at, t.minutes, g.body
  FROM minutes mi JOIN minutes_item t ON t.minutes = mi.id
    JOIN meeting m ON m.id = mi.meeting JOIN steering_group g ON g.id = m."group"
  WHERE mi.meeting = {{}} AND t.agenda_item = {{}} AND t.version = {{}} AND {access.WRITABLE}
  FOR UPDATE OF mi, t
), written AS (
  UPDATE minutes_item SET version = known.version + 1,
    text = given.text, rich = given.rich, changed_by_name = {{}}, changed_at = {{}}
  FROM known, (SELECT {{}}::text AS text, {{}}::text AS rich) given
  WHERE minutes_item.id = known.id AND (known.text, known.rich) <> (given.text, given.rich)
  RETURNING known.id, minutes_item.version, minutes_item.text, minutes_item.rich,
    minutes_item.changed_by_name, minutes_item.changed_at, known.minutes, known.body
), saved AS (
  INSERT INTO text_revision (id, item, version, text, rich, written_by_name, written_at)
  SELECT gen_random_uuid(), id, version, text, rich, changed_by_name, changed_at FROM (
    SELECT known.* FROM known, written WHERE known.version > 0 UNION ALL SELECT * FROM written
  ) one ON CONFLICT DO NOTHING
), noted AS ({audit.INSERT}, body, minutes FROM written)
SELECT pg_notify({{}}, {{}}) FROM written
"""


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


@opens_one_statement
async def write_over(
    actor: Actor, meeting_id: UUID, item_id: UUID, data: ItemText, *, now: datetime
) -> Stand | None:
    """Autosave: other rich words over the version they were typed over, by somebody who may.

    None where this is not so, and nothing is written; `write_item` then does it, or says why not.
    """
    return None if data.rich is None else await _written(actor, meeting_id, item_id, data, now)


@opens_transaction
async def write_item(
    actor: Actor, meeting_id: UUID, item_id: UUID, data: ItemText, *, now: datetime, block: str = ""
) -> Stand:
    """Returns the text as it stands then. The same words again are no conflict.

    `block`: words to go behind it, for who has no caret to put them at.
    Raises StaleVersion with the other text when somebody else saved since data.version.
    """
    _, _, minutes = await access.minutes_to_change(actor, meeting_id)
    known = await stand_of(meeting_id, item_id)
    data = _with_look(known, _with_block(known, data, block) if block else data)
    if (data.text, data.rich) == (known.text, known.rich):
        return known
    if data.version != known.version:
        _refuse(known)
    return await _store(actor, minutes, known, data, now)


@inside_transaction
async def replace_text(
    actor: Actor, minutes: Minutes, known: Stand, text: str, *, now: datetime
) -> None:
    """The next version; rich text keeps its look where the words stay.

    The caller holds the lock and has compared what stands there.
    """
    rich = reworded(known.rich, text) if known.rich else ""
    data = ItemText(plain_of(rich) if rich else text, 0, rich)
    await _store(actor, minutes, known, data, now)


def _refuse(known: Stand) -> None:
    if not known.version:
        raise StaleVersion("Dieser Text wurde inzwischen entfernt.")
    at = f" um {clock.berlin(known.changed_at):%H:%M} Uhr" if known.changed_at else ""
    who = known.changed_by or "Jemand"
    raise StaleVersion(
        f"{who} hat diesen Punkt{at} geändert. Beide Fassungen stehen nebeneinander.", known.text
    )


def _with_block(known: Stand, data: ItemText, block: str) -> ItemText:
    """Behind the rich text too, also where only its plain twin was sent."""
    before = known.rich if data.rich is None and data.text == known.text else data.rich
    rich = f"{before}{html_of(block)}" if before else data.rich
    return replace(data, text=f"{data.text}\n\n{block}".strip(), rich=rich)


def _with_look(known: Stand, data: ItemText) -> ItemText:
    """Who saves the same plain text from a plain field leaves the rich one as it is."""
    if data.rich is not None:
        return data
    return replace(data, rich=known.rich if data.text == known.text else "")


@inside_transaction
async def _store(
    actor: Actor, minutes: Minutes, known: Stand, data: ItemText, now: datetime
) -> Stand:
    if not known.version:
        await MinutesItem(minutes=minutes.id, agenda_item=known.id, version=0).save()
    over = replace(data, version=known.version)
    return await _written(actor, minutes.meeting, known.id, over, now) or known


async def _written(
    actor: Actor, meeting_id: UUID, item_id: UUID, data: ItemText, now: datetime
) -> Stand | None:
    """None where another version stands there, or the same words."""
    stand = Stand(item_id, data.text, data.rich or "", data.version + 1, actor.name, now)
    *fact, _, _ = audit.entry(actor, "minutes.item_written", item=item_id).values()
    rows = await db.ask_at_once(
        WRITE, meeting_id, item_id, data.version, *access.writers(actor),
        actor.name, now, stand.text, stand.rich,
        *fact, CHANNEL, text_message(meeting_id, item_id, stand.version),
    )  # fmt: skip
    return stand if rows else None
