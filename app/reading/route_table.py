"""The Beratungsfolge as a table of text: column heads, then rows whose cells may wrap."""

from collections.abc import Sequence

from app.reading.draft import Draft, Step
from app.reading.finance import opens_form
from app.reading.head import is_label_line, reference_line
from app.reading.headings import heading_of
from app.reading.lexicon import ROLES, cut_ending, fold
from app.reading.lines import Line
from app.reading.route_row import committee_like, cut_role, date_heads, heads_at
from app.reading.route_words import Tail, Word, date_at, words_of

_MOST_LINES = 120
_LONGEST_NAME = 16
_NO_NAME = (".", "?", "!", ":", ";")
_BEFORE_DATE = frozenset({"am", "den", "vom", "mo", "di", "mi", "do", "fr", "sa", "so"})


def route_table(lines: Sequence[Line], i: int, draft: Draft) -> int:
    """Heads that are no cells of their own; a table with drawn cells is read cell by cell."""
    heads, kinds = heads_at(lines, i)
    if (
        not heads
        or date_heads(lines[i : i + heads])
        or i + heads >= len(lines)
        or lines[i + heads].tabular
    ):
        return i
    begin = i + heads
    end = _end(lines, begin)
    words = words_of(lines[begin:end])
    steps, used = _steps(words, kinds)
    if not steps:
        return i
    draft.book.use(lines[i:begin])
    draft.steps.extend(steps)
    draft.route_lines.append(lines[i])
    after = words[used].line if used < len(words) else None
    return next((k for k in range(begin, end) if lines[k] is after), end)


def _end(lines: Sequence[Line], i: int) -> int:
    last = min(len(lines), i + _MOST_LINES)
    return next((k for k in range(i, last) if closes(lines[k])), last)


def closes(line: Line) -> bool:
    if fold(line.plain) in ROLES and not line.gap and ":" not in line.plain:
        return False
    return bool(
        line.page
        or line.section
        or heading_of(line)
        or is_label_line(line)
        or reference_line(line)
        or opens_form(line)
    )


def _steps(words: Sequence[Word], kinds: frozenset[str]) -> tuple[list[Step], int]:
    """The rows, and the first word that belongs to none of them."""
    steps: list[Step] = []
    k = 0
    while k < len(words):
        row = _row(words, k, kinds, first=not steps)
        if row is None:
            break
        step, k = row
        if step.committee:
            steps.append(step)
        elif steps:
            step.committee, step.role = steps[-1].committee, step.role or steps[-1].role
            steps.append(step)
    return steps, k


def _row(
    words: Sequence[Word], k: int, kinds: frozenset[str], *, first: bool
) -> tuple[Step, int] | None:
    begin = k
    while k < len(words) and k - begin <= _LONGEST_NAME:
        date = date_at(words, k)
        if date:
            step = _named(words[begin:k])
            if step is None and k > begin:
                return None
            step = step or Step("", [words[k].line])
            step.date, step.sources["date"] = date[0], [words[k].line]
            return step, Tail(step, kinds).read(words, k + date[1])
        if k > begin and words[k].first and _row_without_date(words[begin:k], words[k]):
            break
        k += 1
    return _undated(words, begin, kinds, first=first)


def _named(words: Sequence[Word]) -> Step | None:
    """A committee, perhaps with its role; anything with the end of a sentence is none."""
    kept = list(words)
    while kept and kept[-1].text.strip(".,").casefold() in _BEFORE_DATE:
        kept.pop()
    text = _joined(kept).strip(" ,-–•*")
    if not text or not (text[0].isupper() or text[0].isdigit()):
        return None
    if any(word.text.endswith(_NO_NAME) and len(word.text) > 4 for word in kept):
        return None
    name, role = cut_role(text)
    lines = list(dict.fromkeys(word.line for word in kept))
    return Step(name, lines, role, sources={"role": lines})


def _joined(words: Sequence[Word]) -> str:
    text = ""
    for word in words:
        torn = word.first and text[-2:-1].isalpha() and text.endswith("-")
        text = text[:-1] + word.text if torn and word.text[:1].islower() else f"{text} {word.text}"
    return text


def _row_without_date(words: Sequence[Word], following: Word) -> bool:
    """A line that ends in a role is a row whose date is still open."""
    text = _joined(words)
    cut = cut_ending(text, ROLES)
    return cut is not None and bool(cut[0]) and following.text[:1].isupper()


def _undated(
    words: Sequence[Word], k: int, kinds: frozenset[str], *, first: bool
) -> tuple[Step, int] | None:
    """One line with a committee and its role, or in the first row a committee alone."""
    line = words[k].line if k < len(words) else None
    own = [word for word in words[k : k + _LONGEST_NAME + 6] if word.line is line]
    if not own or len(own) > _LONGEST_NAME:
        return None
    step = _named(own)
    if step is None or not (step.role or (committee_like(step.committee) and not first)):
        return None
    if step.role is None and len(step.committee) > 60:
        return None
    return step, Tail(step, kinds).read(words, k + len(own))
