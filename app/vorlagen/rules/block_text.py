"""Blocks of a section as a text that a person can edit, and back."""

import re
from collections.abc import Iterator, Sequence

from app.reading.lexicon import MONTHS, any_of
from app.reading.paper import Block, Item, ItemList, Table

_MARKED = re.compile(
    rf"( *)([-•▪·–*]|\d{{1,2}}(?:\.\d{{1,2}})*[.)]?|[a-z]{{1,2}}\)|[IVX]{{1,5}}\.) +(?!{any_of(MONTHS)})(\S.*)"
)
_INDENTED = re.compile(r" {2,}(\S.*)")
Open = tuple[int, Item]


def text_of(blocks: Sequence[Block]) -> str:
    """One line for each paragraph, item and table row; an empty line between blocks."""
    return "\n\n".join("\n".join(_lines(block)) for block in blocks)


def _lines(block: Block) -> Iterator[str]:
    if block["type"] == "paragraph":
        yield " ".join(block["text"].split())
    elif block["type"] == "table":
        rows = [row for row in (block["header"], *block["rows"]) if row]
        yield from (f"| {' | '.join(' '.join(cell.split()) for cell in row)} |" for row in rows)
    else:
        yield from _item_lines(block["items"], 0)


def _item_lines(items: Sequence[Item], depth: int) -> Iterator[str]:
    for item in items:
        yield f"{'  ' * depth}{item['marker'] or '-'} {' '.join(item['text'].split())}"
        yield from (f"{'  ' * (depth + 1)}{' '.join(p.split())}" for p in item["paragraphs"])
        yield from _item_lines(item["items"], depth + 1)


def blocks_of(text: str) -> list[Block]:
    """Lines with a mark are items, deeper where they are indented; `| a | b |` is a table row."""
    blocks: list[Block] = []
    opened: list[Open] = []
    for line in text.replace("\r\n", "\n").replace("\t", "  ").split("\n"):
        indented = _INDENTED.match(line)
        if marked := _MARKED.match(line):
            _add_item(blocks, opened, marked)
        elif indented and opened:
            opened[-1][1]["paragraphs"].append(" ".join(indented[1].split()))
        elif line.strip():
            opened.clear()
            _add_line(blocks, " ".join(line.split()))
        elif blocks and blocks[-1]["type"] == "table":
            blocks.append({"type": "paragraph", "text": ""})  # ends the table
    return [block for block in blocks if block["type"] != "paragraph" or block["text"]]


def _add_item(blocks: list[Block], opened: list[Open], marked: re.Match[str]) -> None:
    """Below the nearest item before it that is less indented."""
    item: Item = {"marker": marked[2], "text": " ".join(marked[3].split()), "paragraphs": [], "items": []}  # fmt: skip
    while opened and opened[-1][0] >= len(marked[1]):
        opened.pop()
    last = blocks[-1] if blocks else None
    if opened:
        opened[-1][1]["items"].append(item)
    elif last and last["type"] == "list":
        last["items"].append(item)
    else:
        blocks.append(ItemList(type="list", items=[item]))
    opened.append((len(marked[1]), item))


def _add_line(blocks: list[Block], line: str) -> None:
    if not (line.startswith("|") and line.endswith("|") and line.count("|") > 2):
        blocks.append({"type": "paragraph", "text": line})
        return
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    last = blocks[-1] if blocks else None
    if last and last["type"] == "table":
        last["rows"].append(cells)
    else:
        blocks.append(Table(type="table", header=[], rows=[cells]))
