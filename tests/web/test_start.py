"""What a process holds from the beginning, and when it does not begin at all."""

import errno
import gc
import socket
import subprocess
import sys
from dataclasses import replace

import pytest

from app.cli import group
from app.core.settings import settings

BEGIN = "import sys, app.main; app.main.create_app(); print(*sys.modules)"
NEVER_USED = {"pydantic", "attrs", "openpyxl", "networkx"}
LATE = {"argon2", "holidays", "httpx", "imap_tools", "app.demo", "app.reading.oneline"}


def test_a_process_loads_only_what_every_installation_needs() -> None:
    done = subprocess.run(
        [sys.executable, "-c", BEGIN], capture_output=True, text=True, check=True, timeout=60
    )
    assert (NEVER_USED | LATE).isdisjoint(done.stdout.split())


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_a_taken_port_is_told_in_german(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, 0), family=family) as taken:
        port = taken.getsockname()[1]
        known = replace(settings(), host=host, port=port)
        monkeypatch.setattr("app.core.settings.settings", lambda: known)
        with pytest.raises(RuntimeError, match=f"Port {port}.*schon belegt.*SPURWERK_PORT"):
            group.check_port()
    group.check_port()


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "darf den Port nicht öffnen"),
        (errno.EADDRNOTAVAIL, "prüfen Sie SPURWERK_HOST"),
        (socket.EAI_NONAME, "prüfen Sie SPURWERK_HOST"),
    ],
)
def test_why_a_port_cannot_be_had_is_told_in_german_only(
    monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, "Said in English")

    monkeypatch.setattr(socket.socket, "bind", refuse)
    with pytest.raises(RuntimeError, match=words) as told:
        group.check_port()
    assert "English" not in str(told.value)


def test_garbage_is_looked_for_again_after_an_import_that_fails() -> None:
    with pytest.raises(ModuleNotFoundError):
        group.import_for_good("app.no_such_room")
    assert gc.isenabled()
