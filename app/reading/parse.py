"""Reads a council paper: text in, one object of schema `vorlage/1` out, nothing guessed silently.

Pure: no network, no database, no clock. Same input, same result, in linear time.
"""

from collections.abc import Sequence

from app.reading.attachments import Enclosures
from app.reading.blocks import Blocks
from app.reading.cells import shows_crosses
from app.reading.climate import read_climate
from app.reading.debris import sweep
from app.reading.draft import Draft
from app.reading.fields import fill_head
from app.reading.finance import Form
from app.reading.html import html_lines, is_html
from app.reading.layout import layout_of
from app.reading.ledger import Ledger
from app.reading.lines import numbered, read_lines
from app.reading.linked import add_mentions
from app.reading.meeting import add_meetings
from app.reading.paper import Block, Paper, blank_paper
from app.reading.part import Part
from app.reading.proposal import drop_repetition, read_proposal
from app.reading.result import ParseResult
from app.reading.route import consultations
from app.reading.sections import read_parts
from app.reading.source import decode
from app.reading.title import place_title
from app.reading.unfold import unfold
from app.reading.walk import walk_head
from app.reading.warn import closing_warnings


def parse(text: str | bytes, *, file: str | None = None) -> ParseResult:
    """Raises `Unreadable` for binary or too large input; an empty text gives warnings only."""
    source = decode(text)
    html = is_html(source)
    printed = read_lines(html_lines(source) if html else numbered(source))
    book = Ledger()
    lines = unfold(sweep(printed, book))
    draft = Draft(book)
    begin = walk_head(lines, draft)
    draft.body_lines.extend(lines[begin : begin + 1])
    add_meetings(draft)
    enclosures = Enclosures(book)
    parts = read_parts(lines[begin:], enclosures, book)
    place_title(draft, body=bool(parts))
    paper = blank_paper(file or "Eingabe")
    fill_head(paper, draft)
    body = draft.first("body")
    paper["source"]["body"] = body.value if body else None
    form = Form(book, shows_crosses(lines), len(paper["budget_products"]))
    _fill_body(paper, parts, draft, form)
    _fill_attachments(paper, parts, enclosures)
    add_mentions(paper, draft)
    paper["source"]["layout"] = layout_of(printed, html=html)
    closing_warnings(paper, source, lines, draft)
    paper["discarded"] = book.discarded()
    return ParseResult(paper, book.evidence, tuple(book.warnings))


def _fill_body(paper: Paper, parts: Sequence[Part], draft: Draft, form: Form) -> None:
    book = draft.book
    for part in parts:
        book.use(part.head)
    form.read(draft.forms)
    paper["consultations"] = consultations(draft)
    paper["proposal"] = read_proposal(parts, book)
    for part in parts:
        if part.lines:
            _READERS.get(part.kind, _other)(paper, part, form)
    paper["financial"] = form.result()
    paper["relevance"] = form.relevance
    paper["budget_products"] += form.products
    paper["participation_of_head"] = form.answers.get("participation_of_head")
    paper["qualified_majority"] = form.answers.get("qualified_majority")


def _facts(paper: Paper, part: Part, form: Form) -> None:
    pointer = f"/facts/{len(paper['facts'])}"
    blocks = _blocks(part, pointer, form)
    paper["facts"].append({"heading": part.heading, "date": part.date, "blocks": blocks})


def _again(paper: Paper, part: Part, form: Form) -> None:
    if not drop_repetition(part, paper["proposal"], form.book):
        _other(paper, part, form)


def _other(paper: Paper, part: Part, form: Form) -> None:
    blocks = _blocks(part, f"/other_sections/{len(paper['other_sections'])}", form)
    paper["other_sections"].append({"heading": part.heading or part.kind, "blocks": blocks})


def _blocks(part: Part, pointer: str, form: Form) -> list[Block]:
    reader = Blocks(form.book)
    reader.read(part.lines)
    rule = f"heading:{part.heading}" if part.heading else "order of the jump marks"
    form.book.note(pointer, [*part.head, *part.lines], rule, part.confidence)
    return reader.blocks


def _climate(paper: Paper, part: Part, form: Form) -> None:
    paper["climate"] = paper["climate"] or read_climate(part.lines, form.book, crosses=form.crosses)


def _elsewhere(_paper: Paper, _part: Part, _form: Form) -> None:
    """Proposal and attachments are read as a whole."""


_READERS = {
    "proposal": _elsewhere,
    "attachments": _elsewhere,
    "facts": _facts,
    "again": _again,
    "financial": lambda _paper, part, form: form.read(part.lines),
    "climate": _climate,
}


def _fill_attachments(paper: Paper, parts: Sequence[Part], enclosures: Enclosures) -> None:
    for part in parts:
        if part.kind == "attachments":
            enclosures.section.extend(part.lines)
    paper["attachments"] = enclosures.read()
