"""A Beratungsfolge whose rows begin with their date: date, committee, role, number, result."""

from collections.abc import Sequence

from app.reading.dates import find_date, only_date
from app.reading.draft import Draft, Step
from app.reading.lexicon import ROUTE_LABELS, fold
from app.reading.lines import Line
from app.reading.route_row import cut_role, date_heads, heads_at, public_of
from app.reading.route_table import closes
from app.reading.route_words import Tail, words_of

_LONGEST = 160


def route_dates(lines: Sequence[Line], i: int, draft: Draft) -> int:
    """Below heads that name the date first, or below the label if a date stands there."""
    begin = i + 1 if fold(lines[i].plain) in ROUTE_LABELS else i
    heads, kinds = heads_at(lines, begin) if begin < len(lines) else (0, frozenset())
    named = heads > 0 and date_heads(lines[begin : begin + heads])
    begin += heads
    if begin >= len(lines) or not (named or (begin > i and heads == 0)):
        return i
    if lines[begin].tabular or not _starts_row(lines[begin]):
        return i
    steps: list[Step] = []
    end = begin
    while end < len(lines) and not closes(lines[end]) and _take(lines[end], steps, kinds):
        end += 1
    if not steps or not all(step.committee for step in steps):
        return i
    draft.book.use(lines[i:end])
    draft.route_lines.append(lines[i])
    draft.steps.extend(steps)
    return end


def _starts_row(line: Line) -> bool:
    if only_date(line.text):
        return True
    found = find_date(line.text[:30])
    return found is not None and found[1] == 0 and ": " not in line.text


def _take(line: Line, steps: list[Step], kinds: frozenset[str]) -> bool:
    date = only_date(line.text)
    if date:
        steps.append(Step("", [line], date=date, sources={"date": [line]}))
        return True
    found = find_date(line.text[:_LONGEST]) if _starts_row(line) else None
    if found:
        steps.append(Step("", [line], date=found[0], sources={"date": [line]}))
        return _named(line.text[found[2] :], line, steps[-1], kinds)
    if not steps or len(line.text) > _LONGEST:
        return False
    if not steps[-1].committee:
        return _named(line.text, line, steps[-1], kinds)
    return _completed(line, steps[-1], kinds)


def _named(text: str, line: Line, step: Step, kinds: frozenset[str]) -> bool:
    """The committee, and behind it on the same line what a table prints there."""
    words = words_of([Line(line.number, text, part=line.part)])
    for count in range(len(words), 0, -1):
        tail = Step("", [line])
        if count == len(words) or Tail(tail, kinds).read(words, count) == len(words):
            name = " ".join(word.text for word in words[:count]).strip(" ,-–")
    if not words or not name[:1].isupper():
        return False
    Tail(step, kinds).read(words, len(name.split()))
    step.committee, role = cut_role(name)
    step.role = step.role or role
    _moved(step, line)
    return True


def _moved(step: Step, line: Line) -> None:
    """What was read from a part of the line stands on the line itself."""
    step.lines = list(
        dict.fromkeys([*(one for one in step.lines if one.number != line.number), line])
    )
    for name in step.sources:
        step.sources[name] = [
            line if one.number == line.number else one for one in step.sources[name]
        ]
    if step.role:
        step.sources.setdefault("role", [line])


def _completed(line: Line, step: Step, kinds: frozenset[str]) -> bool:
    words = words_of([line])
    if Tail(step, kinds).read(words, 0) == len(words):
        return True
    if "itzung" not in line.text or step.title:
        return False
    step.title, step.sources["title"] = line.text, [line]
    step.public = public_of(line.text) if step.public is None else step.public
    step.lines.append(line)
    return True
