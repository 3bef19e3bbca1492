"""Pieces to blocks: paragraphs, lists with levels, tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.reading.ledger import Ledger
from app.reading.lines import Line
from app.reading.markers import LOST, Marker
from app.reading.paper import Block, Item, Point
from app.reading.pieces import Piece, pieces_of

_DEEPEST = 8
_DOUBLED = "wiederholt den Punkt davor Wort für Wort"
_DOUBLED_SENTENCE = "Ein Punkt stand doppelt im Text und wurde nur einmal übernommen."


@dataclass
class Node:
    """A list item; `marker` as printed, or counted on where the source repeats "1."."""

    marker: str | None
    text: str
    lines: list[Line]
    paragraphs: list[str] = field(default_factory=list)
    items: list["Node"] = field(default_factory=list)


@dataclass
class _Level:
    kind: str
    nodes: list[Node]
    count: int = 0
    printed: str | None = None


@dataclass
class Blocks:
    """`deepen`: in a proposal a paragraph with a colon opens a level for the items below it."""

    book: Ledger
    deepen: bool = False
    blocks: list[Block] = field(default_factory=list)
    roots: list[list[Node]] = field(default_factory=list)
    _levels: list[_Level] = field(default_factory=list)
    _deeper: bool = False

    def read(self, lines: Sequence[Line]) -> None:
        pieces = pieces_of(lines)
        for at, piece in enumerate(pieces):
            if piece.marker:
                self._item(piece, piece.marker)
            elif piece.cells:
                self._row(piece)
            else:
                self._paragraph(piece, pieces, at)
        self._close()

    def points(self) -> Iterator[tuple[Point, list[Line]]]:
        for nodes in self.roots:
            yield from _walk(nodes, 1)

    def _item(self, piece: Piece, marker: Marker) -> None:
        level = self._level_for(marker)
        node = Node(marker.printed, piece.text, piece.lines)
        if _doubled(level, node):
            self.book.drop(piece.lines, _DOUBLED)
            self.book.warn("duplicate_point", _DOUBLED_SENTENCE, piece.lines)
            return
        first = marker.count == 1 and level.printed == marker.printed
        level.count = level.count + 1 if first else marker.count
        if first and level.nodes and marker.printed:
            node.marker = marker.printed.replace("1", str(level.count), 1)
        level.printed = marker.printed
        level.nodes.append(node)

    def _level_for(self, marker: Marker) -> _Level:
        same = [k for k, level in enumerate(self._levels) if level.kind == marker.kind]
        if self._deeper and self._levels:
            self._deeper = False
            return self._open(marker.kind, self._levels[-1].nodes[-1].items)
        if same:
            del self._levels[same[-1] + 1 :]
            if not _restarts(self._levels[-1], marker):
                return self._levels[-1]
            self._close()
        if self._levels:
            return self._open(marker.kind, self._levels[-1].nodes[-1].items)
        self.roots.append([])
        return self._open(marker.kind, self.roots[-1])

    def _open(self, kind: str, nodes: list[Node]) -> _Level:
        self._levels.append(_Level(kind, nodes))
        return self._levels[-1]

    def _paragraph(self, piece: Piece, pieces: Sequence[Piece], at: int) -> None:
        following = self._following(pieces, at)
        colon = piece.text.endswith(":")
        if following is None or (colon and not self.deepen and not self._succeeds(following)):
            self._close()
            self.blocks.append({"type": "paragraph", "text": piece.text})
            return
        node = self._levels[-1].nodes[-1]
        node.paragraphs.append(piece.text)
        node.lines.extend(piece.lines)
        self._deeper = colon and self.deepen and not self._succeeds(following)
        self._deeper = self._deeper and len(self._levels) < _DEEPEST

    def _following(self, pieces: Sequence[Piece], at: int) -> Marker | None:
        """The next marker, if it goes on with an open list; one paragraph may lie between marks
        without count, more between counted ones.
        """
        kinds = {level.kind for level in self._levels}
        for piece in pieces[at + 1 : at + 12] if kinds else []:
            if piece.cells:
                return None
            if piece.marker:
                return piece.marker if self._goes_on(piece.marker, kinds) else None
        return None

    def _goes_on(self, marker: Marker, kinds: set[str]) -> bool:
        if marker.kind not in kinds or marker.kind == LOST:
            return False
        return not marker.counted or self._succeeds(marker) or self.deepen

    def _succeeds(self, marker: Marker) -> bool:
        """The counted mark is the next one of an open level ("1." may stand for any)."""
        levels = [level for level in self._levels if level.kind == marker.kind and level.count]
        return any(
            marker.count == level.count + 1 or (marker.count == 1 and level.printed == "1.")
            for level in levels
        )

    def _row(self, piece: Piece) -> None:
        self._close()
        last = self.blocks[-1] if self.blocks else None
        if last and last["type"] == "table":
            if piece.lines[0].ruled and not last["header"] and len(last["rows"]) == 1:
                last["header"] = last["rows"].pop()
            last["rows"].append(list(piece.cells))
        else:
            self.blocks.append({"type": "table", "header": [], "rows": [list(piece.cells)]})

    def _close(self) -> None:
        if self._levels:
            self.blocks.append({"type": "list", "items": [_plain(n) for n in self.roots[-1]]})
        self._levels, self._deeper = [], False


def _doubled(level: _Level, node: Node) -> bool:
    last = level.nodes[-1] if level.nodes else None
    return last is not None and bool(last.paragraphs) and last.text == node.text


def _restarts(level: _Level, marker: Marker) -> bool:
    """Such as "1." after "2." begins a new list; "1." after "1." counts on."""
    return marker.counted and marker.count == 1 and level.printed != marker.printed


def _walk(nodes: Sequence[Node], depth: int) -> Iterator[tuple[Point, list[Line]]]:
    for node in nodes:
        yield {"marker": node.marker, "depth": depth, "text": node.text}, node.lines
        yield from _walk(node.items, depth + 1)


def _plain(node: Node) -> Item:
    return {
        "marker": node.marker,
        "text": node.text,
        "paragraphs": node.paragraphs,
        "items": [_plain(item) for item in node.items],
    }
