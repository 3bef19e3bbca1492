"""The body: jump marks, short list, table of attachments, then sections by heading or by order."""

from collections.abc import Sequence
from dataclasses import replace

from app.reading.attachments import Enclosures, table_row
from app.reading.finance import opens_form
from app.reading.headings import Heading, heading_of, numbered_title
from app.reading.ledger import Ledger
from app.reading.lexicon import FORM_LABELS, fold
from app.reading.lines import Line
from app.reading.part import Part
from app.reading.result import Confidence
from app.reading.unnamed import after_text, unnamed_proposal

_JUMP_MARKS = "Sprungmarken der Internetseite, keine Überschriften"
_NOT_SEPARABLE = (
    "Die Abschnitte ließen sich nicht sicher trennen."
    " Bitte prüfen Sie, was Beschlussvorschlag und was Sachverhalt ist."
)
_ALONE = frozenset({"proposal", "facts", "financial", "climate", "attachments", "other"})


def read_parts(lines: Sequence[Line], enclosures: Enclosures, book: Ledger) -> list[Part]:
    marks, i = _jump_marks(lines)
    book.drop(lines[: len(marks)], _JUMP_MARKS)
    i = _short_list(lines, i, enclosures, book) if marks else i
    rest = _without_table(lines[i:], enclosures, book)
    named = any(line.section for line in rest)
    ordered = _by_order(rest, marks) if marks and not named else None
    if ordered is not None:
        return _once([p for kind, block in ordered for p in by_headings(block, kind, "medium")])
    parts = unnamed_proposal(after_text(by_headings(rest, None, "low"), book))
    lost = [line for part in parts if part.confidence == "low" for line in part.lines]
    if lost:
        book.warn("sections_not_separable", _NOT_SEPARABLE, lost)
    return _once(parts)


def _jump_marks(lines: Sequence[Line]) -> tuple[list[str], int]:
    """Names of sections below each other without text between: at least two, or one before the
    short list, an embedded page or a double empty line.
    """
    marks: list[str] = []
    for i, line in enumerate(lines):
        heading = heading_of(line)
        if heading is None or heading.colon or heading.kind not in _ALONE or (i and line.gap):
            break
        marks.append(heading.kind)
    after = lines[len(marks)] if len(marks) < len(lines) else None
    if len(marks) == 1 and not (after and (after.page or after.split or _names_list(after))):
        return [], 0
    return marks, len(marks)


def _names_list(line: Line) -> bool:
    heading = heading_of(line)
    return heading is not None and heading.kind == "attachments" and not heading.rest


def _short_list(lines: Sequence[Line], i: int, enclosures: Enclosures, book: Ledger) -> int:
    """Such as "Anlagen:" directly below the jump marks, names down to the next empty line."""
    if i >= len(lines) or lines[i].gap or not _names_list(lines[i]):
        return i
    begin = i + 1
    if begin < len(lines) and table_row(lines[begin]):
        return i
    end = begin
    while end < len(lines) and not (lines[end].gap or _colon_heading(lines[end])):
        end += 1
    book.use([lines[i]])
    enclosures.short.extend(lines[begin:end])
    return end


def _colon_heading(line: Line) -> bool:
    """A file may be called like a section ("Beschlussempfehlung"), but then has no colon."""
    heading = heading_of(line)
    return heading is not None and heading.colon


def _without_table(lines: Sequence[Line], enclosures: Enclosures, book: Ledger) -> list[Line]:
    """Rows of the table may stand anywhere; the heading right above them goes with them."""
    kept: list[Line] = []
    for line in lines:
        if not table_row(line):
            kept.append(line)
            continue
        if not enclosures.table and kept and _names_list(kept[-1]):
            book.use([kept.pop()])
        enclosures.table.append(line)
    return kept


def _by_order(lines: Sequence[Line], marks: Sequence[str]) -> list[tuple[str, list[Line]]] | None:
    """Blocks between double empty lines (or embedded pages) in the order of the jump marks; only
    attachments may have no block. None if numbers or headings speak against it.
    """
    blocks = _blocks(lines)
    for kinds in (list(marks), [mark for mark in marks if mark != "attachments"]):
        if len(kinds) == len(blocks) and all(map(_fits, kinds, blocks)):
            return list(zip(kinds, blocks, strict=True))
    return None


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    paged = any(line.page for line in lines)
    blocks: list[list[Line]] = []
    for line in lines:
        if not blocks or (line.page if paged else line.split):
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def _fits(kind: str, block: Sequence[Line]) -> bool:
    if opens_form(block[0]):
        return kind == "financial"
    heading = heading_of(block[0])
    own = heading.kind.removesuffix("_subheading") if heading else kind
    return own == kind


def by_headings(lines: Sequence[Line], kind: str | None, unnamed: Confidence) -> list[Part]:
    """Splits at headings; what stands before the first one is of the given kind, else facts."""
    parts = [Part(kind or "facts", confidence=unnamed)]
    for i, line in enumerate(lines):
        heading = _heading_in(parts[-1], lines, i)
        if line.section:
            parts.append(_named(line, line.section, heading))
        elif heading:
            rest = [replace(line, raw=heading.rest)] if heading.rest else []
            parts.append(Part(_kind(heading), heading.text, heading.date, [line], rest))
        elif line.page and parts[-1].lines and i:
            parts.append(Part("facts", None, None, [], [line], "low"))
        elif opens_form(line) and parts[-1].kind not in {"financial", "climate"}:
            parts.append(Part("financial", None, None, [], [line]))
        else:
            parts[-1].lines.append(line)
    return [part for part in parts if part.lines or part.head]


def _named(line: Line, kind: str, heading: Heading | None) -> Part:
    """The kind is that of the anchor; the first line may be its heading."""
    if heading is None:
        return Part(kind, lines=[line])
    rest = [replace(line, raw=heading.rest)] if heading.rest else []
    return Part(kind, heading.text, heading.date, [line], rest)


def _heading_in(current: Part, lines: Sequence[Line], i: int) -> Heading | None:
    line = lines[i]
    heading = heading_of(line)
    if heading is None:
        return numbered_title(lines, i) if current.kind == "facts" else None
    if current.kind in {"financial", "climate"} and _is_form_row(current, line, heading):
        return None
    # "Kurzfassung" heads a proposal in some forms, but is a sub-heading below the facts.
    if current.kind == "facts" and fold(heading.text) == "kurzfassung":
        return replace(heading, kind="facts_subheading")
    return heading


def _is_form_row(current: Part, line: Line, heading: Heading) -> bool:
    """Such as "Begründung:" inside a form is a row; on a line of its own it may open the facts."""
    own = FORM_LABELS.get(fold(heading.text)) in {"detail", "relevance", "impact"}
    if heading.kind == "climate":
        return current.kind == "climate"
    return own and (line.tabular or current.kind == "climate" or heading.kind != "facts")


def _kind(heading: Heading) -> str:
    kind = heading.kind.removesuffix("_subheading")
    return "financial" if kind == "relevance" else kind


def _once(parts: list[Part]) -> list[Part]:
    """A second proposal repeats the first, or belongs to somebody else."""
    proposals = [part for part in parts if part.kind == "proposal" and part.lines]
    for part in proposals[1:]:
        part.kind = "again"
    return parts
