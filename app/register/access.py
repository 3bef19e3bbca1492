"""Who reads a decision in the register: whoever reads the minutes it stands in.

That is: drafts those who write them, sent minutes the members, and nobody else anything, whatever
the agenda item's visibility is. A deputy or a guest reads minutes nowhere.
"""

from dataclasses import dataclass
from uuid import UUID

from app.core.actor import Actor
from app.core.errors import Forbidden, NotFound
from app.decisions.tables import RegisterEntry
from app.groups import access as groups
from app.groups.tables import Group
from app.minutes import access as minutes_access
from app.minutes.tables import Minutes


@dataclass(frozen=True)
class Loaded:
    entry: RegisterEntry
    group: Group


async def entry_to_read(actor: Actor, entry_id: UUID) -> Loaded:
    """Locks nothing."""
    found = await RegisterEntry.objects().where(RegisterEntry.id == entry_id).first()
    return await _readable(actor, found)


async def entry_to_note(actor: Actor, entry_id: UUID) -> Loaded:
    """What became of it notes who leads and who keeps the minutes; locks nothing."""
    loaded = await entry_to_read(actor, entry_id)
    if not groups.may_write_minutes(actor, loaded.group):
        raise Forbidden
    return loaded


async def entry_to_change(actor: Actor, entry_id: UUID) -> Loaded:
    """As entry_to_note; locked, inside a transaction."""
    entry = RegisterEntry.objects().where(RegisterEntry.id == entry_id)
    await entry.lock_rows("UPDATE").first()
    return await entry_to_note(actor, entry_id)


async def _readable(actor: Actor, entry: RegisterEntry | None) -> Loaded:
    if entry is None:
        raise NotFound
    group = await groups.group_to_read(actor, entry.group)
    minutes = await Minutes.objects().where(Minutes.meeting == entry.meeting).first()
    if not minutes_access.may_read(actor, group, minutes):
        raise NotFound
    return Loaded(entry, group)
