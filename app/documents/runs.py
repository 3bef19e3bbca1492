"""Text of a Word paragraph: runs, tabs, breaks, fields and boxes; deleted text and drawings left out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_LEFT_OUT = frozenset(
    qn(name)
    for name in (
        "w:pPr", "w:rPr", "w:del", "w:moveFrom", "w:instrText", "w:drawing", "w:pict", "w:object",
        "w:footnoteReference", "w:commentReference", "w:sdtPr",
    )
)  # fmt: skip
_SYMBOLS = {
    "F0A8": "☐",
    "F06F": "☐",
    "F0FE": "☒",
    "F0FD": "☒",
    "F078": "☒",
    "F0B7": "•",
    "F0A7": "▪",
}
_OFF = frozenset({"0", "false", "off"})
_DEEPEST = 60


def paragraph_text(element: Any) -> str:
    return "".join(_texts(element, 0))


def _texts(element: Any, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    for child in element:
        tag = child.tag
        if tag == qn("w:t"):
            yield child.text or ""
        elif tag in _SIGNS:
            yield _SIGNS[tag]
        elif tag == qn("w:sym"):
            yield _SYMBOLS.get(child.get(qn("w:char"), "").upper(), "")
        elif tag == qn("w:fldChar"):
            yield _box(child)
        elif tag not in _LEFT_OUT and isinstance(tag, str):
            yield from _texts(child, depth + 1)


def _box(start: Any) -> str:
    """The box of a form field, crossed or not; "" for every other field."""
    box = start.find(f"{qn('w:ffData')}/{qn('w:checkBox')}")
    if box is None:
        return ""
    state = box.find(qn("w:checked"))
    state = box.find(qn("w:default")) if state is None else state
    return "☐ " if state is None or state.get(qn("w:val"), "1") in _OFF else "☒ "


@dataclass
class Styles:
    """Lists that belong to a paragraph style rather than to the paragraph."""

    lists: dict[str, tuple[str, int]] = field(default_factory=dict)
    based_on: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, part: Any) -> "Styles":
        known = cls()
        for style in part.findall(qn("w:style")):
            name, base = style.get(qn("w:styleId")), style.find(qn("w:basedOn"))
            found = _list_of(style.find(qn("w:pPr")))
            if found:
                known.lists[name] = found
            if base is not None:
                known.based_on[name] = base.get(qn("w:val"))
        return known

    def list_level(self, paragraph: Any) -> tuple[str, int]:
        """("", 0) for a paragraph of no list."""
        properties = paragraph.find(qn("w:pPr"))
        found = _list_of(properties)
        if found or properties is None:
            return found or ("", 0)
        style = properties.find(qn("w:pStyle"))
        name = style.get(qn("w:val")) if style is not None else None
        for _ in range(10):
            if name is None or name in self.lists:
                break
            name = self.based_on.get(name)
        return self.lists.get(name or "", ("", 0))


def _list_of(properties: Any) -> tuple[str, int] | None:
    """The numId 0 takes a paragraph out of the list of its style."""
    number = properties.find(f"{qn('w:numPr')}/{qn('w:numId')}") if properties is not None else None
    if number is None:
        return None
    level = properties.find(f"{qn('w:numPr')}/{qn('w:ilvl')}")
    value = level.get(qn("w:val"), "0") if level is not None else "0"
    key = number.get(qn("w:val"), "0")
    return ("" if key == "0" else key, int(value) if value.isdigit() else 0)
