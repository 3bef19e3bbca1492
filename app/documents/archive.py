"""Office files are ZIP archives; one that unpacks to far more than it weighs is refused unread."""

import io
import zipfile

from app.documents.errors import NotOpened
from app.documents.kinds import DAMAGED

MOST_UNPACKED = 100_000_000  # bytes of all parts together, as the archive states them
MEGABYTE = 1_000_000
MOST_PARTS = 2000
MOST_RATIO = 100  # unpacked to packed, for parts above a megabyte


def check_size(content: bytes, sentence: str) -> None:
    """Raises NotOpened with the sentence."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile:
        raise NotOpened(DAMAGED) from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise NotOpened(sentence)
    large = (part for part in parts if part.file_size > MEGABYTE)
    if any(part.file_size > MOST_RATIO * part.compress_size for part in large):
        raise NotOpened(sentence)
