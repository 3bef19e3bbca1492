"""Files of a Vorlage: put there, renamed, hidden, taken away and brought back."""

from datetime import datetime
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import opens_transaction
from app.core.errors import RuleViolation, existing
from app.core.words import Visibility
from app.files.operations import add_file
from app.files.tables import File
from app.vorlagen import access
from app.vorlagen.forms.attachment import Upload
from app.vorlagen.tables import VorlageFile

MAX_FILES = 200  # of one Vorlage
FULL = f"Eine Vorlage hat höchstens {MAX_FILES} Dateien. Bitte entfernen Sie erst welche."


@opens_transaction
async def add_files(
    actor: Actor, vorlage_id: UUID, uploads: list[Upload], *, now: datetime
) -> None:
    """Bytes are stored already (app/files/store.py). The same ids a second time change nothing."""
    vorlage = await access.vorlage_to_change(actor, vorlage_id)
    there = await VorlageFile.select(VorlageFile.id).where(VorlageFile.vorlage == vorlage_id)
    known = {row["id"] for row in there}
    new = [upload for upload in uploads if upload.id not in known]
    if len(known) + len(new) > MAX_FILES:
        raise RuleViolation(FULL)
    for upload in new:
        file = await add_file(upload.stored, body_id=vorlage.body, owner_id=vorlage_id)
        await VorlageFile(
            id=upload.id,
            vorlage=vorlage_id,
            file=file.id,
            visibility=upload.visibility,
            printed_name=upload.printed_name,
            uploaded_by=actor.person_id,
            created_at=now,
        ).save()
        await audit.record(
            actor, "vorlage.file_added", upload.id, body_id=vorlage.body,
            vorlage=vorlage_id, sha256=upload.stored.sha256,
        )  # fmt: skip


@opens_transaction
async def change_file(
    actor: Actor, vorlage_id: UUID, attachment_id: UUID, name: str, visibility: Visibility
) -> None:
    attachment, body_id = await _to_change(actor, vorlage_id, attachment_id)
    attachment.visibility = visibility
    await attachment.save([VorlageFile.visibility])
    await File.update({File.name: name}).where(File.id == attachment.file)
    await audit.record(
        actor, "vorlage.file_changed", attachment_id, body_id=body_id, visibility=visibility.value
    )


@opens_transaction
async def remove_file(
    actor: Actor, vorlage_id: UUID, attachment_id: UUID, *, now: datetime
) -> None:
    """Nobody sees it any more; the same a second time changes nothing."""
    attachment, body_id = await _to_change(actor, vorlage_id, attachment_id)
    if attachment.removed_at is None:
        attachment.removed_at = now
        await attachment.save([VorlageFile.removed_at])
        await audit.record(actor, "vorlage.file_removed", attachment_id, body_id=body_id)


@opens_transaction
async def bring_back_file(actor: Actor, vorlage_id: UUID, attachment_id: UUID) -> None:
    attachment, body_id = await _to_change(actor, vorlage_id, attachment_id)
    if attachment.removed_at is not None:
        attachment.removed_at = None
        await attachment.save([VorlageFile.removed_at])
        await audit.record(actor, "vorlage.file_brought_back", attachment_id, body_id=body_id)


async def _to_change(
    actor: Actor, vorlage_id: UUID, attachment_id: UUID
) -> tuple[VorlageFile, UUID]:
    vorlage = await access.vorlage_to_change(actor, vorlage_id)
    attachment = existing(
        await VorlageFile.objects()
        .where(VorlageFile.id == attachment_id, VorlageFile.vorlage == vorlage_id)
        .first()
    )
    return attachment, vorlage.body
