"""What the buttons of the preview do: rows joined, split, moved, dropped and brought back.

The whole form is sent with each press, so every function turns one state of it into the next.
"""

import re
from collections.abc import Callable, Mapping

from app.vorlagen.rules.as_read import rows_read
from app.vorlagen.rules.points import MAX_DEPTH, pieces
from app.vorlagen.rules.sections import parts_of
from app.vorlagen.rules.sent import LISTS, MAX_ROWS, Row, Sent, origins_of
from app.vorlagen.rules.source import Source

KEPT_HEADING = "Aus verworfenen Zeilen übernommen"
LIST_OF_ORIGIN = {
    "consultations": "steps", "other_sections": "others",
    **{name: name for name in LISTS if name not in {"steps", "others"}},
}  # fmt: skip
SECTIONS = ("facts", "others")
_ON_ROW = re.compile(r"(\w+)-(\d{1,4})-(\w+)")
_MARKER = re.compile(r"([-•▪·–]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-z]{1,2}\)) +(?=\S)")


def act(sent: Sent, do: str, source: Source) -> None:
    """Changes `sent`; an unknown action or a row that is gone changes nothing."""
    verb, _, rest = do.partition("-")
    if verb in LISTS and rest == "add":
        _add(sent, verb)
    elif verb in {"restore", "point"} and rest.isdecimal():
        _restore(sent, int(rest[:9]), source, "points" if verb == "point" else "")
    elif verb == "unrestore" and rest.isdecimal():
        _unrestore(sent, int(rest[:9]), source)
    elif verb == "back":
        _bring_back(sent, rest, source)
    elif hit := _ON_ROW.fullmatch(do):
        name, at = hit[1], int(hit[2])
        if name in LISTS and at < len(sent.rows[name]) and hit[3] in _ROW_ACTIONS:
            _ROW_ACTIONS[hit[3]](sent, name, at)


def _add(sent: Sent, name: str) -> None:
    if len(sent.rows[name]) < MAX_ROWS:
        sent.rows[name].append({"origin": ""})


def _drop(sent: Sent, name: str, at: int) -> None:
    del sent.rows[name][at]


def _shift(by: int) -> Callable[[Sent, str, int], None]:
    def shift(sent: Sent, name: str, at: int) -> None:
        rows = sent.rows[name]
        to = max(0, min(at + by, len(rows) - 1))
        rows.insert(to, rows.pop(at))

    return shift


def _deepen(by: int) -> Callable[[Sent, str, int], None]:
    def deepen(sent: Sent, name: str, at: int) -> None:
        row = sent.rows[name][at]
        depth = int(row["depth"]) if row.get("depth", "").isdecimal() else 1
        row["depth"] = str(max(1, min(depth + by, MAX_DEPTH)))

    return deepen


def _join(sent: Sent, name: str, at: int) -> None:
    """With the row before, which keeps its mark, heading and level."""
    if at == 0 or name not in {"points", *SECTIONS}:
        return
    rows = sent.rows[name]
    row, before = rows.pop(at), rows[at - 1]
    if name == "points":
        before["text"] = _glued(before, row, "text", " ")
        before["more"] = _glued(before, row, "more", "\n")
    else:
        text = "\n\n".join(filter(None, (row.get("heading", ""), row.get("text", ""))))
        before["text"] = "\n\n".join(filter(None, (before.get("text", ""), text)))
    before["origin"] = _glued(before, row, "origin", ",")


def _glued(before: Row, row: Row, column: str, sign: str) -> str:
    return sign.join(filter(None, (before.get(column, "").strip(), row.get(column, "").strip())))


def _split(sent: Sent, name: str, at: int) -> None:
    """A point at empty lines, a section at lines of dashes; nothing to split stays as it is."""
    row = sent.rows[name][at]
    text = row.get("text", "")
    parts = pieces(text) if name == "points" else parts_of(text) if name in SECTIONS else []
    if len(parts) < 2 or len(sent.rows[name]) + len(parts) > MAX_ROWS:
        return
    bare = {"depth": row["depth"]} if "depth" in row else {}
    first = {**row, "text": parts[0], **({"more": ""} if name == "points" else {})}
    rest: list[Row] = [{**bare, "text": part} for part in parts[1:]]
    if name == "points":
        rest[-1]["more"] = row.get("more", "")
    sent.rows[name][at : at + 1] = [first, *rest]


def _move(sent: Sent, name: str, at: int) -> None:
    """A section of the facts to the other sections, or back, behind the last one."""
    if name in SECTIONS:
        other = "others" if name == "facts" else "facts"
        sent.rows[other].append(sent.rows[name].pop(at))


