"""Heads and feet that repeat from page to page: no part of the text, kept beside the page's number."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from app.documents.place import Row

DEPTH = 3  # rows at the upper and lower edge that may be a head or foot
EDGE = 0.15  # of the page's height
_FIGURES = re.compile(r"\d+")


@dataclass(frozen=True)
class Print:
    rows: Sequence[Row]
    height: float


def frames_of(pages: Sequence[Print]) -> list[set[int]]:
    """For each page the positions of its rows that are head or foot; the first head stays."""
    seen = Counter(key for page in pages for key in {*_head(page).values(), *_foot(page).values()})
    often = {key for key, count in seen.items() if count > 1 and count * 2 >= len(pages)}
    return [
        (_outermost(_head(page), often) if number else set()) | _outermost(_foot(page), often)
        for number, page in enumerate(pages)
    ]


def _head(page: Print) -> dict[int, str]:
    """Position and words of the rows from the upper edge inwards; figures count as equal."""
    near = [row for row in page.rows[:DEPTH] if row.bottom < EDGE * page.height]
    return {at: f"head {_FIGURES.sub('#', row.text)}" for at, row in enumerate(near)}


def _foot(page: Print) -> dict[int, str]:
    near = [row for row in page.rows[-DEPTH:] if row.top > (1 - EDGE) * page.height]
    last = len(page.rows) - 1
    return {
        last - at: f"foot {_FIGURES.sub('#', row.text)}" for at, row in enumerate(reversed(near))
    }


def _outermost(edge: dict[int, str], often: set[str]) -> set[int]:
    """What stands further in than a row of the text is text."""
    return {at for at, _ in takewhile(lambda entry: entry[1] in often, edge.items())}
