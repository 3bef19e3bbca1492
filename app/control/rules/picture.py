"""The progress as shapes with places: a template only writes them down. Units are of the viewBox."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.control.rules.series import PARTS, Column

WIDTH = 720.0
LEFT, TOP, BOTTOM = 40.0, 12.0, 172.0
GAP = 0.2  # of a column's width, between two
DAY_WIDTH = 70.0  # of a date under the axis


@dataclass(frozen=True)
class Box:
    tone: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Line:
    tone: str
    path: str


@dataclass(frozen=True)
class Picture:
    boxes: list[Box]
    lines: list[Line]
    ticks: list[tuple[float, str]]  # y, number
    days: list[tuple[float, str]]  # x, date


def mandates_drawn(found: Sequence[Column]) -> Picture:
    """A stack for each day."""
    top = max((column.total for column in found), default=0)
    scale, ticks = _scale(top)
    width = (WIDTH - LEFT) / max(len(found), 1)
    boxes = []
    for at, column in enumerate(found):
        y = BOTTOM
        for (tone, _, _), count in zip(PARTS, column.parts, strict=True):
            if count:
                height = BOTTOM - scale(count)
                y -= height
                boxes.append(
                    Box(tone, LEFT + at * width + width * GAP / 2, y, width * (1 - GAP), height)
                )
    return Picture(boxes, [], ticks, _days(found))


def tasks_drawn(found: Sequence[Column]) -> Picture:
    """Two lines of steps: given so far, and closed so far."""
    scale, ticks = _scale(max((column.given for column in found), default=0))
    lines = [
        Line("p-given", _steps([scale(column.given) for column in found])),
        Line("p-closed", _steps([scale(column.closed) for column in found])),
    ]
    return Picture([], lines, ticks, _days(found))


def _steps(heights: Sequence[float]) -> str:
    width = (WIDTH - LEFT) / max(len(heights), 1)
    parts = [f"M{LEFT:.1f} {BOTTOM:.1f}"]
    parts += [f"V{y:.1f}H{LEFT + (at + 1) * width:.1f}" for at, y in enumerate(heights)]
    return "".join(parts)


def _scale(top: int) -> tuple[Callable[[int], float], list[tuple[float, str]]]:
    """Number → y, and the lines with whole numbers: four at most above zero."""
    step = next(size for size in _sizes() if size * 4 >= max(top, 1))
    highest = step * -(-max(top, 1) // step)

    def place(count: int) -> float:
        return BOTTOM - (BOTTOM - TOP) * count / highest

    return place, [(place(count), str(count)) for count in range(0, highest + 1, step)]


def _sizes() -> list[int]:
    return [lead * 10**power for power in range(7) for lead in (1, 2, 5)]


def _days(found: Sequence[Column]) -> list[tuple[float, str]]:
    """As many as find room, the last one always."""
    width = (WIDTH - LEFT) / max(len(found), 1)
    every = max(1, -(-int(DAY_WIDTH) // max(int(width), 1)))
    last = len(found) - 1
    return [
        (LEFT + (at + 0.5) * width, f"{column.on:%d.%m.%y}")
        for at, column in enumerate(found)
        if (last - at) % every == 0
    ]
