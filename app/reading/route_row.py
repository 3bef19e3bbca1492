"""One row of the Beratungsfolge on one line: table cells, or text around a date."""

import re
from collections.abc import Sequence
from functools import lru_cache

from app.reading.dates import find_date, only_date
from app.reading.draft import Step
from app.reading.lexicon import (
    COMMITTEE_WORDS,
    RESULT_PREFIXES,
    RESULTS,
    ROLE_WORDS,
    ROLES,
    ROUTE_COLUMNS,
    any_of,
    cut_ending,
    fold,
    public_word,
)
from app.reading.lines import Line

Pair = tuple[str, str]
_BUTTONS = frozenset(
    {"TO", "NA", "PA", "VO", "BE", "[TO]", "[NA]", "[PA]", "[VO]", "●", "Erledigt", "Geplant"}
)
_BUTTON = re.compile(r"(?<!\S)(?:TO|NA|PA|VO|BE)(?!\S)")
_AGENDA = re.compile(r"(?:TOP\s?)?(?P<side>[ÖN])?\s?\d{1,3}(?:\.\d{1,3}){0,3}\.?(?: ?[a-m]\)?)?")
_GLUED_DATE = re.compile(r"(?<!\d)\d{2}\.\d{2}\.\d{4}(?=\d{1,2}(?!\d))")
_NOT_PUBLIC = re.compile(r"nicht\s?-?öffentlich", re.IGNORECASE)
_PUBLIC = re.compile(r"(?<!nicht)(?<!nicht[ -])öffentlich", re.IGNORECASE)
_COLUMN_WORDS = sorted(ROUTE_COLUMNS, key=len, reverse=True)
_COLUMN = re.compile(rf" ({any_of(ROUTE_COLUMNS)})(?= )")
_GLUED_HEADS = re.compile(rf"(?:{any_of(w for w in ROUTE_COLUMNS if len(w) > 1)}|ö){{3,}}")
_SPACED = re.compile(r"[\s|,]+")
_MOST_HEADS = 6
_COMMITTEE = re.compile(
    rf"(?i:ausschuss|ausschuß|rat|tag|{any_of(COMMITTEE_WORDS)})(?:\b|es\b|s\b)"
)


def cut_role(text: str) -> tuple[str, Pair | None]:
    """Such as "Kreistag (Entscheidung)", "Kreistag Entscheidung", "KreistagEntscheidung"."""
    name, bracket, inside = text.rstrip(" )").rpartition("(")
    if bracket and fold(inside) in ROLES:
        return name.strip(), (inside.strip(), ROLES[fold(inside)])
    cut = cut_ending(text, ROLES)
    if cut and cut[0] and not cut[0].endswith((" für", " und", ",", "-")):
        return cut[0], (cut[1]["raw"], cut[1]["code"])
    for word in ROLE_WORDS:
        if text.endswith(word) and text[: -len(word)][-1:].islower():
            return text[: -len(word)], (word, ROLES[fold(word)])
    return text, None


def cut_result(text: str) -> tuple[str, Pair | None]:
    """The result from the end of a meeting title, "ungeändert" before "geändert"."""
    cut = cut_ending(text, RESULTS)
    if cut:
        return cut[0], (cut[1]["raw"], cut[1]["code"])
    for code, prefixes in RESULT_PREFIXES.items():
        for prefix in prefixes:
            at = f" {text}".find(f" {prefix}")
            if at >= 0:
                return text[:at].strip(), (text[at:].strip(), code)
    return text, None


def public_of(title: str) -> bool | None:
    """From "Nichtöffentliche Sitzung …"; None if the title names both or none."""
    closed, opened = _NOT_PUBLIC.search(title), _PUBLIC.search(title)
    return None if bool(closed) == bool(opened) else bool(opened)


def column_heads(line: Line) -> bool:
    """A row of column heads only ("Gremium Termin TOP Ö N Ergebnis")."""
    return {"committee", "date"} <= _head_kinds(line.plain)


@lru_cache(maxsize=512)
def _head_kinds(text: str) -> frozenset[str]:
    """The columns a text names, none if it says anything else."""
    if len(text) > 120 or ":" in text:
        return frozenset()
    rest, kinds = _SPACED.sub(" ", f" {fold(text)} "), set()
    while not rest.isspace():
        hit = _COLUMN.match(rest)
        if hit is None:
            glued = _GLUED_HEADS.fullmatch(rest.strip())
            return frozenset({"committee", "date"}) if glued else frozenset()
        kinds.add(ROUTE_COLUMNS[hit.group(1)])
        rest = rest[hit.end(1) :]
    return frozenset(kinds)


