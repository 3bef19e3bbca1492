"""The whole story in a process of its own, as `make scenario` plays it: browsers have a loop of theirs."""

import os
import subprocess
import sys
from pathlib import Path

from tests.handbook.shots import SHOTS

ROOT = Path(__file__).parents[2]
SECONDS = 900


def run(module: str) -> str:
    played = subprocess.run(
        [sys.executable, "-m", module],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False, timeout=SECONDS,
        capture_output=True, text=True,
    )  # fmt: skip
    assert played.returncode == 0, played.stdout[-2000:] + played.stderr[-4000:]
    return played.stdout


def test_a_quarter_of_a_year() -> None:
    told = run("tests.scenario")
    assert "12 Sitzungen gehalten" in told
    assert f"Die {len(SHOTS)} Bilder des Handbuchs zeigen" in told


def test_the_ways_that_people_go_most_often_are_short() -> None:
    assert "Vorlage → Einladung" in run("tests.scenario.clicks")
