"""Lines that are no part of the paper: page frames, buttons, page numbers, empty table rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.reading.ledger import Ledger
from app.reading.lexicon import DEBRIS
from app.reading.lines import Line

_LONGEST = 300  # no frame is longer; keeps every pattern away from long lines
_EMPTY_ROW = "leere Tabellenzeile (nur Trennstriche)"


@dataclass(frozen=True)
class _Rule:
    scope: str
    reason: str


_RULES = {f"r{n}": _Rule(rule["scope"], rule["reason"]) for n, rule in enumerate(DEBRIS)}
# "---" alone is an answer under "Anlage/n"; only a rule of several cells is drawn.
_DRAWN = _Rule("rule", "Trennzeile einer Tabelle")
_ANY = re.compile("|".join(f"(?P<r{n}>{rule['pattern']})" for n, rule in enumerate(DEBRIS)))


def sweep(lines: Sequence[Line], book: Ledger) -> list[Line]:
    """The lines that stay; a dropped line hands its gap, and its boundary, to the next one."""
    kept: list[Line] = []
    dropped: list[tuple[Line, _Rule]] = []
    for position, line in enumerate(lines):
        rule = _debris(line)
        if rule is None:
            kept.append(_after(dropped, line) if dropped else line)
            dropped = []
            continue
        if rule.scope == "to_end":
            book.drop(lines[position:], rule.reason)
            break
        book.drop([line], rule.reason)
        dropped.append((line, rule))
    return kept


def _after(dropped: Sequence[tuple[Line, _Rule]], line: Line) -> Line:
    return replace(
        line,
        gap=line.gap or any(one.gap for one, _ in dropped),
        split=line.split or any(one.split for one, _ in dropped),
        section=line.section or next((one.section for one, _ in dropped if one.section), None),
        page=any(rule.scope == "boundary" for _, rule in dropped),
        ruled=any(rule.scope == "rule" for _, rule in dropped),
    )


def _debris(line: Line) -> _Rule | None:
    if not line.raw.strip("| \t"):
        return _Rule("line", _EMPTY_ROW)
    if line.tabular and len(line.filled) > 1 and not line.raw.strip("|-: \t"):
        return _DRAWN
    hit = _ANY.fullmatch(line.text) if len(line.text) <= _LONGEST else None
    return _RULES[hit.lastgroup] if hit and hit.lastgroup else None
