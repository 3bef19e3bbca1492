from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import opens_transaction
from app.core.errors import RuleViolation, StaleVersion
from app.files.operations import add_file
from app.files.tables import File
from app.files.uploads import Upload
from app.groups.tables import EventFile, EventParticipant, GroupEvent
from app.people.rules import TRAEGER_ELSEWHERE, check_same_body
from app.people.tables import Person, Traeger
from app.succession import access
from app.succession.forms.event import EventData, Participant

CHANGED = (
    "Inzwischen hat jemand diese Veranstaltung geändert. Beide Fassungen stehen nebeneinander."
)
MAX_FILES = 200  # of one event
FULL = f"Eine Veranstaltung hat höchstens {MAX_FILES} Dateien. Bitte entfernen Sie erst welche."
TWICE = "Diese Person steht schon auf der Liste."


@opens_transaction
async def save_event(actor: Actor, group_id: UUID, version: int, data: EventData) -> None:
    """Version 0: there is none yet. The same content again changes nothing.

    Raises StaleVersion when somebody else saved in between.
    """
    group, event = await access.event_to_write(actor, group_id)
    if event is None:
        event = GroupEvent(group=group_id, version=0, **vars(data))
    elif all(getattr(event, name) == value for name, value in vars(data).items()):
        return
    if event.version != version:
        raise StaleVersion(CHANGED)
    for name, value in vars(data).items():
        setattr(event, name, value)
    event.version += 1
    await event.save()
    await audit.record(actor, "group.event_saved", group_id, body_id=group.body)


@opens_transaction
async def add_participant(actor: Actor, group_id: UUID, data: Participant) -> None:
    """The same data.id a second time changes nothing. Raises RuleViolation for who is no choice."""
    group, event = await access.event_to_change(actor, group_id)
    if await EventParticipant.exists().where(EventParticipant.id == data.id):
        return
    if data.person_id is not None:
        person = await Person.objects().where(Person.id == data.person_id).first()
        check_same_body(person and person.body, group.body, "Diese Person gibt es hier nicht.")
        if await EventParticipant.exists().where(
            EventParticipant.event == event.id, EventParticipant.person == data.person_id
        ):
            raise RuleViolation(TWICE)
    else:
        traeger = await Traeger.objects().where(Traeger.id == data.traeger_id).first()
        check_same_body(traeger and traeger.body, group.body, TRAEGER_ELSEWHERE)
    await EventParticipant(
        id=data.id, event=event.id, person=data.person_id, traeger=data.traeger_id,
        number=data.number, part=data.part,
    ).save()  # fmt: skip
    await audit.record(actor, "group.event_participant_added", data.id, body_id=group.body)


@opens_transaction
async def remove_participant(actor: Actor, group_id: UUID, participant_id: UUID) -> None:
    group, event = await access.event_to_change(actor, group_id)
    participant = await access.participant_of(event, participant_id)
    await participant.remove()
    await audit.record(actor, "group.event_participant_removed", participant_id, body_id=group.body)


@opens_transaction
async def add_files(actor: Actor, group_id: UUID, uploads: list[Upload], *, now: datetime) -> None:
    """Bytes are stored already (app/files/store.py). The same ids a second time change nothing."""
    group, event = await access.event_to_change(actor, group_id)
    there = await EventFile.select(EventFile.id).where(EventFile.event == event.id)
    known = {row["id"] for row in there}
    new = [upload for upload in uploads if upload.id not in known]
    if len(known) + len(new) > MAX_FILES:
        raise RuleViolation(FULL)
    for upload in new:
        file = await add_file(upload.stored, body_id=group.body, owner_id=event.id)
        await EventFile(
            id=upload.id, event=event.id, file=file.id, uploaded_by=actor.person_id, created_at=now
        ).save()
        await audit.record(
            actor, "group.event_file_added", upload.id, body_id=group.body,
            sha256=upload.stored.sha256,
        )  # fmt: skip


@opens_transaction
async def remove_file(actor: Actor, group_id: UUID, event_file_id: UUID) -> None:
    group, event = await access.event_to_change(actor, group_id)
    found = await access.event_file_of(event, event_file_id)
    file_id = found.file
    await found.remove()
    await File.delete().where(File.id == file_id)
    await audit.record(actor, "group.event_file_removed", event_file_id, body_id=group.body)
