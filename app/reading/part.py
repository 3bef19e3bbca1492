"""A section of the body as it was found."""

from dataclasses import dataclass, field

from app.reading.lines import Line
from app.reading.result import Confidence


@dataclass
class Part:
    """A section; `kind` "facts" covers its sub-headings, `head` is the line of its heading."""

    kind: str
    heading: str | None = None
    date: str | None = None
    head: list[Line] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    confidence: Confidence = "high"
