"""Headings of sections: closed lexicon, dated additions, numbered titles of the facts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.reading.dates import find_date
from app.reading.lexicon import DATED_HEADING_WORDS, FORM_LABELS, HEADINGS, any_of, fold
from app.reading.lines import Line

_LONGEST = 160
_NUMBERING = re.compile(r"(?:[IVX]{1,4}\.|\d{1,2}[.)]|[A-Z][.)])\s+")
_DATED = re.compile(
    rf"(?:{any_of(DATED_HEADING_WORDS)})(?: vom| zum|,? Stand)?:? ?\d{{1,2}}\.\d{{1,2}}\.\d{{4}}:?"
)
_NUMBERED = re.compile(r"(?P<mark>[IVX]{1,4}\.|\d{1,2}[.)]|§ ?\d{1,4}[a-z]?)\s+\S.*[^.:;,!?]")
_ADDRESSED = re.compile(
    r"(?:Antrag|Beschlussvorschlag|Beschlussempfehlung|Empfehlung|Beschlussantrag) (?:an|für) (?:den|die|das)"
    r" (?!die |den )[A-ZÄÖÜ][^.:;!?]{2,60}:?"
)
_ADDRESSES = frozenset("ABE")
_INLINE = frozenset({"proposal", "facts", "financial", "attachments", "climate"})
_MAIN = _INLINE


@dataclass(frozen=True)
class Heading:
    """`text` as printed without closing colon; `rest` stands behind the colon on the same line."""

    kind: str
    text: str
    rest: str = ""
    date: str | None = None
    colon: bool = False


@lru_cache(maxsize=256)  # neighbours ask for each other's headings
def heading_of(line: Line) -> Heading | None:
    """None for any other line; numbered titles need their neighbours, see `numbered_title`."""
    text = line.plain.strip("#*_ –-")
    if len(text) <= _LONGEST:
        dated = _dated(text) if text[-6:].rstrip(":")[-4:].isdigit() else None
        if dated:
            return dated
        if FORM_LABELS.get(fold(text)) == "climate_question":
            return Heading("climate", text, rest=text, colon=True)
        kind = HEADINGS.get(fold(text)) or _numbered_kind(text)
        if kind is None and text[:1] in _ADDRESSES and _ADDRESSED.fullmatch(text):
            kind = "proposal"
        if kind:
            return Heading(kind, text.rstrip(": "), colon=text.endswith(":"))
    return _inline(text)


def _dated(text: str) -> Heading | None:
    if not _DATED.fullmatch(text):
        return None
    found = find_date(text)
    return Heading("facts", text.rstrip(": "), date=found[0] if found else None, colon=True)


def _numbered_kind(text: str) -> str | None:
    """Such as "2. Sachverhalt" is the section, too, but "1. Antrag" may be a list item."""
    mark = _NUMBERING.match(text) if "." in text[:5] or ")" in text[:3] else None
    kind = HEADINGS.get(fold(text[mark.end() :])) if mark else None
    return kind if kind in _MAIN else None


def _inline(text: str) -> Heading | None:
    if ":" not in text:
        return None
    left, colon, rest = text[:_LONGEST].partition(":")
    kind = HEADINGS.get(fold(left)) if colon else None
    if kind not in _INLINE:
        return None
    rest = text[len(left) + 1 :].strip("*_ ")
    return Heading(kind, left.strip("*_ "), rest, colon=True)


def numbered_title(lines: Sequence[Line], i: int) -> Heading | None:
    """A "1. …", "I. …" or "§ 3 …" of its own, no item of a list and no wrapped prose."""
    line = lines[i]
    hit = _NUMBERED.fullmatch(line.text) if len(line.text) <= _LONGEST else None
    if hit is None or not line.text[hit.end("mark") :].strip()[:1].isalpha():
        return None
    if _listed(lines, i, hit["mark"]):
        return None
    return Heading("facts_subheading", line.text)


def _listed(lines: Sequence[Line], i: int, mark: str) -> bool:
    """Neighbours with a mark of the same kind, or a sentence that runs on, speak against a title."""
    before = lines[i - 1].text if i and not heading_of(lines[i - 1]) else ""
    after = lines[i + 1].text if i + 1 < len(lines) else ""
    if before.endswith((":", ",")) and not mark.startswith("§"):
        return True
    wrapped = not lines[i].gap and before[-1:].isalnum() and not mark.startswith("I")
    runs_on = not after or after[:1].islower()
    return wrapped or runs_on or any(_same_kind(mark, other) for other in (before, after))


def _same_kind(mark: str, text: str) -> bool:
    other = _NUMBERED.fullmatch(text[:_LONGEST]) or _NUMBERING.match(text)
    found = other.group().split()[0] if other else ""
    return bool(found) and found[:1].isdigit() == mark[:1].isdigit() and found[-1] == mark[-1]
