"""Files at a task: put there, removed, brought back."""

from datetime import datetime
from uuid import UUID

from app.attachments import access
from app.attachments.tables import TaskFile
from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import opens_transaction
from app.core.errors import RuleViolation
from app.files.operations import add_file
from app.files.uploads import Upload

MAX_FILES = 100  # of one task
FULL = f"Eine Aufgabe hat höchstens {MAX_FILES} Dateien. Bitte entfernen Sie erst welche."


@opens_transaction
async def add_files(
    actor: Actor, task_id: UUID, uploads: list[Upload], *, accessible: bool, now: datetime
) -> None:
    """Bytes are stored already (app/files/store.py). The same ids a second time change nothing."""
    group = (await access.task_to_fill(actor, task_id)).group
    ids = [upload.id for upload in uploads]
    known = await TaskFile.select(TaskFile.id).where(TaskFile.id.is_in(ids)).output(as_list=True)
    new = [upload for upload in uploads if upload.id not in known]
    if await TaskFile.count().where(TaskFile.task == task_id) + len(new) > MAX_FILES:
        raise RuleViolation(FULL)
    for upload in new:
        file = await add_file(upload.stored, body_id=group.body, owner_id=upload.id)
        await TaskFile(
            id=upload.id, task=task_id, file=file.id, accessible=accessible,
            uploaded_by=actor.person_id, created_at=now,
        ).save()  # fmt: skip
        await audit.record(
            actor, "task.file_added", task_id, body_id=group.body, file=upload.id,
            sha256=upload.stored.sha256,
        )  # fmt: skip


@opens_transaction
async def remove_file(actor: Actor, task_id: UUID, file_id: UUID, *, now: datetime) -> None:
    """Nobody sees it any more; the same a second time changes nothing."""
    await _keep_removed(actor, task_id, file_id, now)


@opens_transaction
async def bring_back_file(actor: Actor, task_id: UUID, file_id: UUID) -> None:
    await _keep_removed(actor, task_id, file_id, None)


async def _keep_removed(
    actor: Actor, task_id: UUID, file_id: UUID, removed_at: datetime | None
) -> None:
    group = (await access.task_to_fill(actor, task_id)).group
    row = await access.task_file_of(task_id, file_id)
    if (row.removed_at is None) == (removed_at is None):
        return
    row.removed_at = removed_at
    await row.save([TaskFile.removed_at])
    done = "task.file_removed" if removed_at else "task.file_brought_back"
    await audit.record(actor, done, task_id, body_id=group.body, file=file_id)
