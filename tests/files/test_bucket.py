"""Files in an S3 bucket: the same promises as in the folder."""

from collections.abc import AsyncIterator
from datetime import timedelta
from io import BytesIO

import pytest

from app.core.bucket import Bucket
from app.core.clock import now
from app.core.errors import RuleViolation
from app.core.settings import settings
from app.files.downloads import AWAY as OUT_OF_REACH
from app.files.downloads import bytes_for_download, parts_for_download
from app.files.rules.traces import without_traces
from app.files.store import (
    AWAY,
    forget_bytes,
    path_of,
    read_bytes,
    read_parts,
    store_bytes,
    store_file,
    stored_before,
)
from app.files.tables import File
from tests.files.bucket import FakeBucket, fake_bucket
from tests.files.test_traces import BEHIND, photo, seen


@pytest.fixture
async def bucket(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeBucket]:
    async with fake_bucket() as known:
        monkeypatch.setenv("SPURWERK_FILES_URL", known.url)
        settings.cache_clear()
        yield known
        monkeypatch.undo()
        settings.cache_clear()


def of(sha256: str) -> File:
    return File(sha256=sha256)


async def test_bytes_lie_in_the_bucket_and_come_back(bucket: FakeBucket) -> None:
    sha256 = await store_bytes(b"R\xc3\xa4ume")
    assert bucket.objects == {f"ordner/{path_of(sha256)}": b"R\xc3\xa4ume"}
    assert await read_bytes(of(sha256)) == b"R\xc3\xa4ume"
    assert "credential=kennung/" in bucket.signatures[0]
    assert not (settings().data_dir / "dateien" / path_of(sha256)).exists()


async def test_a_large_file_goes_up_in_parts(bucket: FakeBucket) -> None:
    content = bytes(range(256)) * 50_000  # 12.8 MB
    sha256 = await store_file(BytesIO(content))
    assert bucket.objects[f"ordner/{path_of(sha256)}"] == content
    assert b"".join([part async for part in await read_parts(of(sha256))]) == content


async def test_a_photo_goes_up_without_its_place(bucket: FakeBucket) -> None:
    with without_traces("image/jpeg", BytesIO(photo("JPEG"))) as plain:
        sha256 = await store_file(plain)
    assert BEHIND not in bucket.objects[f"ordner/{path_of(sha256)}"]
    assert seen(await read_bytes(of(sha256)))[0] == "JPEG"


async def test_a_bucket_that_does_not_answer_is_told_in_words(bucket: FakeBucket) -> None:
    file = of(await store_bytes(b"da"))
    assert await bytes_for_download(file) == b"da"
    bucket.refuses = True
    for download in (bytes_for_download, parts_for_download):
        with pytest.raises(RuleViolation, match=OUT_OF_REACH):
            await download(file)


async def test_stray_bytes_are_listed_and_forgotten(bucket: FakeBucket) -> None:
    sha256 = await store_bytes(b"stray")
    assert await stored_before(now() - timedelta(days=1)) == []
    bucket.changed[f"ordner/{path_of(sha256)}"] = now() - timedelta(days=2)
    assert await stored_before(now() - timedelta(days=1)) == [sha256]
    for _ in range(2):
        await forget_bytes(sha256)
    assert bucket.objects == {}
    with pytest.raises(FileNotFoundError):
        await read_bytes(of(sha256))


async def test_a_bucket_that_refuses_is_told_in_words(bucket: FakeBucket) -> None:
    bucket.refuses = True
    with pytest.raises(RuleViolation, match="Nichts ist gespeichert") as refused:
        await store_bytes(b"x")
    assert str(refused.value) == AWAY


@pytest.mark.parametrize(
    ("url", "endpoint"),
    [
        ("s3://k:s@s3.example.org/eimer", "https://s3.example.org"),
        ("s3://k:s@s3.example.org:9000/eimer/a/b?region=eu", "https://s3.example.org:9000"),
        ("s3+http://k:s@127.0.0.1:9000/eimer", "http://127.0.0.1:9000"),
    ],
)
def test_the_address_says_where(url: str, endpoint: str) -> None:
    problems: list[str] = []
    found = Bucket.from_env({"SPURWERK_FILES_URL": url}, problems)
    assert found
    assert (found.endpoint, found.name, problems) == (endpoint, "eimer", [])
    assert "secret" not in repr(found)


@pytest.mark.parametrize(
    "url",
    [
        "https://k:s@s3.example.org/eimer", "s3://s3.example.org/eimer", "s3://k:s@s3.example.org",
        "s3+http://k:s@s3.example.org/eimer", "s3://k:s@host:x/eimer",
    ],
)  # fmt: skip
def test_a_wrong_address_is_refused_without_its_secret(url: str) -> None:
    problems: list[str] = []
    assert Bucket.from_env({"SPURWERK_FILES_URL": url.replace(":s@", ":wort@")}, problems) is None
    assert len(problems) == 1
    assert "wort" not in problems[0]
