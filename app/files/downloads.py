"""Stored bytes on their way to a reader: nobody gets others than those that were stored."""

import asyncio
import hashlib
import logging
from collections.abc import AsyncIterator, Awaitable
from typing import TypeVar

from obstore.exceptions import BaseError

from app.core.errors import RuleViolation
from app.files.store import read_bytes, read_parts
from app.files.tables import File

T = TypeVar("T")
log = logging.getLogger("spurwerk.files")

LOST = "Diese Datei ist auf dem Server nicht mehr vorhanden. Bitte sagen Sie der Koordination Bescheid."
AWAY = (
    "Die Ablage für Dateien antwortet nicht. Bitte versuchen Sie es in einigen Minuten noch einmal."
)
SPOILT = (
    "Diese Datei ist auf dem Server nicht mehr die, die abgelegt wurde: Ihre Prüfsumme ist eine "
    "andere. Bitte sagen Sie der Koordination Bescheid."
)


class SpoiltBytes(OSError):
    """Breaks a download off before its last part; the browser then says that it failed."""


async def bytes_for_download(file: File) -> bytes:
    """Raises RuleViolation for bytes that are lost, out of reach, or others than were stored."""
    content = await _reached(read_bytes(file))
    if await asyncio.to_thread(_sum_of, content) != file.sha256:
        raise _spoilt(file)
    return content


async def parts_for_download(file: File) -> AsyncIterator[bytes]:
    """Never the whole in memory. Raises RuleViolation as above; of a file in several parts the last
    is kept back until the sum of all is right, else SpoiltBytes comes instead of it.
    """
    parts = await _reached(read_parts(file))
    first, second = await _reached(_two(parts))
    if second is None and await asyncio.to_thread(_sum_of, first) != file.sha256:
        raise _spoilt(file)
    return _checked(file, first, second, parts)


async def _two(parts: AsyncIterator[bytes]) -> tuple[bytes, bytes | None]:
    return await anext(parts, b""), await anext(parts, None)


async def _checked(
    file: File, held: bytes, following: bytes | None, parts: AsyncIterator[bytes]
) -> AsyncIterator[bytes]:
    total = hashlib.sha256(held)
    while following is not None:
        await asyncio.to_thread(total.update, following)
        yield held
        held, following = following, await anext(parts, None)
    if total.hexdigest() != file.sha256:
        raise SpoiltBytes(str(_spoilt(file)))
    yield held


async def _reached(reading: Awaitable[T]) -> T:
    try:
        return await reading
    except FileNotFoundError:
        raise RuleViolation(LOST) from None
    except BaseError as trouble:
        log.warning("stored bytes are out of reach: %s", type(trouble).__name__)
        raise RuleViolation(AWAY) from None


def _sum_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _spoilt(file: File) -> RuleViolation:
    log.error("stored bytes are not those of %s any more", file.sha256)
    return RuleViolation(SPOILT)
