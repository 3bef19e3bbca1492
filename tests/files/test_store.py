from uuid import uuid4

import pytest

from app.core.db import opens_transaction
from app.files.operations import StoredFile, add_file
from app.files.store import read_bytes, store_bytes
from app.files.tables import File
from app.web.downloads import download
from tests.cast import Cast


@opens_transaction
async def added(content: bytes, sha256: str) -> File:
    stored = StoredFile(
        name="Übersicht.txt", media_type="text/plain", size=len(content), sha256=sha256
    )
    return await add_file(stored, body_id=uuid4(), owner_id=uuid4())


async def test_bytes_come_back_as_they_were_stored(cast: Cast) -> None:
    content = "Räume und Zeiten \x00".encode()
    file = await added(content, await store_bytes(content))
    assert await read_bytes(file) == content
    assert (file.size, len(file.sha256)) == (len(content), 64)


async def test_the_same_bytes_are_stored_once_and_used_twice(cast: Cast) -> None:
    first, second = await store_bytes(b"gleich"), await store_bytes(b"gleich")
    assert first == second
    files = [await added(b"gleich", first), await added(b"gleich", second)]
    assert files[0].id != files[1].id
    assert [await read_bytes(file) for file in files] == [b"gleich", b"gleich"]


async def test_a_row_needs_a_transaction(cast: Cast) -> None:
    stored = StoredFile(name="a", media_type="text/plain", size=1, sha256="0" * 64)
    with pytest.raises(RuntimeError):
        await add_file(stored, body_id=uuid4(), owner_id=uuid4())


async def test_lost_bytes_raise(cast: Cast) -> None:
    with pytest.raises(FileNotFoundError):
        await read_bytes(await added(b"", "f" * 64))


def test_a_download_runs_nowhere_and_keeps_its_umlauts() -> None:
    headers = download(b"x", 'Größe";\r\n.pdf', "application/pdf").headers
    name = "Gr%C3%B6%C3%9Fe%22%3B%0D%0A.pdf"
    assert headers["Content-Disposition"] == f"attachment; filename*=UTF-8''{name}"
    assert headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"
