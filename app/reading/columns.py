"""Two columns, "Ursprung" and "aktuell", whose cells are glued: "BezirksamtBezirksamt".

The paper is what it was at its origin, so the first column counts.
"""

import re
from collections.abc import Sequence

from app.reading.draft import Draft
from app.reading.lexicon import PAPER_TYPES, fold
from app.reading.lines import Line

_HEADS = re.compile(r"ursprung[\s|]*aktuell", re.IGNORECASE)
_GLUED = re.compile(
    r"(?<=[\w.)])(?=(?:Bezirksamt|Bezirksverordnetenversammlung|BVV|Fraktion|Ausschuss|BA,|Vorsteher"
    r"|\w*ausschuss|SPD|CDU|FDP|Bü(?:ndnis|rger)|GRÜNE|Die Linke|AfD|Piraten|B'?90|Gruppe)(?![a-z]{5}))"
    r"|(?<=[a-zäöüß.)])(?=[A-ZÄÖÜ][a-zäöüß]{2})"
)
DOUBLED = frozenset({"originator", "originator_fallback", "paper_type", "lead_unit", "responsible"})


def two_columns(lines: Sequence[Line], i: int, draft: Draft) -> int:
    if len(lines[i].plain) > 30 or not _HEADS.fullmatch(lines[i].plain):
        return i
    draft.book.use([lines[i]])
    draft.two_columns = True
    return i + 1


def first_column(value: str, name: str) -> str:
    """The value itself where nothing shows that it holds two."""
    for left in (value[: len(value) // 2], value[: (len(value) - 1) // 2]):
        if left and value in {left + left, f"{left} {left}"}:
            return left
    if name == "paper_type":
        return _first_type(value)
    cut = _GLUED.search(value, 1)
    return value[: cut.start()].rstrip(" ,") if cut else value


def _first_type(value: str) -> str:
    """The longest known kind the value begins with, if another one begins right behind it."""
    for end in range(len(value) - 1, 2, -1):
        known = fold(value[:end]) in PAPER_TYPES
        if known and not value[end - 1].isspace() and value[end:].lstrip()[:1].isupper():
            return value[:end]
    return value
