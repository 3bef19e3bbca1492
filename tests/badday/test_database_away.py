"""The database goes away under the running application and comes back."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from app.core.postgres import EmbeddedPostgres, attempt, tool
from tests.badday.page import Page

ROOT = Path(__file__).parents[2]


@dataclass
class Running:
    """The application in a process of its own, on a server that is not its own to start."""

    database: EmbeddedPostgres
    client: httpx.Client

    def kill_database(self) -> None:
        pull = tool("pg_ctl", "-D", str(self.database.data), "-m", "immediate", "-w", "stop")
        assert attempt(pull).returncode == 0

    def start_database(self) -> None:
        self.database._ensure_running()


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    home = Path(tempfile.mkdtemp(prefix="spurwerk-away-"))
    with EmbeddedPostgres(home / "postgres", unsafe=True) as database, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
        env = {k: v for k, v in os.environ.items() if not k.startswith("SPURWERK_")} | {
            "SPURWERK_DATA_DIR": str(home),
            "SPURWERK_DATABASE_URL": database.dsn,
            "SPURWERK_PORT": str(port),
        }
        probe.close()
        cli = [sys.executable, "-m", "app.cli"]
        subprocess.run([*cli, "migrate"], cwd=ROOT, env=env, check=True, capture_output=True)
        process = subprocess.Popen(
            [*cli, "serve"], cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20) as client:
            try:
                until(lambda: answers(client), 60)
                yield Running(database, client)
            finally:
                process.terminate()
                process.wait(30)
    shutil.rmtree(home, ignore_errors=True)


def answers(client: httpx.Client) -> bool:
    try:
        return client.get("/bereit").status_code == 200
    except httpx.TransportError:
        return False


def until(holds: Callable[[], bool], seconds: float) -> float:
    """Seconds it took; an error after too many."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < seconds, f"not within {seconds} s"
        time.sleep(0.1)
    return time.monotonic() - began


def check_away(answer: httpx.Response) -> None:
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert answer.headers["content-type"].startswith("text/html")
    assert Page(answer.text).headings == ["Spurwerk ist gerade nicht erreichbar"]
    assert "Nichts ist gespeichert" in answer.text
    assert answer.elapsed.total_seconds() < 6


def test_without_its_database_every_page_says_so_and_then_works_again(running: Running) -> None:
    client, typed = running.client, {"email": "carla.cordes@example.org"}
    client.cookies.set("sid", "x" * 43)  # of a login that once was
    page = client.get("/anmelden")
    token = re.search(r'name="_csrf_token" value="([0-9a-f]+)"', page.text)
    assert token
    typed["_csrf_token"] = token[1]
    for _ in range(2):
        running.kill_database()
        check_away(client.post("/anmelden", data=typed))
        check_away(client.get("/"))
        check_away(client.get("/aufgaben"))
        check_away(client.get("/bereit"))
        assert httpx.get(f"{client.base_url}/gesund").text == "ok", "the process itself lives"

        running.start_database()
        until(lambda: client.post("/anmelden", data=typed).status_code == 303, 10)
        assert client.get("/bereit").status_code == 200
