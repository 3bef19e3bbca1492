"""Decision points as a person shaped them, and the proposal around them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.reading.paper import Block, Item, ItemList, Paper, Point, Proposal
from app.vorlagen.rules.block_text import blocks_of, text_of
from app.vorlagen.rules.confirmed import PointEdit

MAX_DEPTH = 6
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True)
class Around:
    """The blocks of a proposal before its first list and the others behind."""

    before: list[Block]
    after: list[Block]


def point_number(marker: str, position: int) -> str:
    """3, a, 1.2: the marker without its signs, or the position where there is only a dash."""
    return marker.strip(" .()") if any(map(str.isalnum, marker)) else str(position)


def point_label(marker: str, position: int) -> str:
    return f"Punkt {point_number(marker, position)}"


def proposed(paper: Paper) -> list[Point]:
    """The list items; of a proposal without list its paragraphs, so that work can hang on them."""
    proposal = paper["proposal"]
    if proposal is None:
        return []
    if proposal["points"]:
        return proposal["points"]
    return [
        {"marker": None, "depth": 1, "text": block["text"]}
        for block in proposal["blocks"]
        if block["type"] == "paragraph"
    ]


def around(proposal: Proposal | None) -> Around:
    blocks = proposal["blocks"] if proposal else []
    if proposal and not proposal["points"]:
        return Around([], [block for block in blocks if block["type"] != "paragraph"])
    lists = [at for at, block in enumerate(blocks) if block["type"] == "list"]
    first = lists[0] if lists else len(blocks)
    return Around(blocks[:first], [block for block in blocks[first:] if block["type"] != "list"])


def follow_ons(proposal: Proposal | None) -> list[list[str]]:
    """For each point its unmarked paragraphs."""
    blocks = proposal["blocks"] if proposal else []
    return [item["paragraphs"] for block in blocks for item in _items(block)]


def _items(block: Block) -> Iterator[Item]:
    todo = list(reversed(block["items"])) if block["type"] == "list" else []
    while todo:
        item = todo.pop()
        yield item
        todo += reversed(item["items"])


def pieces(text: str) -> list[str]:
    """Parts of a point between empty lines, blanks folded."""
    parts = (" ".join(part.split()) for part in _EMPTY_LINE.split(text.replace("\r\n", "\n")))
    return [part for part in parts if part]


def split(edits: Sequence[PointEdit]) -> list[PointEdit]:
    """The first part keeps the marker, the last one the follow-on paragraphs."""
    done: list[PointEdit] = []
    for edit in edits:
        parts = pieces(edit.text)
        done += [
            PointEdit(
                marker="" if at else edit.marker,
                text=part,
                depth=edit.depth,
                more=edit.more if at == len(parts) - 1 else "",
            )
            for at, part in enumerate(parts)
        ]
    return done


def confirmed_proposal(
    paper: Paper, before: str, edits: Sequence[PointEdit], after: str
) -> Proposal | None:
    """The blocks stay as printed where nothing was changed; else they follow the points."""
    old, points = paper["proposal"], split(edits)
    listed: list[Point] = [
        {"marker": point.marker or None, "depth": point.depth, "text": point.text}
        for point in points
    ]
    if old is None and not (listed or before or after):
        return None
    printed = around(old)
    same = before == text_of(printed.before) and after == text_of(printed.after)
    more = [[line for line in point.more.split("\n") if line.strip()] for point in points]
    if old and same and listed == proposed(paper) and (more == follow_ons(old) or not any(more)):
        return {**old, "points": listed}
    blocks = [*_blocks(before, printed.before), *_nested(listed, more), *_blocks(after, printed.after)]  # fmt: skip
    kept: Proposal = old or {"heading": None, "committee": None, "blocks": [], "points": []}
    return {**kept, "points": listed, "blocks": blocks}


def _blocks(text: str, printed: list[Block]) -> list[Block]:
    return printed if text == text_of(printed) else blocks_of(text)


def _nested(listed: Sequence[Point], more: Sequence[list[str]]) -> list[Block]:
    """Levels may skip: an item hangs below the nearest one before it that is less deep."""
    top: list[Item] = []
    open_items: list[tuple[int, Item]] = []
    for point, paragraphs in zip(listed, more, strict=True):
        item: Item = {
            "marker": point["marker"],
            "text": point["text"],
            "paragraphs": [" ".join(text.split()) for text in paragraphs],
            "items": [],
        }
        while open_items and open_items[-1][0] >= point["depth"]:
            open_items.pop()
        (open_items[-1][1]["items"] if open_items else top).append(item)
        open_items.append((point["depth"], item))
    blocks: list[Block] = [ItemList(type="list", items=top)] if top else []
    return blocks
