"""A kill, a full disk, an upload that breaks off: never a row without its bytes, nothing half."""

import asyncio
import gc
import os
import resource
import sys
import tracemalloc
import warnings
from asyncio.subprocess import PIPE
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from litestar import Litestar
from litestar.datastructures import UploadFile

from app.accounts import rules
from app.accounts.tables import Session
from app.attachments.forms import UploadForm
from app.attachments.tables import Attachment
from app.core.clock import now
from app.core.crash import KILLED
from app.core.postgres import EmbeddedPostgres
from app.core.settings import settings
from app.core.tokens import hash_of, new_token
from app.files.store import FOLDER, UNFINISHED
from app.files.tables import File
from app.files.uploads import received
from app.meetings.tables import Meeting
from app.privacy import retention
from tests.attachments.make import PDF, path_of, sent
from tests.browser import Browser, Visit
from tests.cast import Cast
from tests.meetings.make import make_meeting

MB = 1_000_000


async def life(
    server: EmbeddedPostgres, arguments: list[str], *, crash_at: str = ""
) -> tuple[int, bytes]:
    """How it ended, and what it said."""
    environment = {
        **os.environ, "SPURWERK_DATABASE_URL": server.dsn, "SPURWERK_CRASH_AT": crash_at,
        "SPURWERK_BASE_URL": "http://127.0.0.1:8000", "SPURWERK_DATA_DIR": str(settings().data_dir),
    }  # fmt: skip
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.attachments.lives", *arguments, stdout=PIPE, env=environment
    )
    said, _ = await program.communicate()
    return program.returncode or 0, said


async def signed_in(person_id: UUID) -> str:
    token = new_token()
    await Session(
        person=person_id, token_hash=hash_of(token), expires_at=now() + rules.OTHER_DEVICE
    ).save()
    return token


def files_of(folder: str) -> list[Path]:
    return [path for path in (settings().data_dir / folder).rglob("*") if path.is_file()]


async def test_a_kill_between_bytes_and_row_leaves_no_row_and_a_repeat_is_whole(
    cast: Cast, database_server: EmbeddedPostgres, tmp_path: Path
) -> None:
    meeting, content = await make_meeting(cast.group), b"%PDF-1.7 " + uuid4().bytes.hex().encode()
    file = tmp_path / "Plan.pdf"
    file.write_bytes(content)
    arguments = [await signed_in(cast.id("paul")), str(meeting.id), str(uuid4()), str(file)]
    ended, _ = await life(database_server, arguments, crash_at="bytes_without_row")
    assert ended == KILLED
    assert (await Attachment.count(), await File.count()) == (0, 0)
    assert any(path.read_bytes() == content for path in files_of(FOLDER)), "for the sweep"
    for _ in range(2):
        ended, said = await life(database_server, arguments)
        assert (ended, said.split()[-1]) == (0, b"303")
    row = await Attachment.objects(Attachment.file).first()
    assert row
    assert await Attachment.count() == 1
    stored = settings().data_dir / FOLDER / row.file.sha256[:2] / row.file.sha256
    assert stored.read_bytes() == content


async def test_what_a_killed_process_was_writing_goes_after_a_day(cast: Cast) -> None:
    folder = settings().data_dir / UNFINISHED
    folder.mkdir(parents=True, exist_ok=True)
    old, new = folder / "old.1", folder / "new.1"
    for half in (old, new):
        half.write_bytes(b"half")
    yesterday = (now() - timedelta(hours=25)).timestamp()
    os.utime(old, (yesterday, yesterday))
    await retention.run(now())
    assert (old.exists(), new.exists()) == (False, True)
    new.unlink()


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """The largest file that this process may write; the system's own answer is "too large"."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def left_to_the_collector() -> Iterator[None]:
    """Litestar does not close the temporary file of a part that breaks off; Python does."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield
        gc.collect()


async def test_a_full_disk_is_told_and_nothing_is_half_stored(cast: Cast, visit: Visit) -> None:
    meeting, paul = await make_meeting(cast.group), await visit("paul")
    before = files_of(FOLDER)
    small = PDF + os.urandom(900_000)  # waits in memory
    with left_to_the_collector(), room_for(MB // 2):
        answers = [
            await sent(paul, meeting, ("a.pdf", small), visibility="confidential"),
            await sent(paul, meeting, ("b.pdf", small * 4)),
        ]
    assert [answer.status_code for answer in answers] == [422, 507]
    for answer in answers:
        assert "Auf dem Server ist kein Platz mehr" in answer.text
    assert '<option value="confidential" selected>' in answers[0].text
    assert (await Attachment.count(), await File.count()) == (0, 0)
    assert files_of(FOLDER) == before
    assert files_of(UNFINISHED) == []


async def test_an_upload_that_breaks_off_leaves_nothing(
    app: Litestar, cast: Cast, visit: Visit
) -> None:
    meeting, paul = await make_meeting(cast.group), await visit("paul")
    await paul.get(path_of(meeting))
    before = files_of(FOLDER)
    with left_to_the_collector():
        assert await broken_off(app, paul, meeting) == 400
    assert (await Attachment.count(), await File.count()) == (0, 0)
    assert files_of(FOLDER) == before


async def broken_off(app: Litestar, browser: Browser, meeting: Meeting) -> int:
    """The browser goes after half of the file. The status it would have got."""
    request = browser.client.build_request(
        "POST", path_of(meeting), data={"_csrf_token": browser.token, "spot": "meeting"},
        files={"files": ("a.pdf", PDF + bytes(3 * MB), "application/pdf")},
    )  # fmt: skip
    body = request.read()
    events: list[dict[str, Any]] = [
        {"type": "http.request", "body": body[: len(body) // 2], "more_body": True},
        {"type": "http.disconnect"},
    ]
    answered: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return events.pop(0) if events else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        answered.append(message)

    scope: Any = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST",
        "scheme": "https", "path": request.url.path, "raw_path": request.url.raw_path,
        "query_string": b"", "root_path": "", "headers": request.headers.raw,
        "server": ("spurwerk.example.org", 443), "client": ("127.0.0.1", 1),
    }  # fmt: skip
    scope["headers"] = [(name.lower(), value) for name, value in scope["headers"]]
    await app(scope, receive, send)  # type: ignore[arg-type]
    return next((int(m["status"]) for m in answered if "status" in m), 499)


async def test_thirty_files_at_once_take_little_memory(cast: Cast) -> None:
    """Each lies in a temporary file already; five megabytes times thirty are never in memory."""
    forms = [await filled_form(bytes([n]) * (5 * MB)) for n in range(30)]
    tracemalloc.start()
    uploads = await asyncio.gather(*(received(form, uuid4()) for form in forms))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    for form in forms:
        form.files.data[0].file.close()
    assert {upload.stored.size for (upload,) in uploads} == {5 * MB + len(PDF)}
    assert peak < 40 * MB


async def filled_form(content: bytes) -> UploadForm:
    file = UploadFile("application/pdf", "a.pdf")
    await file.write(PDF)
    await file.write(content)
    assert file.rolled_to_disk
    form = UploadForm.fresh()
    form.files.data = [file]
    return form
