"""The measured programs, each in a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

WORKERS = 2
START_SECONDS, SETTLE_SECONDS = 60, 120
IDLE = 0.3  # seconds of processor time in one second


@dataclass(frozen=True)
class Server:
    port: int
    pid: int

    def memory(self) -> list[int]:
        """Resident bytes of each worker."""
        return [_resident(child) for child in self._workers()]

    def cpu_seconds(self) -> float:
        """Of all workers until now."""
        return sum(_cpu(child) for child in self._workers())

    def _workers(self) -> list[int]:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text(encoding="ascii")
        return [
            int(child)
            for child in children.split()
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()
        ]


def _resident(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0


def _cpu(pid: int) -> float:
    """Seconds: utime and stime of proc(5), behind the name, which may hold anything."""
    told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def environment(data_dir: Path, **more: str) -> dict[str, str]:
    """Ours without what the operator of this machine has set for Spurwerk."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("SPURWERK_")}
    return {**own, "SPURWERK_DATA_DIR": str(data_dir), **more}


def run(data_dir: Path, *module: str) -> None:
    subprocess.run([sys.executable, "-m", *module], env=environment(data_dir), check=True)  # noqa: S603 - our own modules


@contextmanager
def server(data_dir: Path, *module: str, port: int = 0, **more: str) -> Iterator[Server]:
    """`python -m module …` with two workers on a free port, until the block ends."""
    port = port or free_port()
    env = environment(data_dir, SPURWERK_PORT=str(port), SPURWERK_WORKERS=str(WORKERS), **more)
    with (data_dir / f"{port}.log").open("wb") as log:
        process = subprocess.Popen([sys.executable, "-m", *module], env=env, stdout=log, stderr=log)  # noqa: S603 - our own modules
    try:
        _wait_for(process, port, data_dir / f"{port}.log")
        yield Server(port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def settle() -> None:
    """Waits until the machine is idle: workers and database do much once, after every start and filling."""
    until, before = time.monotonic() + SETTLE_SECONDS, _busy()
    while time.monotonic() < until:
        time.sleep(1)
        now = _busy()
        if now - before < IDLE:
            return
        before = now


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _busy() -> float:
    """Seconds of all processors until now: "cpu" of proc(5), without what they were idle or waited."""
    user, nice, system, *_ = Path("/proc/stat").read_text(encoding="ascii").split()[1:]
    return (int(user) + int(nice) + int(system)) / os.sysconf("SC_CLK_TCK")


def _wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"Der Server startet nicht:\n{log.read_text(encoding='utf-8')}")
