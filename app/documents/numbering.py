"""Numbers that Word counts itself and does not store in the text (ECMA-376, 17.9)."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_PLAIN_BULLETS = "-–•▪·*►●○◦"
DEEPEST = 9


@dataclass(frozen=True)
class Level:
    format: str  # decimal, lowerLetter, bullet, …
    text: str  # "%1.%2)"
    start: int


@dataclass
class Numbering:
    """Counts on from paragraph to paragraph, so it must see them all in their order."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # numId → level → how
    list_of: dict[str, str] = field(default_factory=dict)  # numId → the list that counts on
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def of(cls, part: Any) -> "Numbering":
        """part: the root element of numbering.xml, or None."""
        known = cls()
        if part is None:
            return known
        lists = {one.get(qn("w:abstractNumId")): one for one in part.findall(qn("w:abstractNum"))}
        for one in part.findall(qn("w:num")):
            key, reference = one.get(qn("w:numId")), one.find(qn("w:abstractNumId"))
            name = reference.get(qn("w:val")) if reference is not None else None
            if name in lists:
                known.levels[key] = _levels(lists[name])
                restarted = one.find(f".//{qn('w:startOverride')}") is not None
                known.list_of[key] = f"num {key}" if restarted else f"list {name}"
        return known

    def next(self, number: str, depth: int) -> str:
        """The mark of the next paragraph of this list; "" where it has none."""
        level = self.levels.get(number, {}).get(depth)
        if level is None or level.format == "none":
            return ""
        if level.format == "bullet":
            return level.text if level.text and level.text in _PLAIN_BULLETS else "•"
        counts = self.counts[self.list_of[number]]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in range(depth + 1, DEEPEST):
            counts.pop(deeper, None)
        text = level.text
        for at, other in self.levels[number].items():
            text = text.replace(f"%{at + 1}", _counted(counts.get(at, other.start), other.format))
        return text


def _levels(one: Any) -> dict[int, Level]:
    levels = {}
    for level in one.findall(qn("w:lvl")):
        depth = int(level.get(qn("w:ilvl"), "0"))
        if depth < DEEPEST:
            start = _value(level, "w:start", "1")
            levels[depth] = Level(
                _value(level, "w:numFmt", "decimal"),
                _value(level, "w:lvlText", ""),
                int(start) if start.isdigit() else 1,
            )
    return levels


def _value(element: Any, name: str, default: str) -> str:
    found = element.find(qn(name))
    return str(found.get(qn("w:val"), default)) if found is not None else default


def _counted(count: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"}:
        roman = _roman(count)
        return roman.upper() if form == "upperRoman" else roman
    return str(count)


def _roman(count: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        text += sign * min(count // value, 99)
        count %= value
    return text
