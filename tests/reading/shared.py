"""The shared papers beside the repository: five seeds with expected results, eight samples."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

VORLAGEN = Path(__file__).parents[3] / "shared" / "vorlagen"
SEEDS = ("000_dbe8acda9cdd508f", "001_faaa7ee1c00d29c0", "002_250ce9ec6af93224",
         "003_41708f2dcb8847bf", "004_9145058882d0f72f")  # fmt: skip
SAMPLES = ("34_peine_2013-127", "35_peine_2019-431", "39_lueneburg-lk_2024-258",
           "40_lueneburg-stadt_VO-09819-21", "43_sehnde_2015-0288-1", "44_friesland_427-2009",
           "45_alsdorf_2013-0381-3.2", "48_haan_51-004-2009")  # fmt: skip


def folder() -> Path:
    """Who clones the project alone goes without; where everything is built it must be there."""
    if not VORLAGEN.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{VORLAGEN} fehlt")
        pytest.skip("Die gemeinsamen Vorlagen liegen nicht neben dem Projekt.")
    return VORLAGEN


def seed(name: str) -> tuple[bytes, Any]:
    text = (folder() / "seeds" / f"{name}.txt").read_bytes()
    return text, json.loads((folder() / "expected" / f"{name}.json").read_bytes())


def sample(name: str) -> tuple[bytes, Any]:
    text = (folder() / "samples" / f"{name}.txt").read_bytes()
    return text, json.loads((folder() / "samples" / f"{name}.json").read_bytes())


def schema() -> Any:
    return json.loads((folder() / "schema.json").read_bytes())
