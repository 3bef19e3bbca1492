from dataclasses import dataclass
from uuid import UUID

from app.core.db import inside_transaction
from app.files.tables import File


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """What store_bytes has put away, and how it is called where it is used."""

    name: str
    media_type: str
    size: int  # bytes
    sha256: str


@inside_transaction
async def add_file(stored: StoredFile, *, body_id: UUID, owner_id: UUID) -> File:
    """One more use of stored bytes; rights come from the owner."""
    file = File(
        body_id=body_id,
        owner_id=owner_id,
        name=stored.name,
        media_type=stored.media_type,
        size=stored.size,
        sha256=stored.sha256,
    )
    await file.save()
    return file
