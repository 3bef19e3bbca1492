"""What a process holds from the beginning, and when it does not begin at all."""

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
        with pytest.raises(RuntimeError, match=f"Port {port}.*SPURWERK_PORT"):
            group.check_port()
    group.check_port()
