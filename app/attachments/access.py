"""Attachments are read where their meeting, item, minutes or task are; those of a meeting are changed
by who keeps the minutes, those of a task by who works on it.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.attachments import rules
from app.attachments.rules import Reader, Spot
from app.attachments.tables import Attachment, Place, TaskFile
from app.core import clock
from app.core.actor import Actor
from app.core.errors import Forbidden, NotFound, existing
from app.core.words import Visibility
from app.files.tables import File
from app.groups import access as groups
from app.groups.tables import Group
from app.invitations.access import meeting_to_attend
from app.meetings.access import columns_of, meeting_to_run, values_of
from app.meetings.tables import AgendaItem, Meeting
from app.minutes import access as minutes_access
from app.minutes.tables import Minutes, MinutesStatus
from app.tasks import access as tasks


@dataclass(frozen=True)
class Desk:
    """A meeting that the actor may open, and what of its attachments is for them."""

    meeting: Meeting
    group: Group
    reader: Reader
    minutes: MinutesStatus | None
    removed_on: tuple[date, ...]  # days (Berlin) on which a file went for good; none for guests


# What app/redaction left behind names the file that went. Values: meeting twice.
BESIDE = f"""
SELECT {columns_of(Minutes, "mi")}, (SELECT coalesce(json_agg(e.at ORDER BY e.at), '[]')
  FROM audit_entry e WHERE e.subject_id = {{}} AND e.details->>'file' IS NOT NULL) AS removed
FROM (SELECT {{}}::uuid AS id) m LEFT JOIN minutes mi ON mi.meeting = m.id
"""


async def desk_to_read(actor: Actor, meeting_id: UUID) -> Desk:
    attending = await meeting_to_attend(actor, meeting_id)
    row = (await Minutes.raw(BESIDE, meeting_id, meeting_id))[0]
    found = values_of(row, "mi.")
    minutes = Minutes(_exists_in_db=True, **found) if found["id"] else None
    removed = json.loads(row["removed"]) if attending.member else ()
    reader = Reader(
        member=attending.member,
        may_write=groups.may_write_minutes(actor, attending.group),
        reads_minutes=minutes_access.may_read(actor, attending.group, minutes),
    )
    status = MinutesStatus(minutes.status) if minutes else None
    days = tuple(clock.berlin(datetime.fromisoformat(at)).date() for at in removed)
    return Desk(attending.meeting, attending.group, reader, status, days)


async def desk_to_fill(actor: Actor, meeting_id: UUID) -> Desk:
    """For forms; locks nothing."""
    desk = await desk_to_read(actor, meeting_id)
    if not desk.reader.member:
        raise NotFound
    if not desk.reader.may_write:
        raise Forbidden
    return desk


async def desk_to_change(actor: Actor, meeting_id: UUID) -> tuple[Group, MinutesStatus | None]:
    """The meeting is locked, and with it the approval of its minutes; inside a transaction."""
    _, group = await meeting_to_run(actor, meeting_id)
    minutes = await Minutes.objects().where(Minutes.meeting == meeting_id).first()
    return group, MinutesStatus(minutes.status) if minutes else None


async def check_item(meeting_id: UUID, spot: Spot) -> None:
    """404 for an item of another meeting, or for none where one is meant."""
    if spot.place != Place.ITEM:
        return
    here = (AgendaItem.id == spot.item_id) & (AgendaItem.meeting == meeting_id)
    if spot.item_id is None or not await AgendaItem.exists().where(here):
        raise NotFound


async def attachment_of(meeting_id: UUID, attachment_id: UUID) -> Attachment:
    """Also a removed one; the caller has asked for the right to the meeting."""
    return existing(
        await Attachment.objects()
        .where(Attachment.id == attachment_id, Attachment.meeting == meeting_id)
        .first()
    )


async def file_to_read(actor: Actor, meeting_id: UUID, attachment_id: UUID) -> File:
    """A removed one nobody reads."""
    desk = await desk_to_read(actor, meeting_id)
    found = await attachment_of(meeting_id, attachment_id)
    if found.removed_at is not None or not desk.reader.may_see(
        Place(found.place), await visibility_of(found)
    ):
        raise NotFound
    return existing(await File.objects().where(File.id == found.file).first())


async def visibility_of(attachment: Attachment) -> Visibility:
    item = (
        await AgendaItem.objects().where(AgendaItem.id == attachment.agenda_item).first()
        if attachment.agenda_item
        else None
    )
    of_item = Visibility(item.visibility) if item else None
    return rules.effective(Visibility(attachment.visibility), Place(attachment.place), of_item)


async def task_to_fill(actor: Actor, task_id: UUID) -> tasks.Seen:
    """Locked, inside a transaction; for who works on it."""
    seen = await tasks.task_to_change(actor, task_id)
    tasks.check_may_work(seen)
    return seen


async def task_file_of(task_id: UUID, file_id: UUID) -> TaskFile:
    """Also a removed one; the caller has asked for the right to the task."""
    here = (TaskFile.id == file_id) & (TaskFile.task == task_id)
    return existing(await TaskFile.objects().where(here).first())


async def task_file_to_read(actor: Actor, task_id: UUID, file_id: UUID) -> File:
    """A removed one nobody reads."""
    await tasks.task_to_read(actor, task_id)
    found = await task_file_of(task_id, file_id)
    file = await File.objects().where(File.id == found.file).first()
    if file is None or found.removed_at is not None:
        raise NotFound
    return file
