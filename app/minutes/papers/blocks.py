"""The text of an item in blocks, as PDF and Word set them; lists are nested for the PDF's tags."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from app.minutes.record import ItemPart
from app.web.richtext import Block, Run, blocks_of

Json = dict[str, Any]


def blocks_of_item(item: ItemPart) -> tuple[Block, ...]:
    """Its text, then what was only said."""
    text = blocks_of(item.rich) if item.rich else blocks_of_text(item.text)
    return (*text, *(block for each in item.information for block in blocks_of_text(each.words)))


def blocks_of_text(text: str) -> tuple[Block, ...]:
    """An empty line ends a paragraph, other line ends stay."""
    parts = text.replace("\r\n", "\n").split("\n\n")
    return tuple(Block("p", 0, (Run(part.strip()),)) for part in parts if part.strip())


def nested(blocks: Sequence[Block]) -> list[Json]:
    """What follows each other in a list becomes one list; deeper ones stand in the entry above."""
    found: list[Json] = []
    opened: list[Json] = []  # lists that are open, outermost first
    for block in blocks:
        runs = [asdict(run) for run in block.runs]
        if block.kind not in ("item", "number"):
            opened = []
            found.append({"kind": block.kind, "depth": block.depth, "runs": runs})
            continue
        ordered = block.kind == "number"
        depth = min(max(block.depth, 1), len(opened) + 1)
        del opened[depth:]
        if len(opened) == depth and opened[-1]["ordered"] != ordered:
            opened.pop()
        if len(opened) < depth:
            new: Json = {"kind": "list", "ordered": ordered, "entries": []}
            (opened[-1]["entries"][-1]["inner"] if opened else found).append(new)
            opened.append(new)
        opened[-1]["entries"].append({"runs": runs, "inner": []})
    return found
