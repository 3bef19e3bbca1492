"""What holds for every paper: nothing invented, nothing lost, the head survives copying."""

import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from app.reading.parse import parse
from tests.reading import ours, shared

HEAD = ("reference", "title", "paper_type", "public", "date", "lead_unit", "responsible", "clerk",
        "originator", "file_reference", "consultations")  # fmt: skip
TEXT_PAPERS = [name for name in ours.NAMES if name.endswith(".txt")]
CODED = {"schema", "source", "code", "type", "discarded", "notes", "amount", "currency", "date"}


def every_text() -> Iterator[tuple[str, str]]:
    """Own papers and, where they lie beside the project, the shared ones."""
    for name in TEXT_PAPERS:
        yield name, ours.source(name)
    if shared.VORLAGEN.is_dir():
        for path in sorted(shared.VORLAGEN.glob("s*/*.txt")):
            yield path.name, path.read_bytes().decode("utf-8")


EVERY = list(every_text())


def squeezed(text: str) -> str:
    """Without blanks, hyphens and marks, so that line ends and markup cannot hide a text."""
    return re.sub(r"</?[a-z]>|\W|_", "", text)


def texts(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, str) and key not in CODED:
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in CODED and not (name == "marker" and inner):
                yield from texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, key)


def numbers(lines: str) -> set[int]:
    found: set[int] = set()
    for run in filter(None, lines.split(",")):
        first, _, last = run.partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return found


@pytest.mark.parametrize(("name", "text"), EVERY)
def test_every_text_of_the_result_stands_in_the_input(name: str, text: str) -> None:
    source = squeezed(text)
    invented = [one for one in texts(dict(parse(text).paper)) if squeezed(one) not in source]
    # Titles, originators and wrapped items are joined from neighbouring lines of the input only.
    assert invented == []


@pytest.mark.parametrize(("name", "text"), EVERY)
def test_no_dropped_line_is_part_of_a_field(name: str, text: str) -> None:
    result = parse(text)
    dropped = set().union(*(numbers(one["lines"]) for one in result.paper["discarded"]), set())
    for pointer, evidence in result.evidence.items():
        assert not dropped & numbers(evidence.lines), pointer


@pytest.mark.parametrize(("name", "text"), EVERY)
def test_every_line_is_a_field_a_label_or_dropped(name: str, text: str) -> None:
    left = [warning.lines for warning in parse(text).warnings if warning.code == "text_left_over"]
    assert left == []


@pytest.mark.parametrize(("name", "text"), EVERY)
@pytest.mark.parametrize("change", ["crlf", "blanks", "no empty lines"])
def test_the_head_survives_copying(name: str, text: str, change: str) -> None:
    changed = {
        "crlf": text.replace("\n", "\r\n"),
        "blanks": text.replace(ours.NBSP, " "),
        "no empty lines": "\n".join(filter(None, text.split("\n"))),
    }[change]
    before, after = parse(text).paper, parse(changed).paper
    for field in HEAD:
        assert after[field] == before[field], field  # type: ignore[literal-required]


@pytest.mark.parametrize(("name", "text"), EVERY)
def test_the_same_input_gives_the_same_result(name: str, text: str) -> None:
    assert parse(text) == parse(text.encode())


@pytest.mark.parametrize("name", shared.SEEDS)
def test_a_seed_cut_off_after_any_line_is_valid(name: str) -> None:
    validator = jsonschema.Draft202012Validator(shared.schema())
    lines = shared.seed(name)[0].decode().split("\n")
    for end in range(len(lines)):
        paper = parse("\n".join(lines[:end])).paper
        assert not list(validator.iter_errors(json.loads(json.dumps(paper)))), end


@pytest.mark.parametrize("name", ours.NAMES)
def test_a_paper_of_our_own_is_valid(name: str) -> None:
    paper = json.loads(json.dumps(parse(ours.source(name), file=name).paper))
    jsonschema.Draft202012Validator(shared.schema()).validate(paper)
