"""The proposed text beside what a committee made of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from app.reading.paper import Block, Item, Paper
from app.vorlagen.rules.word_diff import Piece, word_diff
from app.web.filters import zahl


@dataclass(frozen=True)
class Resolution:
    """`pieces` lead from the proposed text to the decided one."""

    committee_name: str
    held_on: date | None
    result: str
    pieces: tuple[Piece, ...]

    @property
    def proposed(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.kind != "added"]

    @property
    def decided(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.kind != "removed"]

    @property
    def changes(self) -> int:
        """Places that differ; a word put in for another one is one place."""
        return sum(differs for differs, _ in groupby(self.pieces, lambda p: p.kind != "same"))

    @property
    def sentence(self) -> str:
        if not self.changes:
            return "Der Wortlaut stimmt mit dem Vorschlag überein."
        places = "einer Stelle" if self.changes == 1 else f"{zahl(self.changes)} Stellen"
        return f"Der Beschluss weicht an {places} vom Vorschlag ab."


def resolution(
    proposed: str, text: str, *, committee_name: str, held_on: date | None, result: str
) -> Resolution:
    return Resolution(committee_name, held_on, result, tuple(word_diff(proposed, text)))


def proposal_text(paper: Paper) -> str:
    """Plain text: a line for each paragraph, list item and row of a table; empty without proposal."""
    proposal = paper["proposal"]
    if proposal is None:
        return ""
    return "\n".join(line for block in proposal["blocks"] for line in _lines(block))


def _lines(block: Block) -> Iterator[str]:
    if block["type"] == "paragraph":
        yield block["text"]
    elif block["type"] == "list":
        yield from _items(block["items"])
    else:
        yield from (" | ".join(row) for row in (block["header"], *block["rows"]) if row)


def _items(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        yield f"{item['marker'] or '–'} {item['text']}"
        yield from item["paragraphs"]
        yield from _items(item["items"])
