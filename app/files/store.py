"""Bytes under their SHA-256, outside any transaction: first the bytes, then the row (trust.md U5)."""

import asyncio
import contextlib
import hashlib
from datetime import datetime

import obstore
from obstore.exceptions import AlreadyExistsError
from obstore.store import LocalStore

from app.core.settings import settings
from app.files.tables import File

FOLDER = "dateien"


def _store() -> LocalStore:
    folder = settings().data_dir / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return LocalStore(prefix=folder)


def path_of(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"


async def store_bytes(content: bytes) -> str:
    """Returns the SHA-256 in hex; the same bytes again are stored once."""
    sha256 = hashlib.sha256(content).hexdigest()
    store = await asyncio.to_thread(_store)
    with contextlib.suppress(AlreadyExistsError):
        await obstore.put_async(store, path_of(sha256), content, mode="create")
    return sha256


async def read_bytes(file: File) -> bytes:
    """Raises FileNotFoundError where the folder lost them."""
    store = await asyncio.to_thread(_store)
    found = await obstore.get_async(store, path_of(file.sha256))
    return bytes(await found.bytes_async())


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
