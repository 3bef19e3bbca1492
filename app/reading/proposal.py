"""Beschlussvorschlag: text, points, and the committee that is to decide."""

import re
from collections.abc import Iterator, Sequence

from app.reading.blocks import Blocks
from app.reading.ledger import Ledger
from app.reading.lexicon import COMMITTEE_WORDS, DECIDING_VERBS, any_of
from app.reading.paper import Block, Item, Proposal
from app.reading.part import Part

_REPEATED = "wiederholt den Beschlussvorschlag Wort für Wort"
_SUBJECT = re.compile(
    rf"(?:^|(?<=[.:;] ))(?:Der|Die|Das) (?P<name>\w[^.:;]{{1,120}}?) (?:{any_of(DECIDING_VERBS)})(?!\w)"
)
_COMMITTEE = re.compile(
    rf"(?!Landrat)(?:\w*(?:ausschuss|ausschuß|rat|{any_of(COMMITTEE_WORDS)}))(?!\w)"
)


def read_proposal(parts: Sequence[Part], book: Ledger) -> Proposal | None:
    part = next((part for part in parts if part.kind == "proposal" and part.lines), None)
    if part is None:
        return None
    reader = Blocks(book, deepen=True)
    reader.read(part.lines)
    rule = "heading" if part.head else "order of the jump marks"
    book.note("/proposal", [*part.head, *part.lines], rule, part.confidence)
    points = list(reader.points())
    for at, (_, lines) in enumerate(points):
        book.note(f"/proposal/points/{at}", lines, "list:item", "high")
    committee = _committee(reader.blocks)
    if committee:
        book.note("/proposal/committee", part.lines, "subject of deciding", "medium")
    return {
        "heading": part.heading,
        "committee": committee,
        "blocks": reader.blocks,
        "points": [point for point, _ in points],
    }


def drop_repetition(part: Part, proposal: Proposal | None, book: Ledger) -> bool:
    """Such as "Beschluss:" at the end of some forms repeats the proposal."""
    again = "".join("".join(line.text.split()) for line in part.lines)
    known = "".join(
        "".join(line.split()) for line in texts_of(proposal["blocks"] if proposal else [])
    )
    bare = re.sub(r"\W", "", again) == re.sub(r"\W", "", known)
    if bare:
        book.drop([*part.head, *part.lines], _REPEATED)
    return bare


def texts_of(blocks: Sequence[Block]) -> Iterator[str]:
    """Every text of the blocks in reading order, markers left out."""
    for block in blocks:
        if block["type"] == "paragraph":
            yield block["text"]
        elif block["type"] == "table":
            yield from (cell for row in [block["header"], *block["rows"]] for cell in row)
        else:
            yield from _items(block["items"])


def _items(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        yield item["text"]
        yield from item["paragraphs"]
        yield from _items(item["items"])


def _committee(blocks: Sequence[Block]) -> str | None:
    """The one committee that is subject of deciding; None if there is none or several."""
    names = {
        hit["name"]
        for text in texts_of(blocks)
        for hit in _SUBJECT.finditer(text[:5000])
        if _COMMITTEE.match(hit["name"])
    }
    return names.pop() if len(names) == 1 else None
