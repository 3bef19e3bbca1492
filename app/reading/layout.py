"""The family of the layout: a hint for people, never a switch."""

import re
from collections.abc import Callable, Sequence

from app.reading.lexicon import fold
from app.reading.lines import Line
from app.reading.route_row import column_heads, headed_cells

_PAGE = re.compile(r"(?:Vorlage|Drucksache|[A-Z]\w{3,20}(?:vorlage|drucksache)) - \S")
_BERLIN = re.compile(r"Drucksache - \d{4}/[IVX]+")

_TELLING = (
    "ALLRIS® Office Integration",
    "Reduzieren",
    "Grunddaten",
    "Beratungsfolge:",
    "Status:",
    "Beratungsverlauf",
    "Drucksachen-Nr",
)

_Test = Callable[[Sequence[Line]], bool]


def _says(start: str) -> _Test:
    return lambda lines: start in _starts(lines)


def _starts(lines: Sequence[Line]) -> set[str]:
    """Which of the telling words lines begin with."""
    texts = (line.text for line in lines[:400] if line.text.startswith(_TELLING))
    return {start for text in texts for start in _TELLING if text.startswith(start)}


def _page(lines: Sequence[Line]) -> bool:
    return any(_PAGE.match(line.text.strip("#* ")) for line in lines[:60])


def _head_table(line: Line) -> bool:
    return line.tabular and any(fold(cell) == "vorlagennummer" for cell in line.filled)


def _pairs(lines: Sequence[Line]) -> bool:
    return {"betreff", "vorlage", "art"} <= {fold(line.text) for line in lines[:30]}


def _one_line(lines: Sequence[Line]) -> bool:
    return bool(lines) and len(lines) < 6 and max(len(line.text) for line in lines) > 1000


_FAMILIES: tuple[tuple[str, _Test], ...] = (
    ("B2", _says("ALLRIS® Office Integration")),
    ("B5", lambda lines: any(_BERLIN.match(line.text) for line in lines[:60])),
    ("I", _says("Reduzieren")),
    ("I", _says("Grunddaten")),
    ("B", lambda lines: _page(lines) and _says("Beratungsfolge:")(lines)),
    ("B", lambda lines: _page(lines) and _says("Status:")(lines)),
    ("C", _page),
    ("J", _pairs),
    ("D", lambda lines: any(headed_cells(line) or _head_table(line) for line in lines[:60])),
    ("E", lambda lines: any(column_heads(line) for line in lines[:60])),
    ("H", _says("Beratungsverlauf")),
    ("F", _says("Drucksachen-Nr")),
    ("K", _one_line),
)


def layout_of(lines: Sequence[Line], *, html: bool) -> str | None:
    """The first family whose signs are there; pages of council systems in HTML are B3."""
    if html and _page(lines):
        return "B3"
    return next((code for code, test in _FAMILIES if test(lines)), None)
