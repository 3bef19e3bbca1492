"""Line ends that got lost or came in between: texts on one line, "CO" / "2" / "-Relevanz"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from app.reading.lexicon import HEAD_LABEL_WORDS, HEADINGS_BY_KIND, any_of
from app.reading.lines import Line

_LONG = 300
_SECTIONS = [word for kind in ("proposal", "facts", "financial") for word in HEADINGS_BY_KIND[kind]]
_LABELS = [word for word in HEAD_LABEL_WORDS if len(word) > 4]
_BREAK = re.compile(
    rf"(?<!\S)(?=(?:{any_of(_SECTIONS)}|{any_of(_LABELS)}|Beratungsfolge|Anlagen):)"
)


def unfold(lines: Sequence[Line]) -> list[Line]:
    return [part for line in _joined(lines) for part in _parts(line)]


def _parts(line: Line) -> Iterator[Line]:
    """A whole paper on one line breaks before its labels and headings with colon."""
    if len(line.raw) < _LONG or line.tabular:
        yield line
        return
    breaks = [hit.start() for hit in _BREAK.finditer(line.raw)]
    edges = sorted({0, *breaks, len(line.raw)})
    if len(breaks) < 3:
        yield line
        return
    for part, (begin, end) in enumerate(pairwise(edges), line.part):
        text = line.raw[begin:end]
        if text.strip():
            yield replace(line, raw=text, gap=line.gap or part > 0, part=part)


def _joined(lines: Sequence[Line]) -> Iterator[Line]:
    """The lowered figure of CO₂ tears its word apart; the parts keep the first number."""
    skip = 0
    for i, line in enumerate(lines):
        if skip:
            skip -= 1
        elif line.text == "CO" and _torn(lines, i):
            yield replace(line, raw=f"CO2{lines[i + 2].text}")
            skip = 2
        else:
            yield line


def _torn(lines: Sequence[Line], i: int) -> bool:
    rest = [line.text for line in lines[i + 1 : i + 3]]
    return len(rest) > 1 and rest[0] == "2" and rest[1].startswith("-")
