"""Text appears through two processes of the server, and their end waits for no stream."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import httpx

from app.accounts.tables import Session
from app.core.clock import now
from app.core.postgres import EmbeddedPostgres
from app.core.tokens import hash_of, new_token
from app.meetings.tables import AgendaItem, Meeting
from app.minutes.forms import ItemText
from app.minutes.operations import writing
from tests.browser import HTMX, TOKEN
from tests.cast import Cast
from tests.conftest import HOME
from tests.meetings.make import first_item
from tests.minutes.make import make_held, make_minutes, path_of

ROOT = Path(__file__).parents[2]
Process = subprocess.Popen[bytes]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def served(token: str) -> AsyncIterator[tuple[Process, httpx.AsyncClient]]:
    """The application in a process of its own, on the database of the tests."""
    port = free_port()
    env = {key: value for key, value in os.environ.items() if not key.startswith("SPURWERK_")} | {
        "SPURWERK_DATA_DIR": str(HOME),
        "SPURWERK_DATABASE_URL": EmbeddedPostgres(HOME / "postgres").dsn,
        "SPURWERK_PORT": str(port),
    }
    process = subprocess.Popen([sys.executable, "-m", "app.cli", "serve"], cwd=ROOT, env=env)
    base = f"http://127.0.0.1:{port}"
    async with httpx.AsyncClient(base_url=base, cookies={"sid": token}, timeout=60) as client:
        try:
            await until_ready(client)
            yield process, client
        finally:
            process.kill()
            process.wait()


async def until_ready(client: httpx.AsyncClient) -> None:
    for _ in range(600):
        try:
            if (await client.get("/bereit")).status_code == 200:
                return
        except httpx.TransportError:
            pass
        await asyncio.sleep(0.1)
    raise AssertionError("the server did not start")


async def told(lines: AsyncIterator[str], begins: str) -> str:
    """The next message of that begin; what stood there before is told first."""
    async for line in lines:
        if line.startswith(f"data: {begins}"):
            return line.removeprefix("data: ")
    raise AssertionError("the stream ended")


async def login(cast: Cast) -> str:
    token = new_token()
    row = Session(
        person=cast.id("paul"), token_hash=hash_of(token), expires_at=now() + timedelta(hours=1)
    )
    await row.save()
    return token


async def results_and_people(
    one: httpx.AsyncClient,
    two: httpx.AsyncClient,
    meeting: Meeting,
    item: AgendaItem,
    lines: list[AsyncIterator[str]],
) -> None:
    """A task through one process, somebody who came through the other: both viewers see both."""
    place, people = f"ergebnisse-{item.id}", "anwesend"
    path = path_of(meeting, f"/punkte/{item.id}/zeilen")
    await press(one, path, {"id": str(uuid4()), "line": "A: Petersen – Räume zählen – 12.12."})
    assert [await told(line, place) for line in lines] == [place] * 2
    fragment = await two.get(path_of(meeting, f"/punkte/{item.id}/ergebnisse"), headers=HTMX)
    assert "Räume zählen" in fragment.text
    await press(two, path_of(meeting, "/fuehrung"), {"taken_by": "Carla Cordes"})
    assert [await told(line, people) for line in lines] == [people] * 2
    strip = await one.get(path_of(meeting, "/anwesend"), headers=HTMX)
    assert "Protokoll: Carla Cordes" in strip.text


async def press(client: httpx.AsyncClient, path: str, typed: dict[str, str]) -> None:
    token = TOKEN.search((await client.get("/einstellungen")).text)
    assert token
    answer = await client.post(path, data={"_csrf_token": token[1], **typed})
    assert answer.status_code == 303


async def test_viewers_of_two_processes_are_told_and_sigterm_ends_their_streams_at_once(
    cast: Cast,
) -> None:
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    item, paul, token = await first_item(meeting), await cast.actor("paul"), await login(cast)
    async with served(token) as (first, one), served(token) as (second, two):
        address = path_of(meeting, "/geschehen")
        async with one.stream("GET", address) as here, two.stream("GET", address) as there:
            assert here.headers["content-type"].startswith("text/event-stream")
            assert here.headers["x-content-type-options"] == "nosniff"
            lines = [here.aiter_lines(), there.aiter_lines()]
            assert [await anext(line) for line in lines] == ["retry: 2000"] * 2
            await asyncio.sleep(2)  # both listen by now
            for part in (f"ergebnisse-{item.id}", "anwesend"):
                stood = [await told(line, part) for line in lines]
                assert stood[0] == stood[1]
                assert len(stood[0].split()) == 2, "with the mark of how it stands"
            await writing.write_item(paul, meeting.id, item.id, ItemText("Neu", 0), now=now())
            began = time.monotonic()
            assert [await told(line, f"{item.id}") for line in lines] == [f"{item.id} 1"] * 2
            assert time.monotonic() - began < 2
            await results_and_people(one, two, meeting, item, lines)
            for process in (first, second):
                process.terminate()
            began = time.monotonic()
            for line in lines:
                assert [text async for text in line if text.startswith("data")] == []
            for process in (first, second):
                await asyncio.to_thread(process.wait, 20)
            assert time.monotonic() - began < 5, "uvicorn alone would wait ten seconds"
