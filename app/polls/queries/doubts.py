"""What speaks against the dates of a poll: words for who leads, they forbid nothing."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from app.core.actor import Actor
from app.groups.tables import Group
from app.meetings.clashes import Asked, Slot, warnings_for
from app.meetings.rules import where_of
from app.polls.rules import slots as polls
from app.polls.rules.best import Offered
from app.polls.tables import Poll

Doubts = Mapping[UUID, list[str]]  # by id of the date


async def doubts_of(actor: Actor, group: Group, poll: Poll, dates: Sequence[Offered]) -> Doubts:
    """Of the dates that can still be chosen."""
    slots = {date.id: Slot(date.starts_at, date.ends_at) for date in dates}
    found = await warnings_for(actor, group, list(slots.values()), Asked(where=where_of(poll)))
    return {date_id: found[slot] for date_id, slot in slots.items()}


async def doubts_at(
    actor: Actor, group: Group, times: Sequence[polls.Slot], where: str
) -> list[list[str]]:
    """Of each time that is still being typed, in their order."""
    slots = [Slot(each.starts_at, each.ends_at) for each in times]
    found = await warnings_for(actor, group, slots, Asked(where=where))
    return [found[slot] for slot in slots]
