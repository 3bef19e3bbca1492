"""The line state machine of the head: recognisers take turns until the body begins.

A new layout is a new recogniser in this list; the others stay as they are.
"""

from collections.abc import Sequence

from app.reading.columns import two_columns
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
    public_line,
)
from app.reading.headings import heading_of
from app.reading.labelblock import label_block
from app.reading.lexicon import PAPER_TYPES, ROUTE_LABELS, fold
from app.reading.lines import Line
from app.reading.masthead import masthead
from app.reading.route import route
from app.reading.route_dates import route_dates
from app.reading.route_row import heads_at
from app.reading.route_table import route_table
from app.reading.senders import kind_of_sender, labelled_sender, sender_label, senders, unit_line
from app.reading.title import head_end

_FRAME = "Rahmen der Internetseite vor der Vorlagennummer"
_NEAR = 16
_LONGEST_LABEL = 60
_NEAR_LABELS = 12
_SHORTEST = 25  # of a sentence
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
    two_columns,
    label_block,
    route_dates,
    route_table,
    route,
    form,
    labels,
    line_pair,
    kind_line,
    public_line,
    senders,
    kind_of_sender,
    labelled_sender,
    masthead,
    unit_line,
    loose,
)


def walk_head(lines: Sequence[Line], draft: Draft) -> int:
    """Where the body begins."""
    i = _after_frame(lines, draft)
    while i < len(lines) and not (_begins_body(lines, i) or _begins_text(lines, i, draft)):
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


def _begins_text(lines: Sequence[Line], i: int, draft: Draft) -> bool:
    """A body without heading: head and Betreff are there, and no label or table comes any more."""
    line = lines[i]
    if not line.gap and not _after_table(line, draft):
        return False
    if not draft.first("reference") or len(line.text) < _SHORTEST or not _titled(line, draft):
        return False
    near = range(i, min(i + _NEAR_LABELS, len(lines)))
    return not any(_belongs_to_head(lines, k) for k in near)


def _after_table(line: Line, draft: Draft) -> bool:
    return bool(draft.steps) and draft.book.is_used_at(line.number - 1)


def _titled(line: Line, draft: Draft) -> bool:
    """There is a Betreff, with label or as a paragraph of its own above this line."""
    if draft.first("title"):
        return True
    last = draft.loose[-1].key if draft.loose else (0, 0)
    return head_end(draft, line.key) < last < line.key


def _belongs_to_head(lines: Sequence[Line], i: int) -> bool:
    line = lines[i]
    route = fold(line.plain[:_LONGEST_LABEL].partition(":")[0]) in ROUTE_LABELS
    return route or has_label(line) or heads_at(lines, i)[0] > 0


def _begins_body(lines: Sequence[Line], i: int) -> bool:
    """The word "Antrag" above labels is a kind of paper, below them a heading."""
    line = lines[i]
    if line.page or line.section:
        return True
    heading = heading_of(line)
    if heading is None or (heading.kind == "relevance" and opens_form(line)):
        return False
    if sender_label(lines, i):
        return False
    if heading.colon or fold(line.plain) not in PAPER_TYPES:
        return True
    return not any(is_label_line(near) for near in lines[i + 1 : i + _NEAR])
