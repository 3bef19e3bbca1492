"""The bytes behind a File object: a paper's words, or a stored attachment."""

from dataclasses import dataclass
from uuid import UUID

from app.core.errors import Gone, NotFound, existing
from app.files.store import read_bytes
from app.oparl.queries import attachments, papers, register
from app.oparl.rules.papers import CONTENT_PART, TEXT_PART, file_name, text_of
from app.oparl.tables import Kind

TEXT = "text/plain"


@dataclass(frozen=True)
class Content:
    """`part`: the last word of the address where it can be read."""

    part: str
    name: str
    media_type: str
    content: bytes


async def content_of(file_id: UUID) -> Content:
    """Raises NotFound for what was never public, Gone for what no longer is (2.7)."""
    stamp = existing(await register.stamp_of(Kind.FILE, file_id))
    if stamp.deleted_at:
        raise Gone
    for paper in await papers.papers(stamp.body_id, [file_id]):
        return Content(TEXT_PART, file_name(paper), TEXT, text_of(paper).encode())
    for attachment in await attachments.attachments([file_id]):
        content = await read_bytes(await attachments.stored(attachment))
        return Content(CONTENT_PART, attachment.file_name, attachment.media_type, content)
    raise NotFound
