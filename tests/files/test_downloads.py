"""A reader gets the bytes that were stored or a sentence, never others."""

from collections.abc import AsyncIterator

import pytest

from app.core.errors import RuleViolation
from app.core.settings import settings
from app.files.downloads import LOST, SPOILT, SpoiltBytes, bytes_for_download, parts_for_download
from app.files.store import FOLDER, PART, path_of, store_bytes
from app.files.tables import File

LENGTHS = [0, 1, PART, PART + 1, 3 * PART + 7]


async def stored(length: int) -> tuple[File, bytes]:
    content = bytes(at % 251 for at in range(length))
    return File(sha256=await store_bytes(content), size=length), content


def spoil(file: File, at: int) -> None:
    """One byte of it; -1: the last one is cut off."""
    path = settings().data_dir / FOLDER / path_of(file.sha256)
    content = bytearray(path.read_bytes())
    if at < 0:
        del content[-1]
    else:
        content[at] ^= 1
    path.write_bytes(content)


async def fill(got: list[bytes], parts: AsyncIterator[bytes]) -> bytes:
    """What came is kept also where it breaks off."""
    async for part in parts:
        got.append(part)  # noqa: PERF401 - a comprehension keeps nothing then
    return b"".join(got)


@pytest.mark.parametrize("length", LENGTHS)
async def test_what_was_stored_comes_back_whole(length: int) -> None:
    file, content = await stored(length)
    assert await bytes_for_download(file) == content
    assert await fill([], await parts_for_download(file)) == content


@pytest.mark.parametrize("at", [0, 4_999, -1])
async def test_a_small_file_with_another_byte_is_refused_in_words(at: int) -> None:
    file, _ = await stored(5_000)
    spoil(file, at)
    for download in (bytes_for_download, parts_for_download):
        with pytest.raises(RuleViolation, match=SPOILT):
            await download(file)


@pytest.mark.parametrize("at", [0, 3 * PART, -1])
async def test_a_large_one_breaks_off_before_its_end(
    at: int, caplog: pytest.LogCaptureFixture
) -> None:
    file, content = await stored(3 * PART + 7)
    spoil(file, at)
    got: list[bytes] = []
    with pytest.raises(SpoiltBytes):
        await fill(got, await parts_for_download(file))
    assert PART <= len(b"".join(got)) < len(content)
    assert file.sha256 in caplog.text


async def test_lost_bytes_are_told_in_words() -> None:
    file, _ = await stored(10)
    (settings().data_dir / FOLDER / path_of(file.sha256)).unlink()
    for download in (bytes_for_download, parts_for_download):
        with pytest.raises(RuleViolation, match=LOST):
            await download(file)
