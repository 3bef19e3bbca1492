from datetime import date
from typing import Any
from uuid import uuid4

from app.core.clock import today
from app.core.db import transaction
from app.files.operations import StoredFile, add_file
from app.files.store import store_bytes
from app.groups.tables import (
    EventFile,
    EventParticipant,
    FormerName,
    Group,
    GroupEvent,
    Membership,
)
from tests.cast import Cast


async def make_event(group: Group, **columns: Any) -> GroupEvent:
    event = GroupEvent(group=group.id, **{"title": "Großgruppenkonferenz", **columns})
    await event.save()
    return event


async def make_event_file(
    event: GroupEvent, group: Group, content: bytes = b"Notizen"
) -> EventFile:
    stored = StoredFile(
        name="Notizen.txt", media_type="text/plain", size=len(content),
        sha256=await store_bytes(content),
    )  # fmt: skip
    async with transaction():
        file = await add_file(stored, body_id=group.body, owner_id=event.id)
        found = EventFile(id=uuid4(), event=event.id, file=file.id)
        await found.save()
    return found


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    """The group prepares an event, so that its pages are there."""
    event = await make_event(cast.group)
    participant = EventParticipant(event=event.id, traeger=cast.traeger.id, number=3)
    await participant.save()
    former = FormerName(group=cast.group.id, name="Lenkungsgruppe", until=date(2024, 5, 31))
    await former.save()
    world["participant_id"] = str(participant.id)
    world["former_name_id"] = str(former.id)
    world["event_file_id"] = str((await make_event_file(event, cast.group)).id)


async def current(group: Group) -> set[Any]:
    """Ids of the people who sit in the group today."""
    rows = await Membership.select(Membership.person).where(
        Membership.group == group.id,
        Membership.since <= today(),
        (Membership.until.is_null()) | (Membership.until >= today()),
    )
    return {row["person"] for row in rows}
