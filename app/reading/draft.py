"""What the recognisers of the head hand in while the lines are walked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.reading.ledger import Ledger
from app.reading.lines import Line
from app.reading.result import Confidence


@dataclass
class Found:
    """A printed value; `lines` hold the label and the value."""

    value: str
    lines: list[Line]
    rule: str
    confidence: Confidence = "high"


@dataclass
class Step:
    """One row of the Beratungsfolge as printed; `dates` and `titles` are the lines of the value."""

    committee: str
    lines: list[Line]
    role: tuple[str, str] | None = None
    date: str | None = None
    public: bool | None = None
    agenda_number: str | None = None
    title: str | None = None
    result: tuple[str, str] | None = None
    sources: dict[str, list[Line]] = field(default_factory=dict)


@dataclass
class Draft:
    """`fields` by the names of the lexicon, values in the order found; `loose` fits nowhere yet;
    `route_lines` are those a Beratungsfolge begins with, `body_lines` hold the first one of the body.
    """

    book: Ledger
    fields: dict[str, list[Found]] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    forms: list[Line] = field(default_factory=list)
    loose: list[Line] = field(default_factory=list)
    route_lines: list[Line] = field(default_factory=list)
    body_lines: list[Line] = field(default_factory=list)
    two_columns: bool = False

    def add(self, name: str, found: Found) -> None:
        self.book.use(found.lines)
        self.fields.setdefault(name, []).append(found)

    def first(self, name: str) -> Found | None:
        return next(iter(self.fields.get(name, [])), None)


Recogniser = Callable[[Sequence[Line], int, Draft], int]
"""Looks at lines[i]; returns the next line to look at, or i if the line is none of its own."""
