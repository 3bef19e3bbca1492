"""Words on a page and the rows they form; all measures in points from the upper left corner."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

COLUMN_GAP = 1.3  # heights: a wider gap between two words parts columns; justified text stays below
SAME_ROW = 0.45  # heights: lowered and raised figures belong to their row


@dataclass(frozen=True)
class Word:
    x0: float
    x1: float
    top: float
    bottom: float
    text: str

    @property
    def height(self) -> float:
        return max(self.bottom - self.top, 1.0)

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Segment:
    """Words of one row without a wide gap: a cell, or a line of prose."""

    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True)
class Row:
    segments: tuple[Segment, ...]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for segment in self.segments for word in segment.words)

    @property
    def x0(self) -> float:
        return self.segments[0].x0

    @property
    def x1(self) -> float:
        return self.segments[-1].x1

    @cached_property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @cached_property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @cached_property
    def text(self) -> str:
        return "\t".join(segment.text for segment in self.segments)

    @property
    def plain(self) -> str:
        return " ".join(segment.text for segment in self.segments)


def rows_of(words: Iterable[Word]) -> list[Row]:
    """From top to bottom, each from left to right."""
    groups: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.bottom, word.x0)):
        first = groups[-1][0] if groups else None
        if first and word.bottom - first.bottom <= SAME_ROW * min(word.height, first.height):
            groups[-1].append(word)
        else:
            groups.append([word])
    return [_row(group) for group in groups]


def _row(words: Sequence[Word]) -> Row:
    ordered = sorted(words, key=lambda word: word.x0)
    parts = [[ordered[0]]]
    for before, word in pairwise(ordered):
        wide = word.x0 - before.x1 > COLUMN_GAP * min(before.height, word.height)
        parts.append([word]) if wide else parts[-1].append(word)
    return Row(tuple(Segment(tuple(part)) for part in parts))
