"""Each point of docs/kalender.md names a test, and each test named there exists."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (\d+) \| .+ \| (.*) \|$", re.MULTILINE)
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def _rows() -> dict[int, str]:
    text = (ROOT / "docs" / "kalender.md").read_text()
    return {int(number): tests for number, tests in ROW.findall(text)}


def test_all_points_of_the_calendar_are_listed() -> None:
    assert sorted(_rows()) == list(range(1, 70))


def test_each_point_names_tests_that_exist() -> None:
    missing = []
    for number, tests in _rows().items():
        named = TEST.findall(tests)
        missing += [] if named else [f"{number}: no test"]
        for path, name in named:
            file = ROOT / path
            if not file.exists() or f"def {name}(" not in file.read_text():
                missing.append(f"{number}: {path}::{name}")
    assert missing == []
