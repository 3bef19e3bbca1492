"""Fields of the head: the number over the page, labels inside a line, pairs of lines."""

import re
from collections.abc import Sequence
from functools import lru_cache

from app.reading.draft import Draft, Found
from app.reading.headings import heading_of
from app.reading.lexicon import (
    HEAD_LABEL_WORDS,
    HEAD_LABELS,
    LINE_LABELS,
    ONLY_AT_START,
    PAPER_TYPES,
    REFERENCE_TYPES,
    ROUTE_LABELS,
    any_of,
    fold,
)
from app.reading.lines import Line
from app.reading.route_row import column_heads

_LONGEST = 4000
_REFERENCE = re.compile(rf"(?P<type>{any_of(REFERENCE_TYPES)}) [-–] (?P<number>\S.{{0,60}})")
_BARE_REFERENCE = re.compile(
    rf"(?P<type>{any_of(REFERENCE_TYPES)})s?(?:[ -]?Nr\.?:?)? (?P<number>[^\s,;()]{{1,40}}[/-][^\s,;()]{{1,40}})"
)
_LABEL = re.compile(rf"(?<![A-ZÄÖÜ/-])(?P<label>{any_of(HEAD_LABEL_WORDS)})\s?:")
_ONE_NUMBER = re.compile(r"[^\s.,;:]{0,20}\d[^\s.,;:]{0,20}[/-][^\s,;:]{1,20}")
_TITLE_LINES = 5
_NOTHING = frozenset({"-", "--", "---", "–", "./."})


def page_heading(line: Line) -> re.Match[str] | None:
    """Such as "Vorlage - 2014/026": the heading of council pages."""
    return _numbered(_REFERENCE, line)


def reference_line(line: Line) -> re.Match[str] | None:
    """The heading of council pages, or "Drucksache Nr. 12/2030" on a line of its own."""
    return page_heading(line) or _numbered(_BARE_REFERENCE, line)


def _numbered(pattern: re.Pattern[str], line: Line) -> re.Match[str] | None:
    text = line.plain.strip("#* ")
    hit = pattern.fullmatch(text) if len(text) <= 120 else None  # a number, no prose
    return hit if hit and any(sign.isdigit() for sign in hit["number"]) else None


def page_number(lines: Sequence[Line], i: int, draft: Draft) -> int:
    hit = reference_line(lines[i])
    if hit is None or draft.first("reference"):
        return i
    draft.add("reference", Found(hit["number"].strip(), [lines[i]], "heading:Vorlage"))
    if fold(hit["type"]) in PAPER_TYPES:
        draft.add("paper_type", Found(hit["type"], [lines[i]], "heading:Vorlage"))
    return i + 1


def labels(lines: Sequence[Line], i: int, draft: Draft) -> int:
    """Every label of the line; its value runs to the next label or stands on the next line."""
    text = _with_colons(lines[i])
    hits = _labels_in(text, lines[i])
    if not hits:
        return i
    before = text[: hits[0].start()].strip(" |")
    if fold(before) in PAPER_TYPES:
        draft.add("paper_type", Found(before, [lines[i]], "position:before the labels", "medium"))
    following = i + 1
    for hit, after in zip(hits, [*hits[1:], None], strict=True):
        name = HEAD_LABELS[fold(hit["label"])]
        value = (
            text[hit.end() : after.start()].strip(" |,;")
            if after
            else text[hit.end() :].strip(" |")
        )
        found = Found(value, [lines[i]], f"label:{hit['label']}")
        if after is None:
            following = _complete(name, found, lines, i, draft)
        _keep(name, found, draft)
    return following


def line_pair(lines: Sequence[Line], i: int, draft: Draft) -> int:
    """A label without colon on a line of its own, its value on the next."""
    label = lines[i].plain
    name = LINE_LABELS.get(fold(label)) if not label.endswith(":") else None
    if name is None or i + 1 >= len(lines) or not _is_value(lines[i + 1]):
        return i
    found = Found(lines[i + 1].text, [lines[i], lines[i + 1]], f"pair:{label}")
    following = _more_title(found, lines, i + 2) if name == "title" else i + 2
    _keep(name, found, draft)
    return following


def kind_line(lines: Sequence[Line], i: int, draft: Draft) -> int:
    """A kind of paper on a line of its own ("Beschlussvorlage")."""
    text = lines[i].plain.strip("#* ")
    if fold(text) not in PAPER_TYPES or draft.first("paper_type"):
        return i
    draft.add("paper_type", Found(text, [lines[i]], "position:line of its own", "medium"))
    return i + 1


@lru_cache(maxsize=256)  # a line is asked by the title above it, the route and itself
def has_label(line: Line) -> bool:
    return bool(_labels_in(_with_colons(line), line))


def _labels_in(text: str, line: Line) -> list[re.Match[str]]:
    """Everyday words ("Thema", "Art") are labels only where a line or cell begins."""
    return [
        hit
        for hit in _LABEL.finditer(text)
        if hit.start() == 0 or line.tabular or fold(hit["label"]) not in ONLY_AT_START
    ]


def is_label_line(line: Line) -> bool:
    folded = fold(_with_colons(line))
    return has_label(line) or folded in ROUTE_LABELS or folded in LINE_LABELS


def _with_colons(line: Line) -> str:
    """A table cell that is a label gets the colon its border stands for."""
    if not line.tabular:
        return line.text[:_LONGEST]
    cells = (f"{c}:" if fold(c) in HEAD_LABELS and c[-1] != ":" else c for c in line.filled)
    return " ".join(cells)[:_LONGEST]


def _keep(name: str, found: Found, draft: Draft) -> None:
    draft.book.use(found.lines)
    useless = not found.value or found.value in _NOTHING
    if useless or (name == "reference" and not any(sign.isdigit() for sign in found.value)):
        return
    draft.add(name, found)


def _complete(name: str, found: Found, lines: Sequence[Line], i: int, draft: Draft) -> int:
    following = i + 1
    if not found.value and following < len(lines) and _is_value(lines[following]):
        found.value = lines[following].text
        found.lines.append(lines[following])
        following += 1
        if name == "related":
            following = _more_numbers(found, lines, following)
    if name == "title" and found.value and not draft.first("title"):
        return _more_title(found, lines, following)
    return following


def _more_numbers(found: Found, lines: Sequence[Line], i: int) -> int:
    """Further papers stand on lines of their own."""
    while i < len(lines) and _ONE_NUMBER.fullmatch(lines[i].text):
        found.value = f"{found.value}; {lines[i].text}"
        found.lines.append(lines[i])
        i += 1
    return i


def _is_value(line: Line) -> bool:
    if is_label_line(line) or heading_of(line) or reference_line(line) or column_heads(line):
        return False
    return len(line.text) < 500


def _more_title(found: Found, lines: Sequence[Line], i: int) -> int:
    """Further lines up to the next label; after an empty line only if that label is near."""
    near = lines[i : i + _TITLE_LINES]
    end = next((k for k, line in enumerate(near) if not _is_value(line)), None)
    if end is None:
        end = next((k for k, line in enumerate(near) if line.gap), 0)
    for line in near[:end]:
        found.value = f"{found.value} {line.text}"
        found.lines.append(line)
    return i + end
