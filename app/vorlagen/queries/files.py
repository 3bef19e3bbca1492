"""Files stored for a Vorlage, as far as the reader may see them."""

from typing import Any
from uuid import UUID

from app.core.actor import Actor
from app.core.words import Visibility
from app.vorlagen import access
from app.vorlagen.queries.head import VorlageHead
from app.vorlagen.rules.attachments import StoredAttachment
from app.vorlagen.tables import VorlageFile

FILE: Any = VorlageFile.file
COLUMNS = (
    VorlageFile.id,
    FILE.name.as_alias("name"),
    FILE.media_type.as_alias("media_type"),
    FILE.size.as_alias("size"),
    VorlageFile.visibility,
    VorlageFile.printed_name,
    VorlageFile.created_at,
)


async def files_of(actor: Actor, head: VorlageHead) -> list[StoredAttachment]:
    """In the order they came; `head` was read by right."""
    rows = (
        await VorlageFile.select(*COLUMNS)
        .where(VorlageFile.vorlage == head.id, VorlageFile.removed_at.is_null())
        .order_by(VorlageFile.created_at, VorlageFile.id)
    )
    return [
        _stored(row)
        for row in rows
        if access.may_read_of(actor, head.body_id, row["visibility"], head.committee_id)
    ]


async def removed_file(head: VorlageHead, attachment_id: UUID) -> StoredAttachment | None:
    """That can still be brought back; for the office."""
    row = (
        await VorlageFile.select(*COLUMNS)
        .where(
            VorlageFile.id == attachment_id,
            VorlageFile.vorlage == head.id,
            VorlageFile.removed_at.is_not_null(),
        )
        .first()
    )
    return _stored(row) if row else None


def _stored(row: dict[str, Any]) -> StoredAttachment:
    return StoredAttachment(**{**row, "visibility": Visibility(row["visibility"])})
