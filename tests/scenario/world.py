"""The running program with a movable clock, its mail server, and who writes down the story."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from datetime import time as hour_of_day
from pathlib import Path
from typing import Any

from app.core.clock import BERLIN
from app.core.postgres import EmbeddedPostgres, tool
from tests.scenario.postoffice import PostOffice, free_port
from tests.scenario.visitor import Visitor

ROOT = Path(__file__).parents[2]
MORNING = hour_of_day(8, 30)
WAIT_SECONDS = 60
AUTHSERV = "mx.example.org"


@dataclass
class World:
    home: Path
    post: PostOffice
    port: int
    lmtp_port: int
    out_loud: bool
    env: dict[str, str]
    visitors: dict[str, Visitor] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)  # what a page shows → its address
    meetings: dict[str, list[str]] = field(default_factory=dict)  # of each group, in their order
    clicked: Counter[str] = field(default_factory=Counter)  # buttons, by what they were for
    came: Counter[str] = field(default_factory=Counter)  # mails that came in, by kind
    _processes: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    # --- the clock ---

    @property
    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self._ahead)

    @property
    def _ahead(self) -> float:
        return float((self.home / "clock").read_text())

    @property
    def today(self) -> date:
        return self.now.astimezone(BERLIN).date()

    def set_clock(self, moment: datetime) -> None:
        new = self.home / "clock.new"
        new.write_text(str((moment - datetime.now(UTC)).total_seconds()))
        new.rename(self.home / "clock")

    def go_to(self, day: date, at: hour_of_day = MORNING) -> None:
        """Every morning on the way the worker does what is due then."""
        moment = datetime.combine(day, at, BERLIN)
        assert moment > self.now, f"{moment} is over, it is {self.now.astimezone(BERLIN)}"
        while self.today < day:
            morning = datetime.combine(self.today + timedelta(days=1), MORNING, BERLIN)
            if morning >= moment:
                break
            self.set_clock(morning)
            self.rest()
        self.set_clock(moment)
        self.rest()

    def wait(self, **times: float) -> None:
        """Some minutes or hours of the story."""
        self.set_clock(self.now + timedelta(**times))
        self.rest()

    def rest(self) -> None:
        """Until the worker has done a whole round since now."""
        rounds = self.home / "rounds"
        seen, deadline = int(rounds.read_text()), time.monotonic() + WAIT_SECONDS
        while int(rounds.read_text()) < seen + 2:
            assert time.monotonic() < deadline, "the worker does not work"
            self.sql("SELECT pg_notify('outgoing_mail', '')")
            time.sleep(0.03)

    # --- processes ---

    def start(self, *names: str) -> None:
        for name in names or ("serve", "lmtp"):
            words = (
                ["lmtp", "--listen", f"127.0.0.1:{self.lmtp_port}"] if name == "lmtp" else [name]
            )
            with (self.home / f"{name}.log").open("a") as log:
                self._processes[name] = subprocess.Popen(
                    [sys.executable, "-m", "tests.scenario.serve", *words],
                    cwd=ROOT, env=self.env, stdout=log, stderr=log,
                )  # fmt: skip
        if "serve" in (names or ("serve",)):
            self._wait_until_ready()

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < deadline and self._processes["serve"].poll() is None:
            try:
                with urllib.request.urlopen(f"{self.base}/bereit", timeout=2):
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError((self.home / "serve.log").read_text()[-3000:])

    def kill(self) -> None:
        """As the machine would when memory runs out: nothing is tidied up."""
        self._processes["serve"].kill()

    def is_running(self, name: str) -> bool:
        return self._processes[name].poll() is None

    def stop(self) -> None:
        for process in reversed(self._processes.values()):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                process.wait(30)

    def cli(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "tests.scenario.serve", *words],
            cwd=ROOT, env=self.env, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def sql(self, query: str) -> list[dict[str, Any]]:
        """Only to look, and to let what has to be there before the first login be there."""
        asked = f"SELECT coalesce(json_agg(t), '[]') FROM ({query}) t"
        return list(json.loads(self.psql("-tAc", asked)))

    def psql(self, *words: str) -> str:
        place = EmbeddedPostgres(self.home / "postgres").socket
        command = tool(
            "psql", "-h", str(place), "-U", "app", "-d", "app", "-XqvON_ERROR_STOP=1", *words
        )
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    # --- people ---

    def visitor(self, email: str = "") -> Visitor:
        """The same browser each time for the same person; a new one for nobody in particular."""
        if not email:
            return Visitor(self.base, self.post)
        if email not in self.visitors:
            self.visitors[email] = Visitor(self.base, self.post, email)
        return self.visitors[email]

    def login_link(self, email: str) -> str:
        return self.cli("login-link", email).splitlines()[-1]

    def add_meeting(self, group: str, path: str) -> None:
        here = path.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]
        known = self.meetings.setdefault(group, [])
        known.append(here)
        self.places[f"{group}, {len(known)}. Sitzung"] = here

    def tell(self, sentence: str) -> None:
        if self.out_loud:
            sys.stdout.write(f"  {self.today:%d.%m.%Y}  {sentence}\n")
            sys.stdout.flush()

    def chapter(self, title: str) -> None:
        if self.out_loud:
            sys.stdout.write(f"\n{title}\n")


@contextmanager
def opened(first: datetime, *, out_loud: bool = False) -> Iterator[World]:
    """An empty installation, running; its clock shows `first`."""
    home = Path(tempfile.mkdtemp(prefix="spurwerk-scenario-"))
    post, port = PostOffice(free_port()), free_port()
    env = {key: value for key, value in os.environ.items() if not key.startswith("SPURWERK_")} | {
        "SPURWERK_DATA_DIR": str(home), "SPURWERK_PORT": str(port), "PYTHONPATH": str(ROOT),
        "SPURWERK_SMTP_URL": post.url, "SPURWERK_AUTHSERV_ID": AUTHSERV,
    }  # fmt: skip
    world = World(home, post, port, free_port(), out_loud, env)
    try:
        post.open()
        with EmbeddedPostgres(home / "postgres", unsafe=True):
            world.set_clock(first)
            (home / "rounds").write_text("0")
            world.cli("migrate")
            movable = (Path(__file__).parent / "movable.sql").read_text()
            world.psql("-c", movable.replace(":AHEAD", str(home / "clock")))
            yield world
            world.stop()
    finally:
        world.stop()
        post.close()
        shutil.rmtree(home, ignore_errors=True)
