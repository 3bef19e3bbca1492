"""A released report as blocks of schema vorlage/1, for the facts of its Vorlage."""

from collections.abc import Iterator

from app.reading.paper import Block, Item
from app.reports.papers.content import content_of
from app.reports.rules.record import Record
from app.web.richtext import Block as Rich


def blocks_of_record(record: Record) -> list[Block]:
    """Without the Beschlussvorschlag and without what the Vorlage says itself."""
    return list(_blocks(record))


def _blocks(record: Record) -> Iterator[Block]:
    since, until = f"{record.since:%d.%m.%Y}", f"{record.until:%d.%m.%Y}"
    yield {"type": "paragraph", "text": f"Berichtet wird über die Zeit vom {since} bis {until}."}
    for part in content_of(record)["parts"]:
        if part["level"] != 3:
            continue
        yield {"type": "paragraph", "text": part["heading"]}
        yield from _texts(part["blocks"])
        for grid in part["grids"]:
            yield {"type": "table", "header": grid["columns"], "rows": grid["rows"]}


def _texts(blocks: tuple[Rich, ...]) -> Iterator[Block]:
    for block in blocks:
        if block.kind in ("item", "number"):
            item: Item = {"marker": None, "text": block.text, "paragraphs": [], "items": []}
            yield {"type": "list", "items": [item]}
        else:
            yield {"type": "paragraph", "text": block.text}
