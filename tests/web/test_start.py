"""What a process holds from the beginning."""

import subprocess
import sys

BEGIN = "import sys, app.main; app.main.create_app(); print(*sys.modules)"


def test_no_process_loads_what_nothing_here_uses() -> None:
    done = subprocess.run(
        [sys.executable, "-c", BEGIN], capture_output=True, text=True, check=True, timeout=60
    )
    assert {"pydantic", "attrs", "openpyxl", "networkx"}.isdisjoint(done.stdout.split())
