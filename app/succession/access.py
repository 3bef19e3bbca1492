"""The event of a Spurgruppe: members read it, the leading keeps it. A group without one has no page."""

from uuid import UUID

from app.core.actor import Actor
from app.core.errors import NotFound, existing
from app.files.tables import File
from app.groups.access import group_to_change, group_to_lead, group_to_read
from app.groups.tables import EventFile, EventParticipant, Group, GroupEvent, GroupKind


async def _event_of(group: Group) -> GroupEvent | None:
    """Raises NotFound for another kind of group, unless it prepared something as a Spurgruppe."""
    event = await GroupEvent.objects().where(GroupEvent.group == group.id).first()
    if event is None and group.kind != GroupKind.SPURGRUPPE:
        raise NotFound
    return event


async def event_to_read(actor: Actor, group_id: UUID) -> tuple[Group, GroupEvent | None]:
    group = await group_to_read(actor, group_id)
    return group, await _event_of(group)


async def event_to_lead(actor: Actor, group_id: UUID) -> tuple[Group, GroupEvent | None]:
    """For pages that only the leading may open; locks nothing."""
    group = await group_to_lead(actor, group_id)
    return group, await _event_of(group)


async def event_to_write(actor: Actor, group_id: UUID) -> tuple[Group, GroupEvent | None]:
    """The group is locked, so that there is one event; inside a transaction."""
    group = await group_to_change(actor, group_id)
    return group, await _event_of(group)


async def event_to_change(actor: Actor, group_id: UUID) -> tuple[Group, GroupEvent]:
    """As event_to_write, where there must be one already."""
    group, event = await event_to_write(actor, group_id)
    if event is None:
        raise NotFound
    return group, event


async def participant_of(event: GroupEvent, participant_id: UUID) -> EventParticipant:
    return existing(
        await EventParticipant.objects()
        .where(EventParticipant.id == participant_id, EventParticipant.event == event.id)
        .first()
    )


async def event_file_of(event: GroupEvent, event_file_id: UUID) -> EventFile:
    return existing(
        await EventFile.objects()
        .where(EventFile.id == event_file_id, EventFile.event == event.id)
        .first()
    )


async def file_to_read(actor: Actor, group_id: UUID, event_file_id: UUID) -> File:
    _, event = await event_to_read(actor, group_id)
    if event is None:
        raise NotFound
    file = await File.objects().where(
        File.id == (await event_file_of(event, event_file_id)).file
    ).first()  # fmt: skip
    assert file is not None
    return file