def heads_at(lines: Sequence[Line], i: int) -> tuple[int, frozenset[str]]:
    """How many lines the heads of a table take, and its columns; narrow cells wrap."""
    kinds = _head_kinds(lines[i].plain)
    if not kinds:
        return 0, frozenset()
    end = i + 1
    while end < len(lines) and end - i < _MOST_HEADS and (more := _head_kinds(lines[end].plain)):
        kinds |= more
        end += 1
    return (end - i, kinds) if {"committee", "date"} <= kinds else (0, frozenset())


def date_heads(lines: Sequence[Line]) -> bool:
    """The column of the dates stands before that of the committees."""
    rest, kinds = _SPACED.sub(" ", f" {fold(' '.join(line.plain for line in lines))} "), []
    while hit := _COLUMN.match(rest):
        kinds.append(ROUTE_COLUMNS[hit.group(1)])
        rest = rest[hit.end(1) :]
    return {"date", "committee"} <= set(kinds) and kinds.index("date") < kinds.index("committee")


def committee_like(name: str) -> bool:
    """Ends in or holds a word that bodies are called by."""
    return _COMMITTEE.search(name) is not None


def headed_cells(line: Line) -> bool:
    """Column head and value share a cell: "Gremium Jugendhilfeausschuss", "Termin 22.11.2022"."""
    if not line.tabular:
        return False
    kinds = {_column(cell)[0] for cell in line.filled}
    return {"committee", "date"} <= kinds and find_date(line.plain) is not None


def row_of(line: Line) -> Step | None:
    """None for a line without date; a row of cells that begins with its date names no committee."""
    if line.tabular and len(line.filled) > 1:
        return _from_cells(line)
    text = _GLUED_DATE.sub(lambda hit: f" {hit.group()} ", line.text[:400])
    found = find_date(text)
    if found is None or only_date(text):
        return None
    date, start, end = found
    before, after = text[:start].strip(" -–:,•"), text[end:].strip(" -–:,")
    if is_agenda_number(before):
        return _filled(Step("", [line], date=date), [before, after] if after else [before])
    if not before and "itzung" in after and ": " not in after:
        return _filled(Step("", [line], date=date), [_BUTTON.sub(" ", after).strip()])
    if not before:
        before, _, after = after.partition(": ")
    return _filled(Step(before, [line], date=date), [*_parts(after)]) if before else None


def _parts(text: str) -> list[str]:
    """Such as "5 Ö Vorberatung" → number, sign and rest, each to be told by its kind."""
    parts: list[str] = []
    words = text.split()
    while words and (_AGENDA.fullmatch(words[0]) or public_word(words[0]) is not None):
        parts.append(words.pop(0))
    return [*parts, " ".join(words)] if words else parts


def _from_cells(line: Line) -> Step | None:
    headed = headed_cells(line)
    values = [_column(c)[1] if headed else c for c in line.filled if c not in _BUTTONS]
    dates = [only_date(value) for value in values]
    date = next(filter(None, dates), None)
    if date is None:
        return None
    rest = [value for value, own in zip(values, dates, strict=True) if own is None and value]
    names = [value for value in rest if not _special(value)]
    if dates[0] or not names:
        return _filled(Step("", [line], date=date), rest)
    rest.remove(names[0])
    return _filled(Step(names[0], [line], date=date), rest)


def _column(cell: str) -> tuple[str, str]:
    """The head that a cell begins with, and the value behind it."""
    folded = fold(cell)
    for word in _COLUMN_WORDS:
        if len(word) > 2 and folded.startswith(f"{word} "):
            return ROUTE_COLUMNS[word], cell[len(word) :].strip(" :")
    return "", cell


def _special(value: str) -> bool:
    closed = fold(value) in ROLES or fold(value) in RESULTS
    return closed or public_word(value) is not None or _AGENDA.fullmatch(value) is not None


def _filled(step: Step, values: list[str]) -> Step:
    step.committee, step.role = cut_role(step.committee)
    for value in values:
        place(step, value)
    return step


def is_agenda_number(text: str) -> bool:
    return _AGENDA.fullmatch(text) is not None


def place(step: Step, value: str) -> None:
    agenda = _AGENDA.fullmatch(value)
    if public_word(value) is not None:
        step.public = public_word(value)
    elif agenda:
        step.agenda_number = value
        step.public = agenda["side"] == "Ö" if agenda["side"] else step.public
    elif step.role is None and fold(value) in ROLES:
        step.role = (value, ROLES[fold(value)])
    else:
        title, step.result = cut_result(value)
        step.title = title or step.title
