"""Files of a meeting, its items and its minutes: put there, changed, replaced, removed, brought back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from app.attachments import access, rules
from app.attachments.forms import AttachmentData
from app.attachments.rules import Spot
from app.attachments.tables import Attachment, Place
from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import RuleViolation
from app.core.words import Visibility
from app.files.operations import add_file
from app.files.tables import File
from app.files.uploads import Upload
from app.groups.tables import Group

MAX_FILES = 300  # of one meeting
FULL = f"Eine Sitzung hat höchstens {MAX_FILES} Dateien. Bitte entfernen Sie erst welche."


@opens_transaction
async def add_files(
    actor: Actor,
    meeting_id: UUID,
    uploads: list[Upload],
    placed: tuple[Spot, Visibility, bool],
    *,
    now: datetime,
) -> None:
    """Bytes are stored already (app/files/store.py). The same ids a second time change nothing."""
    spot, visibility, accessible = placed
    group, minutes = await access.desk_to_change(actor, meeting_id)
    await access.check_item(meeting_id, spot)
    rules.check_may_change(spot.place, minutes)
    ids = [upload.id for upload in uploads]
    known = (
        await Attachment.select(Attachment.id).where(Attachment.id.is_in(ids)).output(as_list=True)
    )
    new = [upload for upload in uploads if upload.id not in known]
    if await Attachment.count().where(Attachment.meeting == meeting_id) + len(new) > MAX_FILES:
        raise RuleViolation(FULL)
    for upload in new:
        await _put(
            actor, group, upload, meeting=meeting_id, place=spot.place, agenda_item=spot.item_id,
            visibility=visibility, accessible=accessible, created_at=now,
        )  # fmt: skip


@inside_transaction
async def _put(actor: Actor, group: Group, upload: Upload, **columns: Any) -> None:
    file = await add_file(upload.stored, body_id=group.body, owner_id=upload.id)
    await Attachment(
        id=upload.id, file=file.id, uploaded_by=actor.person_id, **columns
    ).save()  # fmt: skip
    await audit.record(
        actor, "attachment.added", upload.id, body_id=group.body, meeting=columns["meeting"],
        sha256=upload.stored.sha256,
    )  # fmt: skip


@opens_transaction
async def change_attachment(
    actor: Actor, meeting_id: UUID, attachment_id: UUID, data: AttachmentData
) -> None:
    group, row = await _to_change(actor, meeting_id, attachment_id)
    row.title, row.visibility, row.accessible = data.title, data.visibility, data.accessible
    await row.save([Attachment.title, Attachment.visibility, Attachment.accessible])
    await File.update({File.name: data.name}).where(File.id == row.file)
    await audit.record(
        actor, "attachment.changed", row.id, body_id=group.body, visibility=data.visibility.value
    )


@opens_transaction
async def replace_attachment(
    actor: Actor, meeting_id: UUID, attachment_id: UUID, data: AttachmentData, upload: Upload,
    *, now: datetime,
) -> None:  # fmt: skip
    """The new file takes the place; the old one is removed and can be brought back for some days."""
    group, row = await _to_change(actor, meeting_id, attachment_id)
    if row.removed_at is not None or await Attachment.exists().where(Attachment.id == upload.id):
        return
    await _put(
        actor, group, upload, meeting=meeting_id, place=row.place, agenda_item=row.agenda_item,
        title=data.title, visibility=data.visibility, accessible=data.accessible, created_at=now,
    )  # fmt: skip
    row.removed_at = now
    await row.save([Attachment.removed_at])
    await audit.record(actor, "attachment.removed", row.id, body_id=group.body)


@opens_transaction
async def remove_attachment(
    actor: Actor, meeting_id: UUID, attachment_id: UUID, *, now: datetime
) -> None:
    """Nobody sees it any more; the same a second time changes nothing."""
    group, row = await _to_change(actor, meeting_id, attachment_id)
    if row.removed_at is None:
        row.removed_at = now
        await row.save([Attachment.removed_at])
        await audit.record(actor, "attachment.removed", row.id, body_id=group.body)


@opens_transaction
async def bring_back_attachment(actor: Actor, meeting_id: UUID, attachment_id: UUID) -> None:
    group, row = await _to_change(actor, meeting_id, attachment_id)
    if row.removed_at is not None:
        row.removed_at = None
        await row.save([Attachment.removed_at])
        await audit.record(actor, "attachment.brought_back", row.id, body_id=group.body)


@inside_transaction
async def _to_change(
    actor: Actor, meeting_id: UUID, attachment_id: UUID
) -> tuple[Group, Attachment]:
    """Raises RuleViolation once the minutes are approved."""
    group, minutes = await access.desk_to_change(actor, meeting_id)
    row = await access.attachment_of(meeting_id, attachment_id)
    rules.check_may_change(Place(row.place), minutes)
    return group, row
