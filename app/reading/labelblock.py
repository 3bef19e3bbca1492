"""Forms whose labels stand in one block and their values in the next, told by their kind.

PDF texts print a head table column by column: "Termin:" / "Vorlage Nr.:" / "TOP:" and below them
"18.09.2012" / "1193" / "31" / "öffentlich".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.reading.dates import find_date, only_date
from app.reading.draft import Draft, Found
from app.reading.head import OPEN_END, is_label_line, label_of
from app.reading.headings import heading_of
from app.reading.lexicon import UNIT_STARTS, public_word
from app.reading.lines import Line
from app.reading.route_row import column_heads, is_agenda_number

_REFERENCE = re.compile(r"(?=\S*\d)[\w./-]{1,30}(?: [\w./-]{1,12}){0,2}")
_LONGEST_TEXT = 60
_MOST_LABELS = 12
_RULE = "block of labels"


@dataclass
class _Open:
    """A label that waits for its value."""

    name: str
    label: str
    line: Line

    def filled(self, line: Line) -> "_Filled":
        rule = f"{_RULE}:{self.label}"
        return _Filled(line.text, [self.line, line], rule, "medium", name=self.name)


@dataclass
class _Filled(Found):
    name: str = ""

    def more(self, line: Line) -> None:
        """A narrow cell wraps."""
        torn = self.value.endswith("-") and line.text[:1].islower()
        self.value = f"{self.value[:-1] if torn else self.value + ' '}{line.text}"
        self.lines.append(line)


def label_block(lines: Sequence[Line], i: int, draft: Draft) -> int:
    """At least two labels without value below each other."""
    waiting, end = _labels(lines, i)
    if len(waiting) < 2:
        return i
    found: list[_Filled] = []
    publics: list[Line] = []
    while end < len(lines) and (waiting or public_word(lines[end].text) is not None):
        line = lines[end]
        taken = next((one for one in waiting if _fits(one.name, line)), None)
        if public_word(line.text) is not None:
            publics.append(line)
        elif found and not line.gap and OPEN_END.search(found[-1].value):
            found[-1].more(line)
        elif taken is None or _strange(line):
            break
        else:
            waiting = waiting[waiting.index(taken) + 1 :]
            found.append(taken.filled(line))
        end += 1
    if not found:
        return i
    _hand_in(found, publics, draft)
    draft.book.use(lines[i:end])
    return end


def _labels(lines: Sequence[Line], i: int) -> tuple[list[_Open], int]:
    waiting: list[_Open] = []
    while i < len(lines) and len(waiting) < _MOST_LABELS:
        label = label_of(lines[i])
        if label is None:
            break
        waiting.append(_Open(*label, lines[i]))
        i += 1
    return waiting, i


def _hand_in(found: Sequence[_Filled], publics: Sequence[Line], draft: Draft) -> None:
    for one in found:
        draft.add(one.name, one)
    for line in publics[:1]:
        draft.add("public", Found(line.text, [line], f"{_RULE}:öffentlich", "medium"))


def _strange(line: Line) -> bool:
    return is_label_line(line) or heading_of(line) is not None or column_heads(line)


def _fits(name: str, line: Line) -> bool:
    text = line.text
    if name in {"meeting_date", "date"}:
        return find_date(text) is not None and len(text) < _LONGEST_TEXT
    if only_date(text) or len(text) > 2 * _LONGEST_TEXT:
        return False
    if name in {"reference", "file_reference"}:
        return _REFERENCE.fullmatch(text) is not None
    if name == "meeting_number":
        return is_agenda_number(text)
    if name in {"lead_unit", "responsible"}:
        return text.startswith(UNIT_STARTS) and len(text) < _LONGEST_TEXT
    return any(sign.isalpha() for sign in text) and not is_agenda_number(text)
