"""A paper that a text names can be opened: it lies in the repository."""

import re

import pytest

from tests.house.test_repository import paths, text_of

READ = re.compile(r"(app|bench|docs|templates|tests)/|[^/]+$")
PAPER = re.compile(r"(?:[\w-]+/)*[\w-]*\w\.md\b")
RECORD = re.compile(r"\b(?:docs/adr/|ADR )(\d{4})\b")


def missing(source: str, known: list[str]) -> list[str]:
    """Known by the end of its path: pages of the handbook name their neighbours."""
    there = [f"/{path}" for path in known]
    papers = [
        name for name in PAPER.findall(source) if not any(p.endswith(f"/{name}") for p in there)
    ]
    records = [n for n in RECORD.findall(source) if not any(f"/docs/adr/{n}-" in p for p in there)]
    return papers + records


def test_every_paper_that_is_named_is_there() -> None:
    found = {path: missing(text_of(path), paths()) for path in paths() if READ.match(path)}
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("(see plans" + ".md §4)", ["plans" + ".md"]),
        ("docs/handbuch/it/plans" + ".md", ["docs/handbuch/it/plans" + ".md"]),
        ("(docs/adr/" + "9999)", ["9999"]),
        ("siehe ADR " + "9999", ["9999"]),
        ("docs/kalender.md, [oparl](../oparl.md), betrieb.md#e-mail, docs/adr/0003, *.md", []),
    ],
)
def test_a_paper_that_is_not_there_is_found(source: str, names: list[str]) -> None:
    assert missing(source, paths()) == names
