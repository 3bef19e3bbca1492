"""Text set in two columns side by side: the left one is read first."""

from collections.abc import Iterator, Sequence

from app.documents.place import Row, Segment

SHORTEST = 6  # rows; fewer are a table or a head
PROSE = 3  # words in an ordinary line of a column


def in_reading_order(rows: Sequence[Row]) -> list[list[Row]]:
    """Stretches of rows that belong together, columns one after the other."""
    stretches: list[list[Row]] = []
    rest = list(rows)
    while rest:
        begin, end, gutter = _columns(rest)
        if begin:
            stretches.append(rest[:begin])
        if end > begin:
            stretches += [
                [Row(kept) for row in rest[begin:end] if (kept := tuple(_side(row, gutter, left)))]
                for left in (True, False)
            ]
        rest = rest[end:]
    return stretches


def _side(row: Row, gutter: float, left: bool) -> Iterator[Segment]:
    return (part for part in row.segments if (part.x0 < gutter) == left)


def _columns(rows: Sequence[Row]) -> tuple[int, int, float]:
    """(begin, end, where the right column begins); begin = end where there are none."""
    for begin, row in enumerate(rows):
        if len(row.segments) == 2:
            gutter = row.segments[1].x0
            end = begin + _reach(rows[begin:], gutter)
            if end - begin >= SHORTEST and _is_prose(rows[begin:end], gutter):
                return begin, end, gutter
    return len(rows), len(rows), 0.0


def _reach(rows: Sequence[Row], gutter: float) -> int:
    """How many rows keep the gutter free."""
    count = 0
    for row in rows:
        if len(row.segments) > 2 or any(part.x0 < gutter - 3 < part.x1 for part in row.segments):
            break
        count += 1
    return count


def _is_prose(rows: Sequence[Row], gutter: float) -> bool:
    """Mostly whole lines on both sides; the cells of a table are shorter."""
    for left in (True, False):
        counts = sorted(len(part.words) for row in rows for part in _side(row, gutter, left))
        if len(counts) < SHORTEST or counts[len(counts) // 2] < PROSE:
            return False
    return True
