"""Text of files, read once and apart from everything else."""

import logging
from datetime import datetime

from obstore.exceptions import BaseError

from app.core import clock
from app.documents.errors import NotOpened
from app.documents.opening import read_apart
from app.files.store import read_bytes
from app.search import operations
from app.search.operations import Claimed

log = logging.getLogger("spurwerk.search")


async def read_next(now: datetime | None = None) -> bool:
    """One file; True when there may be more. What cannot be read has no text and is done."""
    claimed = await operations.claim(now or clock.now())
    if claimed is None:
        return False
    try:
        text = await _text_of(claimed)
    except (BaseError, OSError) as trouble:
        log.warning("file of %s not read: %s", claimed.id, type(trouble).__name__)
        if not claimed.last:
            return True  # its turn comes again when the lease is over
        text = ""
    await operations.keep_text(claimed, text, now=now or clock.now())
    return True


async def _text_of(claimed: Claimed) -> str:
    try:
        answer = await read_apart("words", await read_bytes(claimed.file))
    except (NotOpened, FileNotFoundError):  # damaged, locked, too slow; or lost by the store
        return ""
    return str(answer["text"])
