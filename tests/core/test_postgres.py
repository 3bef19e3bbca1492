"""The embedded server: who starts it, who stops it, what a crash leaves behind."""

import fcntl
import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import pytest

from app.core.postgres import EmbeddedPostgres, as_ordinary_user, attempt, socket_folder, tool

HOLDER = """
import sys
from pathlib import Path
from app.core.postgres import EmbeddedPostgres
with EmbeddedPostgres(Path(sys.argv[1]), unsafe=True):
    print("ready", flush=True)
    sys.stdin.read()
"""


@contextmanager
def another_process(home: Path) -> Iterator["subprocess.Popen[str]"]:
    """A program that holds the server until its input is closed."""
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        yield process


def server_runs(home: Path) -> bool:
    return attempt(tool("pg_ctl", "-D", str(home / "data"), "status")).returncode == 0


async def ask(dsn: str, query: str) -> object:
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetchval(query)
    finally:
        await connection.close()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pg")


async def test_the_first_start_makes_the_database_and_the_end_stops_the_server(home: Path) -> None:
    postgres = EmbeddedPostgres(home, unsafe=True)
    address = postgres.dsn
    with postgres:
        assert postgres.dsn == address
        assert await ask(address, "select current_database()") == "app"
        assert await ask(address, "show server_encoding") == "UTF8"
        assert await ask(address, "show timezone") == "UTC"
        assert await ask(address, "show max_connections") == "60"
        assert await ask(address, "show listen_addresses") == ""
        assert await ask(address, "show fsync") == "off"
        assert stat.S_IMODE(postgres.socket.stat().st_mode) == 0o700
    assert not server_runs(home)


async def test_without_the_test_flags_a_commit_reaches_the_disk(home: Path) -> None:
    with EmbeddedPostgres(home) as postgres:
        assert await ask(postgres.dsn, "show fsync") == "on"
        assert await ask(postgres.dsn, "show synchronous_commit") == "on"
        assert await ask(postgres.dsn, "show full_page_writes") == "on"


async def test_what_was_written_is_there_after_the_next_start(home: Path) -> None:
    with EmbeddedPostgres(home) as postgres:
        await ask(postgres.dsn, "create table kept as select 7 as number")
    with EmbeddedPostgres(home) as postgres:
        assert await ask(postgres.dsn, "select number from kept") == 7


async def test_the_callers_postgres_variables_do_not_change_what_runs(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPORT", "6000")
    monkeypatch.setenv("PGOPTIONS", "-c search_path=elsewhere")
    with EmbeddedPostgres(home, unsafe=True) as postgres:
        assert await ask(postgres.dsn, "show port") == "5432"


async def test_a_second_process_attaches_and_the_last_one_stops_the_server(home: Path) -> None:
    with another_process(home):
        with EmbeddedPostgres(home, unsafe=True) as postgres:
            assert await ask(postgres.dsn, "select 1") == 1
        assert server_runs(home)
        assert await ask(postgres.dsn, "select 1") == 1
    assert not server_runs(home)


async def test_the_first_process_may_leave_before_the_second(home: Path) -> None:
    postgres = EmbeddedPostgres(home, unsafe=True)
    with another_process(home):
        postgres.start()
    assert server_runs(home)
    assert await ask(postgres.dsn, "select 1") == 1
    postgres.stop()
    assert not server_runs(home)


async def test_after_a_kill_the_next_start_attaches_and_its_end_stops_the_server(
    home: Path,
) -> None:
    with another_process(home) as process:
        process.send_signal(signal.SIGKILL)
    assert server_runs(home)
    with EmbeddedPostgres(home, unsafe=True) as postgres:
        assert await ask(postgres.dsn, "select 1") == 1
    assert not server_runs(home)


async def test_a_killed_server_recovers_at_the_next_start(home: Path) -> None:
    with EmbeddedPostgres(home) as postgres:
        await ask(postgres.dsn, "create table survived as select 8 as number")
        os.kill(int((home / "data" / "postmaster.pid").read_text().splitlines()[0]), signal.SIGKILL)
    with EmbeddedPostgres(home) as postgres:
        assert await ask(postgres.dsn, "select number from survived") == 8


async def test_an_interrupted_first_start_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "data.new").mkdir()
    (tmp_path / "data.new" / "PG_VERSION").write_text("18")
    with EmbeddedPostgres(tmp_path, unsafe=True) as postgres:
        await ask(postgres.dsn.replace("/app?", "/postgres?"), "drop database app")
    with EmbeddedPostgres(tmp_path, unsafe=True) as postgres:
        assert await ask(postgres.dsn, "select 1") == 1


def test_data_of_another_version_are_refused_with_the_way_to_bring_them_along(
    tmp_path: Path,
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "PG_VERSION").write_text("17\n")
    with pytest.raises(RuntimeError, match="stammt von PostgreSQL 17") as refusal:
        EmbeddedPostgres(tmp_path).start()
    assert "pg_dump --clean --if-exists" in str(refusal.value)
    assert "psql" in str(refusal.value)
    assert list((tmp_path / "data").iterdir()) == [tmp_path / "data" / "PG_VERSION"]


def test_a_failed_start_does_not_count_as_a_user(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "PG_VERSION").write_text("18\n")
    postgres = EmbeddedPostgres(tmp_path)
    with pytest.raises(RuntimeError, match="PostgreSQL startet nicht"):
        postgres.start()
    postgres.stop()
    with (tmp_path / "users.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


async def test_a_long_or_odd_path_gets_a_short_socket_folder(tmp_path: Path) -> None:
    home = tmp_path / "Müller und Söhne, Ablage" / ("x" * 100)
    with EmbeddedPostgres(home, unsafe=True) as postgres:
        assert postgres.socket.parent == Path(tempfile.gettempdir())
        assert await ask(postgres.dsn, "select 1") == 1
    postgres.socket.rmdir()


def test_the_socket_folder_is_the_same_for_every_process() -> None:
    home = Path("/srv") / ("x" * 100)
    expected = Path(tempfile.gettempdir()) / "spurwerk-a47f0850df5eda58"
    assert socket_folder(home) == expected
    assert socket_folder(Path("/srv/spurwerk")) == Path("/srv/spurwerk/run")


@pytest.mark.parametrize("trap", ["open", "link", "file"])
def test_a_socket_folder_others_could_enter_is_refused(tmp_path: Path, trap: str) -> None:
    folder = tmp_path / "run"
    if trap == "open":
        folder.mkdir()
        folder.chmod(0o755)
    elif trap == "link":
        (tmp_path / "elsewhere").mkdir(mode=0o700)
        folder.symlink_to(tmp_path / "elsewhere")
    else:
        folder.touch(mode=0o700)
    with pytest.raises(RuntimeError, match="gehört nicht diesem Benutzer allein"):
        EmbeddedPostgres(tmp_path).start()
    assert not (tmp_path / "data").exists()


def test_only_root_needs_a_user_namespace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert as_ordinary_user()[0] == "unshare"
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert as_ordinary_user() == []