_ROW_ACTIONS: Mapping[str, Callable[[Sent, str, int], None]] = {
    "drop": _drop, "up": _shift(-1), "down": _shift(1), "in": _deepen(1), "out": _deepen(-1),
    "join": _join, "split": _split, "move": _move,
}  # fmt: skip


def left_out(sent: Sent, source: Source) -> list[tuple[str, str]]:
    """Rows of the reading that stand nowhere any more: (origin, beginning of the text)."""
    there = {
        origin
        for rows in sent.rows.values()
        for row in rows
        for origin in origins_of(row.get("origin"))
    }
    return [
        (row["origin"], _beginning(row))
        for rows in rows_read(source.result.paper).values()
        for row in rows
        if not there.issuperset(origins_of(row["origin"]))
    ]


def _beginning(row: Row) -> str:
    columns = ("committee_name", "heading", "label", "name", "text", "number")
    text = next((row[column] for column in columns if row.get(column)), "Zeile ohne Text")
    return text if len(text) <= 90 else f"{text[:90]} …"


def _bring_back(sent: Sent, origin: str, source: Source) -> None:
    """As it was read, before the first row that stood behind it."""
    found = origins_of(origin)
    name = LIST_OF_ORIGIN.get(found[0][0], "") if found else ""
    if origin not in (known for known, _ in left_out(sent, source)) or not name:
        return
    row = next(r for r in rows_read(source.result.paper)[name] if r["origin"] == origin)
    rows = sent.rows[name]
    behind = (at for at, other in enumerate(rows) if origins_of(other.get("origin"))[:1] > found)
    rows.insert(next(behind, len(rows)), row)


def restored_lines(sent: Sent) -> list[int]:
    parts = sent.fields.get("restored", "")[:4000].split(",")
    return sorted({int(part[:9]) for part in parts if part.isdecimal()})


def _restore(sent: Sent, number: int, source: Source, to: str) -> None:
    """A dropped line becomes text of the place that was chosen; once."""
    known = restored_lines(sent)
    if number not in source.dropped or number in known:
        return
    sent.fields["restored"] = ",".join(map(str, [*known, number]))
    text = source.lines.get(number, "")
    place, _, at = (to or sent.fields.get("restore_to", "")).partition("-")
    if place == "points":
        _add_point(sent, text, number, source)
    elif place in SECTIONS and at.isdecimal() and int(at) < len(sent.rows[place]):
        row = sent.rows[place][int(at)]
        row["text"] = "\n\n".join(filter(None, (row.get("text", ""), text)))
    else:
        _add_section(sent, text)


def _add_section(sent: Sent, text: str) -> None:
    """All lines without a place of their own stand in one section."""
    rows = sent.rows["others"]
    row = next((row for row in rows if row.get("heading") == KEPT_HEADING), None)
    if row is None:
        rows.append({"heading": KEPT_HEADING, "text": text})
    else:
        row["text"] = "\n\n".join(filter(None, (row.get("text", ""), text)))


def _add_point(sent: Sent, text: str, number: int, source: Source) -> None:
    """Behind the point that stands before it in the source, on its level."""
    rows, marked = sent.rows["points"], _MARKER.match(text)
    before = [at for at, row in enumerate(rows) if _first_line(row, source) < number]
    at = before[-1] + 1 if before else 0
    depth = rows[at - 1].get("depth", "1") if before else "1"
    text = text[marked.end() :] if marked else text
    rows.insert(at, {"marker": marked[1] if marked else "", "text": text, "depth": depth})


def _first_line(row: Row, source: Source) -> int:
    """Far behind for a row that was typed in."""
    lines = [source.lines_at(f"/proposal/points/{at}") for _, at in origins_of(row.get("origin"))]
    return min((numbers[0] for numbers in lines if numbers), default=10**9)


def _unrestore(sent: Sent, number: int, source: Source) -> None:
    """Takes the line out of the text it went into, if it still stands there as it was."""
    known, text = restored_lines(sent), source.lines.get(number, "")
    if number not in known:
        return
    sent.fields["restored"] = ",".join(str(line) for line in known if line != number)
    marked = _MARKER.match(text)
    wanted = {text, text[marked.end() :] if marked else text}
    for name in ("points", *SECTIONS):
        if _take_out(sent.rows[name], wanted):
            return


def _take_out(rows: list[Row], wanted: set[str]) -> bool:
    for row in reversed(rows):
        lines = row.get("text", "").replace("\r\n", "\n").split("\n")
        hits = [at for at, line in enumerate(lines) if line in wanted]
        if hits:
            del lines[hits[-1]]
            row["text"] = "\n".join(lines).strip()
            if not row["text"] and not origins_of(row.get("origin")):
                rows.remove(row)
            return True
    return False
