"""Line ends that got lost or came in between: texts on one line, "CO" / "2" / "-Relevanz"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.reading.lines import Line

_LONG = 300
_FEW_LINES = 40  # a paper of more lines has kept its line ends
_FEWEST_COLONS = 3


def unfold(lines: Sequence[Line]) -> list[Line]:
    few = len(lines) <= _FEW_LINES
    return [part for line in _joined(lines) for part in _parts(line, few=few)]


def _parts(line: Line, *, few: bool) -> Iterator[Line]:
    """A whole paper on one line breaks before its labels and headings."""
    long = len(line.raw) > (_LONG if few else 10 * _LONG)
    if not long or line.tabular or line.raw.count(":") < _FEWEST_COLONS:
        yield line
    else:
        # Rarely needed, and its patterns are slow to compile.
        from app.reading.oneline import one_line

        yield from one_line(line)


def _joined(lines: Sequence[Line]) -> Iterator[Line]:
    """The lowered figure of CO₂ tears its word apart; the parts keep the first number."""
    skip = 0
    for i, line in enumerate(lines):
        if skip:
            skip -= 1
        elif line.raw.endswith("CO") and line.text.endswith("CO") and _torn(lines, i):
            yield replace(line, raw=f"{line.raw}2{lines[i + 2].text}")
            skip = 2
        else:
            yield line


def _torn(lines: Sequence[Line], i: int) -> bool:
    rest = [line.text for line in lines[i + 1 : i + 3]]
    return len(rest) > 1 and rest[0] == "2" and rest[1].startswith("-")
