"""A whole paper on one line, as some PDF readers hand it over: broken where its lines must have been."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from app.reading.dates import DATE
from app.reading.lexicon import (
    HEAD_LABEL_WORDS,
    HEAD_LABELS,
    HEADINGS_BY_KIND,
    PAPER_TYPE_WORDS,
    RESULT_WORDS,
    ROLE_WORDS,
    ROUTE_COLUMNS,
    ROUTE_LABELS,
    any_of,
    fold,
)
from app.reading.lines import Line

_FEWEST_BREAKS = 3
_HEAD = 1_500  # characters in which kinds and letter heads are looked for
_TABLE = 2_500
_SECTIONS = [
    word
    for kind in ("proposal", "facts", "financial", "climate", "attachments")
    for word in HEADINGS_BY_KIND[kind]
    if len(word) > 4
]
_SURE = [
    word
    for kind in ("proposal", "facts", "financial")
    for word in HEADINGS_BY_KIND[kind]
    if len(word) > 9 and word not in {"Empfehlung", "Mitteilung", "Information", "Hintergrund"}
]
_LABELS = [word for word in HEAD_LABEL_WORDS if len(word) > 3 or word in {"TOP", "AZ"}]
_BREAK = re.compile(
    rf"(?<!\S)(?=(?:{any_of(_SECTIONS)}|{any_of(_LABELS)}|(?i:{any_of(ROUTE_LABELS)})|Anlagen)\s?:)"
)
# Without colon only where a sentence, a cell or a row ended before and a new one begins.
_BARE = re.compile(
    rf"(?:(?<=[.!?:)☐☒\dx] )|(?<=Dez\. \d ))(?P<word>{any_of(_SURE)})(?= [A-ZÄÖÜ0-9☐☒])"
)
# "Ausschuss" heads a column, but more often it begins the name in the first row.
_COLUMN_WORDS = [word for word in ROUTE_COLUMNS if len(word) > 1 and word != "ausschuss"]
_COLUMN = rf"(?:{any_of(_COLUMN_WORDS)}|(?<!\S)(?:ö|nö|n|/)(?!\S))"
_HEADS = re.compile(
    rf"(?<!\S)(?:(?i:{any_of(ROUTE_LABELS)})\s)?{_COLUMN}(?:\s{_COLUMN}){{2,8}}(?!\S)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    rf"(?:\s(?:\d{{1,3}}(?:[.+]\d{{1,2}}){{0,4}}(?: ?[a-m])?|[xX☒☐]|[ÖNön]|nö|öffentlich|nicht ?öffentlich"
    rf"|(?i:{any_of([*ROLE_WORDS, *RESULT_WORDS])}))(?!\S))*"
)
# Without a table only these show where a Betreff ends and the text begins.
_TITLE_END = re.compile(
    r"(?<=\S )(?P<cut>- Kurzfassung -|1\. [A-ZÄÖÜ]|D(?:ie|er) \S{2,40} (?:beantragt|möge|beschließt|nimmt))"
)
_BELOW_TABLE = re.compile(rf"\s(?:{any_of(_SECTIONS)})(?=\s)")
_RUN = re.compile(rf"(?:(?:{any_of(_LABELS)})\s?:\s*){{2,12}}")
_LABEL = re.compile(rf"(?P<label>{any_of(_LABELS)})\s?:")
_HEADLINE = re.compile(
    rf"(?<!\S)(?:(?P<kind>(?i:{any_of(PAPER_TYPE_WORDS)}))"
    r"|STADT [A-ZÄÖÜ-]{3,30}|Stadt [A-Z][a-zäöü]{2,30}"
    r"|D(?:er|ie) (?:Oberbürgermeister|Bürgermeister|Landrat|Landrät)(?:in)?|vom:? \d)(?!\w)"
)
_VALUES = (
    ("date", DATE),
    ("public", re.compile(r"(?:nicht ?)?öffentlich(?!\w)", re.IGNORECASE)),
    ("unit", re.compile(r"(?:Dez\.|Dezernat|FB|Fachbereich|Amt) ?[IVX\d]{1,4}(?!\w)")),
    ("token", re.compile(r"(?=\S*\d)[\w./-]{1,30}(?: [a-z](?=\s))?(?!\S)")),
)
_UNIT = re.compile(r"(?:Verantwortlich|Dienststelle)\s?:\s?(?:Dez\.|Dezernat) ?[IVX\d]{1,4}(?!\w)")
_TOKENS = frozenset({"reference", "meeting_number", "file_reference"})


def one_line(line: Line) -> Iterator[Line]:
    """The parts in order; the line itself where too little speaks for a whole paper."""
    text = line.raw
    breaks = sorted({0, len(text), *_breaks(text)})
    if len(breaks) - 2 < _FEWEST_BREAKS:
        yield line
        return
    for part, (begin, end) in enumerate(pairwise(breaks), line.part):
        piece = text[begin:end].strip()
        if piece:
            yield replace(line, raw=piece, gap=line.gap or part > 0, part=part)


def _breaks(text: str) -> Iterator[int]:
    yield from (hit.start() for hit in _BREAK.finditer(text))
    yield from _bare_headings(text)
    yield from (hit.start("cut") for hit in _TITLE_END.finditer(text, 0, _HEAD))
    table = _HEADS.search(text, 0, 20_000)
    if table:
        yield table.start()
        yield table.end()
        end = _table_end(text, table.end())
        below = _BELOW_TABLE.match(text, end)
        yield from (end, below.end()) if below else (end,)
    head_end = min(_HEAD, table.start() if table else _HEAD)
    for hit in _HEADLINE.finditer(text, 0, head_end):
        if not hit["kind"] or hit.start() == 0 or hit["kind"].split()[0].isupper():
            yield hit.start()
            yield hit.start() if hit.group().startswith("vom") else hit.end()
    yield from (hit.end() for hit in _UNIT.finditer(text, 0, head_end))
    for run in _RUN.finditer(text, 0, _HEAD):
        yield from _values(text, run)


def _bare_headings(text: str) -> Iterator[int]:
    seen: set[str] = set()
    for hit in _BARE.finditer(text):
        if hit["word"] not in seen:
            seen.add(hit["word"])
            yield hit.start("word")
            yield hit.end("word")


def _table_end(text: str, at: int) -> int:
    """Behind what follows the last date that stands near the one before."""
    last = at
    for hit in DATE.finditer(text, at, at + _TABLE):
        between = text[last : hit.start()]
        if len(between) > 140 or re.search(r"[a-zäöü]{3}[.?!] [A-ZÄÖÜ]", between):
            break
        tail = _TAIL.match(text, hit.end())
        last = tail.end() if tail else hit.end()
    return last


def _values(text: str, run: re.Match[str]) -> Iterator[int]:
    """Edges between the values below a block of labels."""
    names = [HEAD_LABELS[fold(hit["label"])] for hit in _LABEL.finditer(run.group())]
    wanted = {
        "date": sum(name in {"meeting_date", "date"} for name in names),
        "token": sum(name in _TOKENS for name in names),
        "unit": sum(name in {"responsible", "lead_unit"} for name in names),
        "public": 1,
    }
    at = run.end()
    yield at
    if "meeting_committee" in names:
        date = DATE.search(text, at, at + 160)
        at = date.start() if date else at
        yield at
    while at < len(text):
        hit, kind = _value(text, at, wanted)
        if hit is None:
            return
        wanted[kind] -= 1
        at = hit.end() + 1
        yield at


def _value(text: str, at: int, wanted: dict[str, int]) -> tuple[re.Match[str] | None, str]:
    for kind, pattern in _VALUES:
        hit = pattern.match(text, at) if wanted[kind] else None
        if hit:
            return hit, kind
    return None, ""
