"""Blocks as a text to edit and back, and every paper through the preview unchanged."""

from typing import Any
from uuid import uuid4

import pytest

from app.reading.paper import Block, Item
from app.reading.parse import parse
from app.reading.source import decode
from app.vorlagen.forms.confirm import confirm_form
from app.vorlagen.rules.as_read import as_read
from app.vorlagen.rules.block_text import blocks_of, text_of
from app.vorlagen.rules.paper import confirmed_paper
from app.vorlagen.rules.source import Source
from tests.reading import ours, shared


def item(
    marker: str, text: str, *, paragraphs: tuple[str, ...] = (), items: tuple[Item, ...] = ()
) -> Item:
    return {"marker": marker, "text": text, "paragraphs": list(paragraphs), "items": list(items)}


def items(*found: Item) -> Block:
    return {"type": "list", "items": list(found)}


def paragraph(text: str) -> Block:
    return {"type": "paragraph", "text": text}


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        ("Ein Satz.\n\n\nNoch einer.", [paragraph("Ein Satz."), paragraph("Noch einer.")]),
        ("- eins\n- zwei", [items(item("-", "eins"), item("-", "zwei"))]),
        ("1. eins\n  a) innen\n2. zwei", [items(item("1.", "eins", items=(item("a)", "innen"),)), item("2.", "zwei"))]),
        ("- eins\n  dazu", [items(item("-", "eins", paragraphs=("dazu",)))]),
        ("10. Juni 2021 war es", [paragraph("10. Juni 2021 war es")]),
        ("a) eins\nText\nb) zwei", [items(item("a)", "eins")), paragraph("Text"), items(item("b)", "zwei"))]),
        ("| Ort | Zahl |\n| Nord | 3 |", [{"type": "table", "header": [], "rows": [["Ort", "Zahl"], ["Nord", "3"]]}]),
        ("Kosten | Nutzen", [paragraph("Kosten | Nutzen")]),
        ("      - tief\n- flach", [items(item("-", "tief"), item("-", "flach"))]),
    ],
)  # fmt: skip
def test_text_becomes_blocks(text: str, blocks: list[Block]) -> None:
    assert blocks_of(text) == blocks


def test_blocks_become_the_text_they_come_from() -> None:
    text = "Ein Satz.\n\n1. eins\n  dazu\n  a) innen\n    tiefer dazu\n2. zwei\n\n| Ort | Zahl |\n| Nord | 3 |"
    assert text_of(blocks_of(text)) == text


def untouched(given: str | bytes) -> tuple[Any, Any]:
    """The paper as confirmed by somebody who changes nothing, and the reading."""
    text = decode(given).replace("\r\n", "\n").replace("\r", "\n")
    source = Source(text, parse(text))
    form = confirm_form(as_read(source, [], body_id=uuid4(), file=""), source, [])
    return confirmed_paper(source.result.paper, form.cleaned()), source.result.paper


@pytest.mark.parametrize("name", [*ours.NAMES, *shared.SEEDS, *shared.SAMPLES])
def test_a_preview_that_nobody_changes_keeps_the_reading(name: str) -> None:
    if name in ours.NAMES:
        given: str | bytes = ours.source(name)
    else:
        given, _ = shared.seed(name) if name in shared.SEEDS else shared.sample(name)
    paper, reading = untouched(given)
    kept = {key for key in reading if paper[key] == reading[key]}
    missing = {"title"} if reading["title"] is None else set()  # the form asks for it
    as_points = {"proposal"} if reading["proposal"] and not reading["proposal"]["points"] else set()
    assert set(reading) - kept <= missing | as_points
    if as_points and reading["proposal"]:
        assert paper["proposal"]["blocks"] == reading["proposal"]["blocks"]
