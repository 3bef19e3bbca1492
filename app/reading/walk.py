"""The line state machine of the head: recognisers take turns until the body begins.

A new layout is a new recogniser in this list; the others stay as they are.
"""

from collections.abc import Sequence

from app.reading.draft import Draft, Recogniser
from app.reading.finance import form_end, opens_form
from app.reading.head import (
    has_label,
    is_label_line,
    kind_line,
    labels,
    line_pair,
    page_heading,
    page_number,
)
from app.reading.headings import heading_of
from app.reading.lexicon import PAPER_TYPES, fold
from app.reading.lines import Line
from app.reading.masthead import masthead
from app.reading.route import route

_FRAME = "Rahmen der Internetseite vor der Vorlagennummer"
_NEAR = 8
_LONGEST_FRAME = 300  # lines of navigation


def form(lines: Sequence[Line], i: int, draft: Draft) -> int:
    """A form between head and Betreff (head tables of PDF forms)."""
    if not opens_form(lines[i]):
        return i
    end = form_end(lines, i)
    draft.forms.extend(lines[i:end])
    return end


def loose(lines: Sequence[Line], i: int, draft: Draft) -> int:
    draft.loose.append(lines[i])
    return i + 1


_RECOGNISERS: tuple[Recogniser, ...] = (
    page_number,
    route,
    form,
    labels,
    line_pair,
    kind_line,
    masthead,
    loose,
)


def walk_head(lines: Sequence[Line], draft: Draft) -> int:
    """Where the body begins."""
    i = _after_frame(lines, draft)
    while i < len(lines) and not _begins_body(lines, i):
        i = next(after for recogniser in _RECOGNISERS if (after := recogniser(lines, i, draft)) > i)
    return i


def _after_frame(lines: Sequence[Line], draft: Draft) -> int:
    """Navigation and texts of images above the number of a council page."""
    for i, line in enumerate(lines[:_LONGEST_FRAME]):
        if page_heading(line):
            draft.book.drop(lines[:i], _FRAME)
            return i
        heading = heading_of(line)
        if has_label(line) or (heading and heading.colon) or fold(line.plain) == "betreff":
            break
    return 0


def _begins_body(lines: Sequence[Line], i: int) -> bool:
    """The word "Antrag" above labels is a kind of paper, below them a heading."""
    line = lines[i]
    if line.page:
        return True
    heading = heading_of(line)
    if heading is None or (heading.kind == "relevance" and opens_form(line)):
        return False
    if heading.colon or fold(line.plain) not in PAPER_TYPES:
        return True
    return not any(is_label_line(near) for near in lines[i + 1 : i + _NEAR])
