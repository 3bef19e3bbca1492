"""Lines that are no part of the paper: page frames, buttons, page numbers, empty table rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile

from app.reading.ledger import Ledger
from app.reading.lexicon import DEBRIS
from app.reading.lines import Line

_LONGEST = 300  # no frame is longer; keeps every pattern away from long lines
_EMPTY_ROW = "leere Tabellenzeile (nur Trennstriche)"


@dataclass(frozen=True)
class _Rule:
    pattern: re.Pattern[str]
    scope: str
    reason: str


_RULES = [_Rule(re.compile(rule["pattern"]), rule["scope"], rule["reason"]) for rule in DEBRIS]


def sweep(lines: Sequence[Line], book: Ledger) -> list[Line]:
    """The lines that stay; a dropped line hands its gap, and its boundary, to the next one."""
    kept: list[Line] = []
    gap = split = page = False
    for position, line in enumerate(lines):
        gap, split = gap or line.gap, split or line.split
        rule = _debris(line)
        if rule is None:
            kept.append(replace(line, gap=gap, split=split, page=page))
            gap = split = page = False
            continue
        if rule.scope == "to_end":
            book.drop(lines[position:], rule.reason)
            break
        book.drop([line], rule.reason)
        page = page or rule.scope == "boundary"
    return kept


def _debris(line: Line) -> _Rule | None:
    if not line.raw.strip("| \t"):
        return _Rule(re.compile(""), "line", _EMPTY_ROW)
    if len(line.text) > _LONGEST:
        return None
    rules = (rule for rule in _RULES if rule.pattern.fullmatch(line.text))
    # "---" alone is an answer under "Anlage/n"; only a rule of several cells is drawn.
    drawn = dropwhile(lambda rule: rule.scope == "rule" and len(line.filled) < 2, rules)
    return next(drawn, None)
