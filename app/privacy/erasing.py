"""Löschung from beginning to end: number, papers, the transaction, then the bytes nobody uses."""

import asyncio
from datetime import datetime
from uuid import UUID

from app.core.actor import Actor
from app.files.store import forget_bytes
from app.files.tables import File
from app.privacy import deletion_list
from app.privacy.operations import erasing as operations
from app.privacy.papers import new_papers


async def erase(actor: Actor, person_id: UUID, *, now: datetime) -> int:
    """The pseudonym's number. What breaks off is taken up by a second call.

    Raises NotFound, Forbidden, RuleViolation.
    """
    person = await operations.reserve_pseudonym(actor, person_id, now=now)
    if not person.erased_at:
        papers = await new_papers(person, now=now)
        gone = await operations.erase_person(actor, person_id, papers, now=now)
        await asyncio.to_thread(deletion_list.note, person_id)
        await forget(gone)
    return int(person.pseudonym or 0)


async def forget(hashes: list[str]) -> None:
    """Bytes of removed files, unless another file has the same."""
    for sha256 in hashes:
        if not await File.exists().where(File.sha256 == sha256):
            await forget_bytes(sha256)
