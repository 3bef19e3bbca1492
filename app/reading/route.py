"""The Beratungsfolge: committee, date, meeting title with result, and again."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.reading.dates import only_date
from app.reading.draft import Draft, Step
from app.reading.finance import opens_form
from app.reading.head import is_label_line, reference_line
from app.reading.headings import heading_of
from app.reading.lexicon import RESULTS, ROLES, ROUTE_LABELS, fold
from app.reading.lines import Line
from app.reading.paper import Coded, Consultation
from app.reading.route_row import (
    column_heads,
    cut_result,
    cut_role,
    headed_cells,
    is_agenda_number,
    place,
    public_of,
    row_of,
)
from app.reading.route_table import route_table

_LONGEST = 220
_SENTENCE = re.compile(r"(?:Der|Die|Das|Es|Im|In|Auf|Nach) \S+ \S+ \S+")


def route(lines: Sequence[Line], i: int, draft: Draft) -> int:
    """Begins at its label, at column heads, or at a row whose cells carry their heads."""
    line = lines[i]
    left, _, rest = line.plain.partition(":")
    inline = fold(left) in ROUTE_LABELS and bool(rest.strip())
    label = fold(line.plain) in ROUTE_LABELS or column_heads(line)
    if not (label or inline or headed_cells(line)):
        return i
    draft.book.use([line])
    draft.route_lines.append(line)
    if label and not column_heads(line) and i + 1 < len(lines):
        below = route_table(lines, i + 1, draft)
        if below > i + 1:
            return below
    if not label:
        first = replace(line, raw=rest) if inline else line
        _take([first, *lines[i + 1 : i + 2]], 0, draft.steps)
    return _rows(lines, i + 1, draft)


def _rows(lines: Sequence[Line], i: int, draft: Draft) -> int:
    begun = len(draft.steps)
    while i < len(lines) and not _ends(lines, i, draft.steps[begun:]):
        if column_heads(lines[i]):
            draft.book.use([lines[i]])
        elif not _take(lines, i, draft.steps):
            break
        i += 1
    return i


def _ends(lines: Sequence[Line], i: int, steps: Sequence[Step]) -> bool:
    line = lines[i]
    if steps and not steps[-1].role and not line.gap and fold(line.plain) in ROLES:
        return False
    if (
        line.page
        or heading_of(line)
        or is_label_line(line)
        or reference_line(line)
        or opens_form(line)
    ):
        return True
    if len(line.text) > _LONGEST or not steps:
        return len(line.text) > _LONGEST
    waiting = steps[-1].date is not None and "title" not in steps[-1].sources
    return line.gap and not waiting and not _like_row(lines, i)


def _like_row(lines: Sequence[Line], i: int) -> bool:
    """After an empty line only what must be a row goes on: a date, a role, a date below."""
    line = lines[i]
    if only_date(line.text) or row_of(line) or cut_role(line.plain)[1]:
        return True
    return i + 1 < len(lines) and only_date(lines[i + 1].text) is not None


def _take(lines: Sequence[Line], i: int, steps: list[Step]) -> bool:
    """False for a line that is no part of a Beratungsfolge."""
    line = lines[i]
    last = steps[-1] if steps else None
    date = only_date(line.text)
    if date:
        return _dated(line, date, steps)
    if last and not _heads_role(lines, i) and _completes(line, last):
        return True
    row = row_of(line)
    return _row(line, row, steps) if row else _committee(line, steps)


def _row(line: Line, row: Step, steps: list[Step]) -> bool:
    """A row without committee belongs to the one above, or repeats its committee."""
    sources = {key: [line] for key in ("date", "title", "role", "result")}
    last = steps[-1] if steps else None
    if row.committee:
        row.sources = sources
        steps.append(row)
        return True
    if row.title and (last is None or last.date) and "itzung" not in row.title:
        # The date stands in front of its committee.
        row.committee, row.role = cut_role(row.title)
        row.title, row.sources = None, sources
        steps.append(row)
        return True
    if last is None:
        return False
    if last.date:
        last = Step(last.committee, last.lines, last.role)
        steps.append(last)
    last.date, last.title, last.result = row.date, row.title, row.result
    last.agenda_number, last.role = row.agenda_number, last.role or row.role
    last.public = row.public if row.public is not None else public_of(row.title or "")
    last.sources |= sources if row.title or row.result else {"date": [line]}
    return True


def _heads_role(lines: Sequence[Line], i: int) -> bool:
    """A committee whose role stands alone on the next line."""
    return (
        i + 1 < len(lines)
        and fold(lines[i + 1].plain) in ROLES
        and fold(lines[i].plain) not in ROLES
    )


def _completes(line: Line, last: Step) -> bool:
    """Role, agenda number, title or result of the row above on a line of its own."""
    folded = fold(line.plain)
    if last.role is None and not last.date and folded in ROLES:
        last.role, last.sources["role"] = (line.plain, ROLES[folded]), [line]
    elif last.date and last.agenda_number is None and is_agenda_number(line.plain):
        place(last, line.plain)
    elif last.date and _number_and_result(line.plain):
        for part in _number_and_result(line.plain):
            place(last, part)
        last.sources["result"] = [line]
    elif last.date and "title" not in last.sources:
        _titled(line, last)
    elif last.result is None and folded in RESULTS:
        last.result, last.sources["result"] = cut_result(line.plain)[1], [line]
    else:
        return False
    last.lines = [*last.lines, line]
    return True


def _number_and_result(text: str) -> list[str]:
    """Such as "Ö 5 vertagt", else nothing."""
    words = text.split()
    for count in (2, 1):
        number, result = " ".join(words[:count]), " ".join(words[count:])
        if is_agenda_number(number) and fold(result) in RESULTS:
            return [number, result]
    return []


def _dated(line: Line, date: str, steps: list[Step]) -> bool:
    if not steps:
        return False
    if steps[-1].date:
        steps.append(Step(steps[-1].committee, steps[-1].lines, steps[-1].role))
    steps[-1].date = date
    steps[-1].sources["date"] = [line]
    return True


def _titled(line: Line, step: Step) -> None:
    title, step.result = cut_result(line.plain)
    step.title = title or None
    step.public = public_of(title)
    step.sources.update(title=[line], result=[line])


def _committee(line: Line, steps: list[Step]) -> bool:
    text = line.plain.lstrip("-•* ")
    if text.endswith((".", ":", ";", "?")) or not text[:1].isupper() or _SENTENCE.match(text):
        return False
    name, role = cut_role(text)
    steps.append(Step(name, [line], role, sources={"role": [line]}))
    return True


def consultations(draft: Draft) -> list[Consultation]:
    found: list[Consultation] = []
    for position, step in enumerate(draft.steps, 1):
        _note(step, f"/consultations/{position - 1}", draft)
        found.append(
            {
                "position": position,
                "committee": step.committee,
                "role": _coded(step.role),
                "date": step.date,
                "public": step.public,
                "agenda_number": step.agenda_number,
                "meeting_title": step.title,
                "result": _coded(step.result),
            }
        )
    return found


def _coded(pair: tuple[str, str] | None) -> Coded | None:
    return {"raw": pair[0], "code": pair[1]} if pair else None


def _note(step: Step, pointer: str, draft: Draft) -> None:
    sources = step.sources
    draft.book.note(f"{pointer}/committee", step.lines, "route:committee")
    if step.date:
        draft.book.note(f"{pointer}/date", sources.get("date", step.lines), "route:date")
    if step.role:
        draft.book.note(f"{pointer}/role", sources.get("role", step.lines), "route:role")
    if step.agenda_number:
        lines = sources.get("number", sources.get("date", step.lines))
        draft.book.note(f"{pointer}/agenda_number", lines, "route:number")
    if step.title:
        draft.book.note(f"{pointer}/meeting_title", sources.get("title", step.lines), "route:title")
    if step.result:
        lines = sources.get("result", step.lines)
        draft.book.note(f"{pointer}/result", lines, "route:end of the title", "medium")
    if step.public is not None:
        lines = sources.get("public", sources.get("title", step.lines))
        draft.book.note(f"{pointer}/public", lines, "route:public", "medium")
