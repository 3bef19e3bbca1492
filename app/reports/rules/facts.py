"""What a report draws from the data: figures and tables, in German words, as JSON can hold them."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Self

from app.reports.tables import SectionKind

Json = dict[str, Any]


@dataclass(frozen=True)
class Grid:
    """Two to four columns; every row has as many cells."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, row: Json) -> Self:
        return cls(row["caption"], tuple(row["columns"]), tuple(map(tuple, row["rows"])))


@dataclass(frozen=True)
class Part:
    """Of one section. `note`: how much there is, for the list of sections."""

    note: str = ""
    grids: tuple[Grid, ...] = ()
    nothing: str = ""  # the sentence where there is no table

    @classmethod
    def of(cls, row: Json) -> Self:
        return cls(row["note"], tuple(map(Grid.of, row["grids"])), row["nothing"])


BY_HAND = Part("von Hand")


@dataclass(frozen=True)
class Facts:
    drawn_at: datetime  # UTC
    figures: tuple[tuple[str, str], ...] = ()
    parts: dict[str, Part] = field(default_factory=dict)  # by SectionKind

    @classmethod
    def of(cls, content: str, drawn_at: datetime) -> Self:
        """`content` as `as_json` wrote it."""
        known = json.loads(content)
        return cls(
            drawn_at,
            tuple((label, value) for label, value in known["figures"]),
            {kind: Part.of(part) for kind, part in known["parts"].items()},
        )

    def part(self, kind: SectionKind) -> Part:
        return self.parts.get(kind, BY_HAND)

    def as_json(self) -> str:
        """Without the moment, which stands beside."""
        content = asdict(self)
        del content["drawn_at"]
        return json.dumps(content, ensure_ascii=False)

    def same_as(self, other: "Facts") -> bool:
        """Whatever the moment they were drawn at."""
        return (self.figures, self.parts) == (other.figures, other.parts)


def part_of(note: str, grids: Sequence[Grid], nothing: str = "") -> Part:
    """Without empty tables."""
    filled = tuple(grid for grid in grids if grid.rows)
    return Part(note, filled, "" if filled else nothing)


def counted(number: int, one: str, many: str) -> str:
    """1 Sitzung, 5 Sitzungen"""
    return f"{number} {one if number == 1 else many}"
