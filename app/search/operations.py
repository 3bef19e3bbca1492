"""The queue of files whose text the search wants; each is one worker's at a time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from app.core.db import opens_transaction
from app.files.tables import File
from app.search.tables import FileText

LEASE = timedelta(minutes=5)  # longer than the reading may take
MOST_ATTEMPTS = 3  # a file that takes its worker down with it, or an object store that is away
LONGEST = 200_000  # characters: what the database makes words of
CLAIM = """
WITH due AS (
  SELECT id FROM file_text WHERE read_at IS NULL AND attempts < {} AND due_at <= {}
  ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
)
UPDATE file_text AS row SET due_at = {}, attempts = row.attempts + 1
FROM due WHERE row.id = due.id RETURNING row.id, row.file, row.attempts
"""


@dataclass(frozen=True)
class Claimed:
    id: UUID
    file: File
    last: bool  # nobody tries it again


@opens_transaction
async def claim(now: datetime) -> Claimed | None:
    """A crash lets the lease run out."""
    for row in await FileText.raw(CLAIM, MOST_ATTEMPTS, now, now + LEASE):
        file = await File.objects().where(File.id == row["file"]).first()
        assert file is not None
        return Claimed(row["id"], file, row["attempts"] == MOST_ATTEMPTS)
    return None


@opens_transaction
async def keep_text(claimed: Claimed, text: str, *, now: datetime) -> None:
    """Once and for all: what somebody takes out of it later does not come back. Nothing happens
    where the file is gone by now. PostgreSQL keeps no NUL.
    """
    kept = text.replace("\0", " ")[:LONGEST]
    unread = (FileText.id == claimed.id) & FileText.read_at.is_null()
    await FileText.update({FileText.text: kept, FileText.read_at: now}).where(unread)
