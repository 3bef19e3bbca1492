"""Head and Beratungsfolge of every known family of layouts, on papers of our own."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from app.reading.parse import parse
from tests.reading import shared

FOLDER = Path(__file__).with_name("families")
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix in {".txt", ".html"})
FAMILIES = {"b", "b3", "b4", "b5", "d", "e", "f", "g", "h", "i", "j", "k"}


def read(path: Path) -> Any:
    return parse(path.read_bytes(), file=path.name)


def plain(value: Any, key: str) -> Any:
    """Of what has a code the code counts, of a name the printed words."""
    if not isinstance(value, dict):
        return value
    return value["raw"] if key == "clerk" else value["code"]


def test_every_family_with_a_habit_of_its_own_is_here() -> None:
    assert {path.name.split("_")[0] for path in FILES} == FAMILIES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_head_of_each_family_is_read(path: Path) -> None:
    wanted = json.loads(path.with_suffix(".json").read_text("utf-8"))["head"]
    paper = read(path).paper
    assert {key: plain(paper[key], key) for key in wanted} == wanted


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_consultations_of_each_family_are_read(path: Path) -> None:
    wanted = json.loads(path.with_suffix(".json").read_text("utf-8")).get("consultations")
    if wanted is None:
        wanted = []
    rows = [
        {
            key: plain(row[key], key)
            for key in ("committee", "role", "date", "agenda_number", "result")
        }
        for row in read(path).paper["consultations"]
    ]
    assert rows == wanted


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_paper_of_each_family_is_valid_and_leaves_nothing_over(path: Path) -> None:
    result = read(path)
    jsonschema.Draft202012Validator(shared.schema()).validate(json.loads(json.dumps(result.paper)))
    assert [w.lines for w in result.warnings if w.code == "text_left_over"] == []
