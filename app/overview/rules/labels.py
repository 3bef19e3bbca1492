"""Where the words of a timeline stand: beside their mark, and never over one another."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

LETTER = 7.4  # units, wider than the average letter at 13.5
HIGH, UP, DOWN = 15.0, -18.0, 28.0  # height of a line; baseline above and below the middle
BESIDE = 16.0  # from the middle of a mark to its label

Anchor = Literal["start", "middle", "end"]


class Placed(Protocol):
    """Where a mark stands: its middle and how far it spans."""

    @property
    def x(self) -> float: ...

    @property
    def y(self) -> float: ...

    @property
    def width(self) -> float: ...


Labelled = tuple[Placed, Sequence[str]]


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True)
class Label:
    x: float
    y: float  # baseline
    anchor: Anchor
    text: str
    strong: bool = False

    @property
    def box(self) -> Box:
        wide = LETTER * len(self.text)
        left = {"start": self.x, "middle": self.x - wide / 2, "end": self.x - wide}[self.anchor]
        return Box(left, self.y - HIGH + 3, left + wide, self.y + 3)


class Labels:
    """Between `left` and `right`; remembers what is taken."""

    def __init__(self, left: float, right: float) -> None:
        self.left, self.right = left, right
        self.taken: list[Box] = []

    def today(self, x: float, y: float, bottom: float) -> Label:
        """The first of all; on the side where there is room. Nothing is written over the line."""
        label = Label(x - 6, y, "end", "heute", strong=True)
        if label.box.left < self.left:
            label = Label(x + 6, y, "start", "heute", strong=True)
        self.taken += [label.box, Box(x - 2, y, x + 2, bottom)]
        return label

    def cross_none(self, arrows: Iterable[tuple[float, float, float]]) -> None:
        """x, from y, to y of each."""
        self.taken += [Box(x - 4, start, x + 4, end + 6) for x, start, end in arrows]

    def block(self, marks: Iterable[Labelled]) -> None:
        """Marks are there before any label."""
        for mark, _ in marks:
            half = mark.width / 2 + 10
            self.taken.append(Box(mark.x - half, mark.y - 10, mark.x + half, mark.y + 10))

    def of(self, marks: Iterable[Labelled]) -> Iterator[Label]:
        """At most one for each mark; where there is no room, none: the list has all words."""
        for mark, texts in marks:
            tried = (label for text in texts for label in _around(mark, text))
            found = next((label for label in tried if self._fits(label.box)), None)
            if found:
                self.taken.append(found.box)
                yield found

    def _fits(self, box: Box) -> bool:
        inside = self.left <= box.left and box.right <= self.right
        return inside and not any(box.touches(other) for other in self.taken)


def _around(mark: Placed, text: str) -> Iterator[Label]:
    half = mark.width / 2 + BESIDE
    yield Label(mark.x + half, mark.y + 5, "start", text)
    yield Label(mark.x - half, mark.y + 5, "end", text)
    yield Label(mark.x, mark.y + UP, "middle", text)
    yield Label(mark.x, mark.y + DOWN, "middle", text)
