"""Decision points as a person shaped them: split, joined, dropped; the order stays."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.reading.paper import Block, Item, ItemList, Paper, Point, Proposal
from app.vorlagen.rules.confirmed import PointEdit

MAX_DEPTH = 6
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True)
class Shaped:
    """`origin`: index of the point in the reading whose marker and follow-on text it keeps."""

    text: str
    depth: int
    origin: int | None


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


def shaped(edits: Sequence[PointEdit]) -> list[Shaped]:
    done: list[Shaped] = []
    for edit in edits:
        if edit.action == "drop":
            continue
        pieces = _pieces(edit.text)
        if edit.action == "join" and done and pieces:
            before = done.pop()
            done.append(Shaped(f"{before.text} {pieces.pop(0)}", before.depth, before.origin))
            done += [Shaped(piece, edit.depth, None) for piece in pieces]
        else:
            done += [
                Shaped(piece, edit.depth, None if at else edit.origin)
                for at, piece in enumerate(pieces)
            ]
    return done


def _pieces(text: str) -> list[str]:
    parts = (" ".join(part.split()) for part in _EMPTY_LINE.split(text.replace("\r\n", "\n")))
    return [part for part in parts if part]


def confirmed_proposal(paper: Paper, edits: Sequence[PointEdit]) -> Proposal | None:
    """The blocks stay as printed where no point was changed; else they follow the points."""
    printed, points = proposed(paper), shaped(edits)
    listed: list[Point] = [
        {
            "marker": printed[point.origin]["marker"] if point.origin is not None else None,
            "depth": point.depth,
            "text": point.text,
        }
        for point in points
    ]
    old = paper["proposal"]
    if old is None:
        fresh = _nested(points, listed, [])
        return (
            {"heading": None, "committee": None, "blocks": fresh, "points": listed}
            if listed
            else None
        )
    if listed == printed:
        return {**old, "points": listed}
    return {**old, "points": listed, "blocks": _blocks(old, points, listed)}


def _blocks(old: Proposal, points: Sequence[Shaped], listed: Sequence[Point]) -> list[Block]:
    """What stood before the list, the new list, what stood after its beginning."""
    if not old["points"]:
        others: list[Block] = [b for b in old["blocks"] if b["type"] == "table"]
        return _nested(points, listed, []) + others
    first = next(at for at, block in enumerate(old["blocks"]) if block["type"] == "list")
    paragraphs = [item["paragraphs"] for block in old["blocks"] for item in _items(block)]
    rest = [block for block in old["blocks"][first:] if block["type"] != "list"]
    return old["blocks"][:first] + _nested(points, listed, paragraphs) + rest


def _items(block: Block) -> Iterator[Item]:
    todo = list(reversed(block["items"])) if block["type"] == "list" else []
    while todo:
        item = todo.pop()
        yield item
        todo += reversed(item["items"])


def _nested(
    points: Sequence[Shaped], listed: Sequence[Point], paragraphs: Sequence[list[str]]
) -> list[Block]:
    """Levels may skip: an item hangs below the nearest one before it that is less deep."""
    top: list[Item] = []
    open_items: list[tuple[int, Item]] = []
    for shape, point in zip(points, listed, strict=True):
        known = shape.origin is not None and shape.origin < len(paragraphs)
        item: Item = {
            "marker": point["marker"],
            "text": point["text"],
            "paragraphs": paragraphs[shape.origin or 0] if known else [],
            "items": [],
        }
        while open_items and open_items[-1][0] >= point["depth"]:
            open_items.pop()
        (open_items[-1][1]["items"] if open_items else top).append(item)
        open_items.append((point["depth"], item))
    blocks: list[Block] = [ItemList(type="list", items=top)] if top else []
    return blocks
