"""Text without heading: what its first sentence says it is, or a heading that follows it."""

import re
from dataclasses import replace

from app.reading.ledger import Ledger
from app.reading.lexicon import DECIDING_VERBS, any_of
from app.reading.lines import Line
from app.reading.markers import marker_of
from app.reading.part import Part

_DECIDES = re.compile(
    r"(?:Der|Die|Das) (?:[\w./-]+ ){0,8}?\w*(?i:ausschuss|ausschuß|rat|tag|versammlung|vertretung|BVV|beirat"
    rf"|bürgerschaft|ratsversammlung)(?: [\w./-]+){{0,6}}? (?:{any_of(DECIDING_VERBS)})(?!\w)"
)
_MOVES = re.compile(
    r".{0,120}(?:möge|wolle|soll) (?:folgenden Beschluss fassen|(?:Folgendes )?beschließen|folgendes beschließen)"
    r"|.{0,80}(?i:fraktion|gruppe|stadträt|stadtrat)\S{0,30} .{0,40}beantrag(?:t|en)"
    r"|(?:Wir beantragen|Hiermit beantrag)"
)
_MOVED = (
    "Die Überschrift steht hinter ihrem Text. Bitte prüfen Sie, was Beschlussvorschlag und was"
    " Sachverhalt ist."
)


def unnamed_proposal(parts: list[Part]) -> list[Part]:
    """The first unnamed text is the proposal if it begins with a committee deciding."""
    first = parts[0] if parts else None
    if first is None or first.head or first.kind != "facts" or not first.lines:
        return parts
    if any(part.kind == "proposal" and part.lines for part in parts):
        return parts
    text = " ".join(line.text for line in first.lines[:4])[:400]
    if _DECIDES.match(text) or _MOVES.match(text):
        first.kind = "proposal"
        first.confidence = "low"
    return parts


def after_text(parts: list[Part], book: Ledger) -> list[Part]:
    """PDF texts may put a heading behind its text: the numbered block is the proposal, the rest
    are the facts that the heading names.
    """
    first, last = (parts[0], parts[-1]) if len(parts) > 1 else (None, None)
    if first is None or last is None or first.head or last.lines or last.kind != "facts":
        return parts
    if any(part.kind in {"proposal", "facts"} and part.lines for part in parts[1:]):
        return parts
    begin, end = _numbered(first.lines)
    if begin is None or end >= len(first.lines):
        return parts
    book.warn("heading_after_text", _MOVED, [*last.head, *first.lines])
    proposal = replace(first, kind="proposal", lines=first.lines[:end])
    facts = replace(last, lines=first.lines[end:], confidence="low")
    return [proposal, *parts[1:-1], facts]


def _numbered(lines: list[Line]) -> tuple[int | None, int]:
    """Where the block of counted items begins, and the line after it: the next page, or the
    paragraph after a gap that goes on with no count.
    """
    begin, last = None, 0
    for at, line in enumerate(lines):
        marker = marker_of(line)
        if marker and marker.counted:
            begin = at if begin is None else begin
            last = at
    if begin is None:
        return None, 0
    ends = (at for at in range(last + 1, len(lines)) if lines[at].gap or lines[at].page)
    return begin, next(ends, len(lines))
