"""What reading a council paper yields: the paper, where each value stands, and what to look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from app.reading.paper import Paper

Confidence = Literal["high", "medium", "low"]


@dataclass(frozen=True)
class Evidence:
    """`lines` count from 1, like "5-6" or "21,33"; `rule` like "label:Betreff"."""

    lines: str
    rule: str
    confidence: Confidence


@dataclass(frozen=True)
class Warning_:  # noqa: N801 - the builtin Warning is an exception, this is a hint for a person
    """`sentence` is German and shown as it is; `lines` as in `Evidence`, "" for the whole paper."""

    code: str
    sentence: str
    lines: str


@dataclass(frozen=True)
class ParseResult:
    """`evidence` maps JSON pointers of `paper` ("/consultations/0/date") to their source."""

    paper: Paper
    evidence: Mapping[str, Evidence]
    warnings: Sequence[Warning_]


class Unreadable(Exception):
    """The input is no text or too large; str() is a German sentence for the user."""
