"""Stored files of public papers."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from app.core.errors import existing
from app.files.tables import File
from app.oparl.access import is_public_attachment, is_public_paper
from app.oparl.rules.papers import Attachment
from app.vorlagen.tables import VorlageFile

ATTACHMENTS = """
SELECT a.id, a.vorlage AS vorlage_id, a.file AS file_id, a.printed_name, a.created_at,
    a.visibility AS own, f.name AS file_name, f.media_type, f.size, v.body, v.visibility,
    v.committee
FROM vorlage_file a
JOIN file f ON f.id = a.file
JOIN vorlage v ON v.id = a.vorlage
WHERE a.removed_at IS NULL
"""
BY_ID = "AND a.id = ANY({})"
BY_PAPER = "AND a.vorlage = ANY({}) ORDER BY a.created_at, a.id"


def _public(rows: Sequence[dict[str, Any]]) -> list[Attachment]:
    found = []
    for row in rows:
        own, paper = row.pop("own"), [row.pop(name) for name in ("body", "visibility", "committee")]
        if is_public_paper(*paper) and is_public_attachment(own):
            found.append(Attachment(**row))
    return found


async def attachments(ids: Sequence[UUID]) -> list[Attachment]:
    return _public(await VorlageFile.raw(ATTACHMENTS + BY_ID, list(ids)))


async def attachments_of(ids: Sequence[UUID]) -> dict[UUID, tuple[Attachment, ...]]:
    """Paper → its stored files."""
    found: dict[UUID, tuple[Attachment, ...]] = {}
    for one in _public(await VorlageFile.raw(ATTACHMENTS + BY_PAPER, list(ids))):
        found[one.vorlage_id] = (*found.get(one.vorlage_id, ()), one)
    return found


async def stored(attachment: Attachment) -> File:
    """For its bytes; the attachment has been found by right."""
    return existing(await File.objects().where(File.id == attachment.file_id).first())
