"""Invented papers, one for each habit of layout, with what a person reads in them."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("papers")
TEXTS = sorted(path for path in FOLDER.iterdir() if path.suffix in {".txt", ".html"})
NAMES = [path.name for path in TEXTS]
NBSP = "\u00a0"


def source(name: str) -> str:
    """Line ends as in the file."""
    return (FOLDER / name).read_bytes().decode("utf-8")


def expected(name: str) -> Any:
    return json.loads((FOLDER / name).with_suffix(".json").read_text(encoding="utf-8"))
