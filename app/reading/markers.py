"""Marks of list items, and which of them are meant as such in their section."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.reading.lexicon import MONTHS, any_of
from app.reading.lines import Line

LOST = "lost"  # mark of a symbol font: only its NBSP are left
_LOST_NBSP = 4
_BULLET = re.compile(r"(?P<mark>[-•▪·–*\uf0b7\uf0a7\uf02d►➢●○◦])\s+(?=\S)")
_COUNTED = (
    ("number.", re.compile(r"(?P<mark>(?P<n>\d{1,2})\.)\s+(?=\S)")),
    ("number)", re.compile(r"(?P<mark>(?P<n>\d{1,2})\))\s+(?=\S)")),
    ("letter)", re.compile(r"(?P<mark>(?P<n>[a-z])\))\s+(?=\S)")),
    ("double)", re.compile(r"(?P<mark>(?P<n>([a-z])\3)\))\s+(?=\S)")),
    ("letter.", re.compile(r"(?P<mark>(?P<n>[a-z])\.)\s+(?=\S)")),
    ("roman.", re.compile(r"(?P<mark>(?P<n>[IVX]{1,4})\.)\s+(?=\S)")),
)
_MARKED = re.compile(r"\w{1,4}[.)]")
_DOTTED = re.compile(r"(?P<mark>\d{1,2}(?:\.\d{1,2}){1,3}\.?)\s+(?=\S)")
_NO_ITEM = re.compile(
    rf"\d{{1,2}}\.\s(?:{any_of(MONTHS)})\b|\d{{1,2}}\.\d{{1,2}}\.(?:\d{{4}})?|[\d.,]+\s?(?:€|EUR|Euro|Uhr|%|Mio)"
)
_ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV"]


@dataclass(frozen=True)
class Marker:
    """`printed` is None for a lost mark; `count` from 1 for counted kinds, else 0."""

    kind: str
    printed: str | None
    count: int
    text: str

    @property
    def counted(self) -> bool:
        return self.count > 0


def marker_of(line: Line) -> Marker | None:
    text = line.plain if "|" in line.raw else line.text
    if text[:1].isdigit() and _NO_ITEM.match(text):
        return None
    bullet = _BULLET.match(text)
    if bullet:
        return Marker(f"bullet{bullet['mark']}", bullet["mark"], 0, text[bullet.end() :])
    if not _MARKED.match(text):
        return Marker(LOST, None, 0, text) if line.nbsp >= _LOST_NBSP else None
    for kind, pattern in _COUNTED:
        hit = pattern.match(text)
        if hit:
            return Marker(kind, hit["mark"], _count(hit["n"]), text[hit.end() :])
    dotted = _DOTTED.match(text)
    if dotted:
        depth = dotted["mark"].rstrip(".").count(".")
        return Marker(f"dotted{depth}", dotted["mark"], 0, text[dotted.end() :])
    return Marker(LOST, None, 0, text) if line.nbsp >= _LOST_NBSP else None


def accepted(markers: Iterable[Marker | None]) -> dict[str, frozenset[int]]:
    """Counts of each kind that stand in a row: "26. Sitzung" alone is no item."""
    seen: dict[str, set[int]] = {}
    for marker in markers:
        if marker and marker.counted:
            seen.setdefault(marker.kind, set()).add(marker.count)
    return {
        kind: frozenset(n for n in counts if n == 1 or counts & {n - 1, n + 1})
        for kind, counts in seen.items()
    }


def continues_sentence(marker: Marker, last: Marker | None, before: str) -> bool:
    """Such as "… den Beschluss zu" / "d) zu fassen.": out of its row, lower case, sentence still open."""
    if not marker.counted or not marker.text[:1].islower() or ends_sentence(before):
        return False
    expected = last.count + 1 if last and last.kind == marker.kind else 1
    return marker.count not in {1, expected}


def ends_sentence(text: str) -> bool:
    return text.rstrip('"“”»)').endswith((".", ":", "!", "?", ";"))


def _count(printed: str) -> int:
    if printed.isdigit():
        return int(printed)
    if printed in _ROMAN:
        return _ROMAN.index(printed) + 1
    return ord(printed[0]) - ord("a") + 1 if printed.islower() else 0


def first_markers(lines: Sequence[Line]) -> list[Marker | None]:
    """The marker of each line, None where it only looks like one."""
    found = [marker_of(line) for line in lines]
    rows = accepted(found)
    return [
        None if marker and marker.counted and marker.count not in rows[marker.kind] else marker
        for marker in found
    ]
