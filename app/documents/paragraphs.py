"""Rows of a stretch to paragraphs: a wrapped line is joined to the one it goes on from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from app.documents.marks import is_mark, joined
from app.documents.place import Row, Segment
from app.reading.markers import ends_sentence

PARAGRAPH = 1.25  # leadings: a wider step begins a paragraph
INDENT = 5.0  # points for one blank
ALIGNED = 4.0  # points
BLANK = 0.25  # heights
PROSE = 5  # words; a line of text has more
HEADING = 4  # words


@dataclass(frozen=True)
class Paragraph:
    """gap: an empty line stands before it; row: its last one; text_x: where its text begins."""

    text: str
    row: Row
    gap: bool
    text_x: float


def right_edge(rows: Sequence[Row]) -> float:
    """Where lines of prose end; heads of pages and tables may reach further."""
    ends = sorted(row.x1 for row in rows if len(row.words) > PROSE) or sorted(
        row.x1 for row in rows
    )
    return ends[int(len(ends) * 0.9)] if ends else 0.0


def paragraphs(rows: Sequence[Row], right: float) -> list[Paragraph]:
    """Tabs part the cells of a row that has no drawn lines; leading blanks show indentation."""
    found: list[Paragraph] = []
    leading, left = _leading(rows), min((row.x0 for row in rows), default=0.0)
    for row in map(_without_hanging_mark, rows):
        last = found[-1] if found else None
        gap = last is not None and row.bottom - last.row.bottom > PARAGRAPH * leading
        if last and not gap and _continues(last, row, right):
            found[-1] = replace(last, text=joined(last.text, row.text), row=row)
        elif last and not gap and (merged := _merged_cells(last, row)):
            found[-1] = replace(last, text=merged.text, row=merged)
        else:
            indent = " " * round((row.x0 - left) / INDENT)
            found.append(Paragraph(indent + row.text, row, gap, _text_x(row)))
    return found


def _leading(rows: Sequence[Row]) -> float:
    """The step from one baseline to the next within a paragraph: a small one among all steps."""
    steps = sorted(
        after.bottom - row.bottom
        for row, after in pairwise(rows)
        if 0.9 * _height(rows) < after.bottom - row.bottom
    )
    most = 1.7 * _height(rows)
    return min(steps[len(steps) // 5], most) if steps else most


def _height(rows: Sequence[Row]) -> float:
    return median(row.words[0].height for row in rows) if rows else 0.0


def _without_hanging_mark(row: Row) -> Row:
    """The wide blank behind "1." or "•" parts no columns."""
    if len(row.segments) < 2 or not is_mark(row.segments[0].text):
        return row
    first, second, *rest = row.segments
    return Row((Segment(first.words + second.words), *rest))


def _text_x(row: Row) -> float:
    words = row.words
    return words[1].x0 if len(words) > 1 and is_mark(words[0].text) else row.x0


def _continues(last: Paragraph, row: Row, right: float) -> bool:
    """The first word of this row would not have fitted on the row before."""
    if len(row.segments) > 1 or len(last.row.segments) > 1:
        return False
    word = row.words[0]
    full = last.row.x1 + BLANK * word.height + (word.x1 - word.x0) > right + 1
    if is_mark(word.text):
        open_item = full and not last.text.endswith((",", ";")) and not ends_sentence(last.text)
        return open_item and abs(row.x0 - last.text_x) < ALIGNED
    if not full or (ends_sentence(last.text) and _is_heading(row)):
        return False
    return abs(row.x0 - last.text_x) < ALIGNED or abs(row.x0 - last.row.x0) < ALIGNED


def _is_heading(row: Row) -> bool:
    """Alone on its line, like "Sachverhalt:", however short the lines before it are."""
    return len(row.words) <= HEADING and row.text.endswith(":") and row.text[0].isupper()


def _merged_cells(last: Paragraph, row: Row) -> Row | None:
    """Cells wrapped without drawn lines: each goes on below its beginning, in an open sentence."""
    above = last.row.segments
    if len(above) < 2:
        return None
    targets = [_above(part, above) for part in row.segments]
    for part, target in zip(row.segments, targets, strict=True):
        if target is None or not _goes_on(above[target], part):
            return None
    below = dict(zip(targets, row.segments, strict=True))
    return Row(
        tuple(
            Segment(part.words + below[at].words) if at in below else part
            for at, part in enumerate(above)
        )
    )


def _above(part: Segment, above: Sequence[Segment]) -> int | None:
    near = (at for at, other in enumerate(above) if abs(other.words[0].x0 - part.x0) < ALIGNED)
    return next(near, None)


def _goes_on(above: Segment, part: Segment) -> bool:
    return part.text[:1].islower() or above.text.endswith(
        (",", "-", " und", " für", " der", " des")
    )
