"""The record in the usual order of an Informationsvorlage, as templates/reports/bericht.* set it."""

from collections.abc import Iterator
from typing import Any

from app.core import clock
from app.core.words import Visibility
from app.minutes.papers.blocks import blocks_of_text, nested
from app.reports.rules.facts import Grid
from app.reports.rules.record import Record, SectionPart
from app.reports.tables import SectionKind
from app.web.filters import datum, tag
from app.web.richtext import blocks_of

Json = dict[str, Any]
NOT_YET = "Entwurf, noch nicht freigegeben"
FOR_THE_COMMITTEE = "Nichtöffentlich"
SHAPES = {  # a table's first column → its columns' widths in parts of the page
    "Auftrag": (10, 6, 11), "Datum und Gruppe": (8, 13, 6), "Datum": (5, 14, 8),
    "Gruppe": (13, 4, 4, 6), "Aufgabe": (11, 8, 4, 4), "Frage": (11, 7, 5, 4),
    "Wann": (5, 22), "Angabe": (10, 17),
}  # fmt: skip


def content_of(record: Record) -> Json:
    """Only strings, truths and lists of them, and `blocks` for Word."""
    title = f"{record.title}: {record.about}"
    return {
        "title": title,
        "short": f"{record.title}, {record.committee}",
        "body": record.body_name,
        "heading": record.title,
        "subtitle": record.about,
        "kind": "Informationsvorlage",
        "state": _state(record),
        "facts": list(_facts(record)),
        "figures": [list(pair) for pair in record.figures],
        "parts": list(_parts(record)),
        "fingerprint": record.fingerprint if record.released_on else "",
        "drawn": f"Zahlen vom {datum(record.drawn_at)}.",
    }


def _state(record: Record) -> str:
    notes = [] if record.visibility == Visibility.PUBLIC else [FOR_THE_COMMITTEE]
    if record.released_on is None:
        notes.append(f"{NOT_YET} (Stand {datum(clock.now())})")
    return " · ".join(notes)


def _facts(record: Record) -> Iterator[list[str]]:
    yield ["Gremium", record.committee]
    yield ["Sitzung", tag(record.session_on) if record.session_on else "steht noch nicht fest"]
    yield ["Zeitraum", f"{datum(record.since)} bis {datum(record.until)}"]
    if record.unit:
        yield ["Federführung", record.unit]
    if record.released_on:
        yield ["Datum", datum(record.released_on)]


def _parts(record: Record) -> Iterator[Json]:
    """Level 2 are the usual headings; those of the Sachlage stand below it, numbered."""
    if resolution := record.section(SectionKind.RESOLUTION):
        yield _part(resolution, resolution.kind.label, 2)
    yield {**EMPTY, "heading": "Sachlage", "level": 2, "figures": True}
    for number, part in enumerate(record.facts, 1):
        yield _part(part, f"{number}. {part.kind.label}", 3)
    for kind in (SectionKind.FINANCE, SectionKind.CLIMATE):
        if found := record.section(kind):
            yield _part(found, kind.label, 2)


EMPTY: Json = {
    "flow": [], "blocks": (), "text": "", "grids": [], "nothing": "", "figures": False,
}  # fmt: skip


def _part(part: SectionPart, heading: str, level: int) -> Json:
    blocks = blocks_of(part.rich) if part.rich else blocks_of_text(part.text)
    return {
        **EMPTY,
        "heading": heading,
        "level": level,
        "flow": nested(blocks),
        "blocks": blocks,
        "text": part.text.strip(),
        "grids": [_grid(grid, alone=len(part.part.grids) == 1) for grid in part.part.grids],
        "nothing": part.part.nothing or ("" if part.text.strip() else _silence(part)),
    }


def _silence(part: SectionPart) -> str:
    return "" if part.part.grids else "Hierzu ist nichts festgehalten."


def _grid(grid: Grid, *, alone: bool) -> Json:
    """One that is alone has the heading of its section."""
    return {
        "caption": "" if alone else grid.caption,
        "columns": list(grid.columns),
        "rows": [list(row) for row in grid.rows],
        "shape": grid.columns[0],
        "widths": list(SHAPES[grid.columns[0]]),
    }
