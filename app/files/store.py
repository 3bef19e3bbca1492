"""Bytes under their SHA-256, outside any transaction: first the bytes, then the row that names them."""

import asyncio
import contextlib
import errno
import hashlib
import logging
import os
import secrets
import shutil
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, S3Store

from app.core.bucket import Bucket
from app.core.errors import RuleViolation
from app.core.settings import settings
from app.files.tables import File

log = logging.getLogger("spurwerk.files")

FOLDER = "dateien"
UNFINISHED = "dateien-neu"  # beside it, so that no list of stored bytes shows half a file
PART = 1_000_000  # bytes
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FULL = (
    "Auf dem Server ist kein Platz mehr. Nichts ist gespeichert. "
    "Bitte sagen Sie dem Betrieb Bescheid und versuchen Sie es später noch einmal."
)
AWAY = (
    "Die Ablage für Dateien antwortet nicht. Nichts ist gespeichert. "
    "Bitte versuchen Sie es in einigen Minuten noch einmal."
)


@lru_cache(maxsize=4)
def _remote(bucket: Bucket) -> S3Store:
    """Keeps its connections. The bucket stands in the path: not every server has names for each."""
    return S3Store(
        bucket.name,
        prefix=bucket.folder or None,
        endpoint=bucket.endpoint,
        region=bucket.region,
        access_key_id=bucket.key,
        secret_access_key=bucket.secret,
        virtual_hosted_style_request=False,
        client_options={"allow_http": bucket.endpoint.startswith("http:"), "timeout": "60s"},
        retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=20)},
    )


def _store() -> ObjectStore:
    if bucket := settings().bucket:
        return _remote(bucket)
    folder = settings().data_dir / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return LocalStore(prefix=folder)


def path_of(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"


async def store_bytes(content: bytes) -> str:
    """As `store_file`."""
    return await store_file(BytesIO(content))


async def store_file(opened: BinaryIO) -> str:
    """Returns the SHA-256 in hex; the same bytes again are stored once, and count as new.

    Raises RuleViolation where there is no room, or where the bucket does not answer.
    """
    sha256 = await asyncio.to_thread(_hash_of, opened)
    try:
        if bucket := settings().bucket:
            opened.seek(0)
            await obstore.put_async(_remote(bucket), path_of(sha256), opened, max_concurrency=2)
        else:
            await asyncio.to_thread(_write, opened, sha256)
    except BaseError as refusal:
        kind = type(refusal).__name__  # its text may hold addresses
        log.error("the bucket does not take files: %s", kind)  # noqa: TRY400
        raise RuleViolation(AWAY) from None
    except OSError as refusal:
        if refusal.errno not in NO_ROOM:
            raise
        raise RuleViolation(FULL) from refusal
    return sha256


def _hash_of(opened: BinaryIO) -> str:
    opened.seek(0)
    found = hashlib.sha256()
    for part in iter(lambda: opened.read(PART), b""):
        found.update(part)
    return found.hexdigest()


def _write(opened: BinaryIO, sha256: str) -> None:
    """Whole and on the disk before it has its name."""
    path = settings().data_dir / FOLDER / path_of(sha256)
    half = settings().data_dir / UNFINISHED / f"{sha256}.{secrets.token_hex(4)}"
    for folder in (path.parent, half.parent):
        folder.mkdir(parents=True, exist_ok=True)
    try:
        with half.open("xb") as written:
            opened.seek(0)
            shutil.copyfileobj(opened, written, PART)
            written.flush()
            os.fsync(written.fileno())
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
    _sync(path.parent)


def _sync(folder: Path) -> None:
    """The new name is on the disk too."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


async def read_bytes(file: File) -> bytes:
    """Raises FileNotFoundError where the folder lost them."""
    store = await asyncio.to_thread(_store)
    found = await obstore.get_async(store, path_of(file.sha256))
    return bytes(await found.bytes_async())


async def read_parts(file: File) -> AsyncIterator[bytes]:
    """For a download: never the whole in memory. Raises FileNotFoundError before the first part."""
    store = await asyncio.to_thread(_store)
    found = await obstore.get_async(store, path_of(file.sha256))

    async def parts() -> AsyncIterator[bytes]:
        async for part in found.stream(min_chunk_size=PART):
            yield bytes(part)

    return parts()


async def forget_bytes(sha256: str) -> None:
    """For bytes that no row uses any more; not there any more is as good."""
    store = await asyncio.to_thread(_store)
    with contextlib.suppress(FileNotFoundError):
        await obstore.delete_async(store, path_of(sha256))


async def stored_before(moment: datetime) -> list[str]:
    """SHA-256 of all bytes put away before that moment (UTC)."""
    store = await asyncio.to_thread(_store)
    found = []
    async for batch in obstore.list(store):
        found += [meta["path"] for meta in batch if meta["last_modified"] < moment]
    return sorted(path.rpartition("/")[2] for path in found)


async def forget_unfinished(moment: datetime) -> None:
    """What a killed process was writing before that moment (UTC); the bucket tidies up by itself."""
    await asyncio.to_thread(_forget_unfinished, moment.timestamp())


def _forget_unfinished(before: float) -> None:
    for half in (settings().data_dir / UNFINISHED).glob("*"):
        with contextlib.suppress(FileNotFoundError):
            if half.stat().st_mtime < before:
                half.unlink()
