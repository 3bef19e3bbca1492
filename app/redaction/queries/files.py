"""Uploaded files of a group that hold the passage: each goes as a whole, or stays.

`_text_of` is the one place that knows how a file becomes text. It asks the bytes, not the search:
what the search has kept of a file may be cut, or be waiting still.
"""

import asyncio
from dataclasses import dataclass
from itertools import chain
from typing import Any
from uuid import UUID

from obstore.exceptions import BaseError

from app.core.clock import berlin
from app.documents.errors import NotOpened
from app.documents.opening import MAX_BYTES, TOO_LARGE, opened, read_apart
from app.files.rules.kinds import KINDS
from app.files.store import read_bytes
from app.files.tables import File
from app.groups.tables import Group
from app.redaction.rules.passage import Passage

MOST = 80  # files that are opened for one page, the newest first
SECONDS = 25  # by the clock, for all of them together
AT_ONCE = 2  # whole files in memory
READ = {KINDS[ending].media_type for ending in ("pdf", "docx", "xlsx", "txt", "csv")}
XLSX = KINDS["xlsx"].media_type
UPLOADED = """
SELECT * FROM (
  SELECT a.id, f.id AS file_id, f.name, a.title, f.media_type, f.sha256, a.created_at,
    m.id AS meeting_id, m.title AS place, m.starts_at
  FROM attachment a JOIN file f ON f.id = a.file JOIN meeting m ON m.id = a.meeting
  WHERE m."group" = {}
  UNION ALL
  SELECT tf.id, f.id, f.name, '', f.media_type, f.sha256, tf.created_at,
    NULL, 'Aufgabe: ' || t.title, NULL
  FROM task_file tf JOIN file f ON f.id = tf.file JOIN task t ON t.id = tf.task
  WHERE t."group" = {}
  UNION ALL
  SELECT e.id, f.id, f.name, '', f.media_type, f.sha256, e.created_at,
    NULL, 'Veranstaltung: ' || g.title, NULL
  FROM event_file e JOIN file f ON f.id = e.file JOIN group_event g ON g.id = e.event
  WHERE g."group" = {}
) uploaded ORDER BY created_at DESC, id
"""


@dataclass(frozen=True)
class Uploaded:
    """One use of a file: `id` of the row that puts it where it is, `place` in words."""

    id: UUID
    file_id: UUID
    name: str
    title: str
    media_type: str
    sha256: str
    meeting_id: UUID | None
    place: str

    @property
    def label(self) -> str:
        return self.title or self.name


@dataclass(frozen=True)
class Files:
    """`unread`: how many have no text that could be asked, or were too many."""

    found: list[Uploaded]
    unread: int


async def uploaded_of(group: Group) -> list[Uploaded]:
    """Also what was removed and can still be brought back; the newest first."""
    return [_uploaded(row) for row in await File.raw(UPLOADED, group.id, group.id, group.id)]


def _uploaded(row: dict[str, Any]) -> Uploaded:
    day = f", {berlin(row['starts_at']):%d.%m.%Y}" if row["starts_at"] else ""
    taken = {name: row[name] for name in Uploaded.__dataclass_fields__}
    return Uploaded(**{**taken, "place": f"{row['place']}{day}"})


async def files_with(group: Group, passage: Passage) -> Files:
    """Opens them; outside of any transaction. The same bytes are read once."""
    every = await uploaded_of(group)
    named = {use.id for use in every if passage.count(use.name)}
    asked = {use.sha256: use for use in every if use.media_type in READ}
    said = await _said_in(list(asked.values())[:MOST], passage)
    found = [use for use in every if use.id in named or said.get(use.sha256)]
    unread = [use for use in every if use.id not in named and said.get(use.sha256) is None]
    return Files(found, len(unread))


async def says(use: Uploaded, passage: Passage) -> bool:
    """In its name or its text, as far as this can be read; outside of any transaction."""
    named = bool(passage.count(use.name))
    return named or bool((await _said_in([use], passage)).get(use.sha256))


async def _said_in(uses: list[Uploaded], passage: Passage) -> dict[str, bool | None]:
    """By SHA-256; None where there is no telling. What takes too long is stopped."""
    turns = asyncio.Semaphore(AT_ONCE)

    async def says(use: Uploaded) -> bool | None:
        async with turns:
            text = await _text_of(use)
        return None if text is None else bool(passage.count(text))

    tasks = {use.sha256: asyncio.create_task(says(use)) for use in uses}
    if not tasks:
        return {}
    try:
        await asyncio.wait(tasks.values(), timeout=SECONDS)
    finally:
        for task in tasks.values():
            task.cancel()  # of those that are done nothing
    await asyncio.gather(*tasks.values(), return_exceptions=True)
    return {key: None if task.cancelled() else task.result() for key, task in tasks.items()}


async def _text_of(use: Uploaded) -> str | None:
    if use.media_type not in READ:
        return None
    try:
        content = await read_bytes(File(sha256=use.sha256))
        text = await (_cells(content) if use.media_type == XLSX else opened(content))
    except (NotOpened, BaseError, OSError):
        return None
    return text if isinstance(text, str) else _decoded(text)


async def _cells(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise NotOpened(TOO_LARGE)
    sheets = (await read_apart("xlsx", content))["sheets"]
    return "\n".join(" ".join([name, *chain.from_iterable(rows)]) for name, rows in sheets)


def _decoded(content: bytes) -> str:
    """UTF-8, or as Windows writes it."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
